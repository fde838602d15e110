using System.Buffers.Binary;
using System.Security.Cryptography;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Voting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Contest.Web.Editions;

/// <summary>Who casts a ballot: the pseudonym, and what it was shown by.</summary>
public readonly record struct KnownVoter(Guid Voter, VoterIdentity Tier);

/// <summary>
/// What a visitor has shown to be: beside the device cookie a signed cookie for each verified way of an edition, with
/// nothing in it but the way, the edition's pseudonym and an end. So a ballot asks the database for nothing to know its
/// voter (docs/decisions/0012-voter-identity.md).
/// </summary>
public sealed class VerifiedVoters(VoterCookie devices, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a device need not show it again: longer than votes last, and no longer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private const int Bytes = 1 + 16 + 8;
    private readonly IDataProtector _protector = protection.CreateProtector("voter-verified-1");

    /// <summary>The voter of this request by the strongest way the vote admits; null: one has to be shown first.</summary>
    /// <param name="editionKey">The edition's key, ready for many.</param>
    public KnownVoter? Of(HttpContext http, string slug, KeyedHash editionKey, VoteRules rules) =>
        Strongest(Shown(http, slug, rules), rules) is { } voter
            ? voter.Tier == VoterIdentity.Device
                ? voter with
                {
                    Voter = VoterPseudonym.Of(editionKey, devices.DeviceOf(http)),
                }
                : voter
            : null;

    /// <summary>As <see cref="Of(HttpContext, string, KeyedHash, VoteRules)"/>; null also once the edition's key is destroyed.</summary>
    public KnownVoter? Of(HttpContext http, CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var rules = edition.Rulebook.Vote;
        return
            edition.Competition.VoterKey is { } key && Strongest(Shown(http, edition.Slug, rules), rules) is { } voter
            ? voter.Tier == VoterIdentity.Device
                ? voter with
                {
                    Voter = VoterPseudonym.Of(key, devices.DeviceOf(http)),
                }
                : voter
            : null;
    }

    /// <summary>The voter by the strongest way; by the device the caller says who it is, with the key it has.</summary>
    private static KnownVoter? Strongest(IReadOnlyList<KnownVoter> shown, VoteRules rules) =>
        VoterTiers.Strongest(rules, shown.Count == 0 ? [] : shown.Select(s => s.Tier)) is { } tier
            ? shown.FirstOrDefault(s => s.Tier == tier, new(Guid.Empty, tier))
            : null;

    /// <summary>Everybody this browser has voted as, or may have: the device, and what it has shown.</summary>
    public IReadOnlyList<Guid> All(HttpContext http, CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return devices.VoterOf(http, edition) is { } device
            ? [device, .. Shown(http, edition.Slug, edition.Rulebook.Vote).Select(s => s.Voter)]
            : [];
    }

    /// <summary>The verified ways of this edition that the browser has shown and that have not run out.</summary>
    public IReadOnlyList<KnownVoter> Shown(HttpContext http, string slug, VoteRules rules)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(rules);
        List<KnownVoter>? shown = null;
        foreach (var tier in rules.Identities)
            if (tier != VoterIdentity.Device && Read(http, slug, tier) is { } voter)
                (shown ??= []).Add(new(voter, tier));
        return shown ?? [];
    }

    /// <summary>Sends the cookie along: this browser has shown it.</summary>
    public void Remember(HttpContext http, string slug, KnownVoter voter)
    {
        ArgumentNullException.ThrowIfNull(http);
        var text = new byte[Bytes];
        text[0] = (byte)voter.Tier;
        voter.Voter.TryWriteBytes(text.AsSpan(1));
        BinaryPrimitives.WriteInt64LittleEndian(text.AsSpan(17), (clock.GetUtcNow() + Life).UtcTicks);
        var cookie = WebEncoders.Base64UrlEncode(_protector.CreateProtector(slug).Protect(text));
        http.Response.Cookies.Append(NameOf(slug, voter.Tier), cookie, Options(http, Life));
    }

    /// <summary>Takes the cookie away: the next person at this device shows it anew.</summary>
    public static void Forget(HttpContext http, string slug, VoterIdentity tier)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Delete(NameOf(slug, tier), Options(http, null));
    }

    private Guid? Read(HttpContext http, string slug, VoterIdentity tier)
    {
        if (http.Request.Cookies[NameOf(slug, tier)] is not { Length: > 0 and < 1024 } cookie)
            return null;
        try
        {
            var text = _protector.CreateProtector(slug).Unprotect(WebEncoders.Base64UrlDecode(cookie));
            var isGood =
                text.Length == Bytes
                && text[0] == (byte)tier
                && BinaryPrimitives.ReadInt64LittleEndian(text.AsSpan(17)) > clock.GetUtcNow().UtcTicks;
            return isGood ? new Guid(text.AsSpan(1, 16)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null; // tampered with, another edition's, or of another installation: as if there were none
        }
    }

    private static string NameOf(string slug, VoterIdentity tier) =>
        $"voter-{tier.ToString().ToLowerInvariant()}-{slug}";

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        };
}
