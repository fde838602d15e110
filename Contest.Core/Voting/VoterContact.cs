using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Contest.Core.Competitions;

namespace Contest.Core.Voting;

/// <summary>
/// What a voter gives to be known by, in the one form in which it is the same voter (DOMAIN.md 1.6): a mailbox in lower
/// case with its domain in letters of the net, a phone number as E.164. It is sent to and hashed, never kept.
/// </summary>
public static partial class VoterContact
{
    /// <summary>Longest mailbox (RFC 5321).</summary>
    public const int Longest = 254;

    /// <summary>The form of a tier, or null for what is none. An OpenID is taken exactly as it is.</summary>
    public static string? Normal(VoterIdentity tier, string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return tier switch
        {
            VoterIdentity.Email => Mailbox(typed),
            VoterIdentity.Phone => Phone(typed),
            VoterIdentity.WeChat => OpenIdForm().IsMatch(typed) ? typed : null,
            _ => null,
        };
    }

    /// <summary>
    /// The mailbox as it is written to: lower case, the domain as IDNA writes it. Letters beyond ASCII before the @ are
    /// none: hardly any server takes them.
    /// </summary>
    public static string? Mailbox(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim().Normalize(NormalizationForm.FormKC);
        if (text.Length > Longest || text.Split('@') is not [var local, var domain])
            return null;
        if (!LocalForm().IsMatch(local) || local.Length > 64 || Domain(domain) is not { } written)
            return null;
        var mailbox = $"{local.ToLowerInvariant()}@{written}";
        return mailbox.Length <= Longest ? mailbox : null;
    }

    /// <summary>
    /// The mailbox that voters are told apart by: what follows a plus before the @ is a label of one's own, and as many
    /// labels as one likes are one mailbox.
    /// </summary>
    public static string SameMailbox(string mailbox)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var (plus, at) = (
            mailbox.IndexOf('+', StringComparison.Ordinal),
            mailbox.IndexOf('@', StringComparison.Ordinal)
        );
        return plus > 0 && plus < at ? mailbox[..plus] + mailbox[at..] : mailbox;
    }

    /// <summary>
    /// A mobile number of the mainland, Hong Kong or Macao (DOMAIN.md 3.5) as E.164. Eleven digits are the mainland's;
    /// eight need the place before them, because Hong Kong's and Macao's look alike.
    /// </summary>
    public static string? Phone(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var digits = Filling().Replace(typed.Normalize(NormalizationForm.FormKC), "");
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = "+" + digits[2..];
        return Mainland().Match(digits) is { Success: true } mainland ? "+86" + mainland.Groups[1].Value
            : HongKong().IsMatch(digits) || Macao().IsMatch(digits) ? digits
            : null;
    }

    private static string? Domain(string domain)
    {
        try
        {
            var written = new IdnMapping { UseStd3AsciiRules = true }
                .GetAscii(domain)
                .ToLowerInvariant();
            return DomainForm().IsMatch(written) ? written : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")]
    private static partial Regex LocalForm();

    [GeneratedRegex(@"^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$")]
    private static partial Regex DomainForm();

    [GeneratedRegex(@"[\s().-]")]
    private static partial Regex Filling();

    [GeneratedRegex(@"^(?:\+?86)?(1[3-9][0-9]{9})$")]
    private static partial Regex Mainland();

    [GeneratedRegex(@"^\+852[4-9][0-9]{7}$")]
    private static partial Regex HongKong();

    [GeneratedRegex(@"^\+8536[0-9]{7}$")]
    private static partial Regex Macao();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{6,64}$")]
    private static partial Regex OpenIdForm();
}
