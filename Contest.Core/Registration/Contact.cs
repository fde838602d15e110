using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>Telephone numbers of the mainland, Hong Kong and Macao (DOMAIN.md 3.5), stored as E.164.</summary>
public static partial class PhoneNumber
{
    /// <summary>Whether the number can be called; without a country code 11 digits are the mainland's, 8 Hong Kong's.</summary>
    public static Check Check(string? typed)
    {
        var text = Marks().Replace(Plain.Compact(typed), "");
        var number = text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text;
        return E164(number) is { } stored
            ? Registration.Check.Pass(typed, stored)
            : Registration.Check.Fail(typed, text, "contact.phone", Plain.Tidy(typed));
    }

    private static string? E164(string number) =>
        Mainland().Match(number) is { Success: true } mobile ? "+86" + mobile.Groups[1].Value
        : Landline().Match(number) is { Success: true } landline ? "+86" + landline.Groups[1].Value
        : HongKong().Match(number) is { Success: true } hongKong ? "+852" + hongKong.Groups[1].Value
        : Macao().Match(number) is { Success: true } macao ? "+853" + macao.Groups[1].Value
        : HongKongMobile().IsMatch(number) ? "+852" + number
        : null;

    [GeneratedRegex(@"[\s().\-]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?:\+?86)?(1[3-9][0-9]{9})$")]
    private static partial Regex Mainland();

    [GeneratedRegex(@"^(?:\+860?|0)([1-9][0-9]{1,2}[2-9][0-9]{6,7})$")]
    private static partial Regex Landline();

    [GeneratedRegex(@"^\+?852([2-9][0-9]{7})$")]
    private static partial Regex HongKong();

    [GeneratedRegex(@"^\+?853((?:6|28)[0-9]{6,7})$")]
    private static partial Regex Macao();

    [GeneratedRegex("^[4-9][0-9]{7}$")]
    private static partial Regex HongKongMobile();
}

/// <summary>An address mail can be sent to: one @, a name before it, a domain with a dot behind it.</summary>
public static partial class EmailAddress
{
    /// <summary>Whether the address is well formed; the domain is compared in lower case.</summary>
    public static Check Check(string? typed)
    {
        var text = Plain.Tidy(typed);
        if (text.Length > 254 || !Form().IsMatch(text))
            return Registration.Check.Fail(typed, text, "contact.email", text);
        var at = text.LastIndexOf('@');
        return Registration.Check.Pass(typed, text[..at] + text[at..].ToLowerInvariant());
    }

    [GeneratedRegex(
        @"^[^\s@<>()\[\],;:""\\]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]$"
    )]
    private static partial Regex Form();
}

/// <summary>Names of organisations, compared: as typed they go on certificates (DOMAIN.md risk 5).</summary>
public static class OrganisationName
{
    /// <summary>The name for comparison only: half-width, one kind of bracket, no spaces, upper-case.</summary>
    public static string Key(string? name) =>
        new([
            .. Plain
                .Compact(name)
                .Select(letter =>
                    letter switch
                    {
                        '〔' or '【' or '[' or '﹙' or '{' => '(',
                        '〕' or '】' or ']' or '﹚' or '}' => ')',
                        _ => letter,
                    }
                ),
        ]);

    /// <summary>Several names in one cell, separated by 、 ; , or a line's end; empty ones are left out.</summary>
    public static IReadOnlyList<string> Several(string? names) =>
        [
            .. (names ?? "")
                .Split(['、', ';', '；', ',', '，', '\n'], StringSplitOptions.TrimEntries)
                .Select(name => Plain.AsTyped(name))
                .Where(name => name.Length > 0),
        ];
}
