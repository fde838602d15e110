using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Core.Results;

/// <summary>
/// A certificate's number, <c>JGS-2026-G-001-K</c>: series, year, award letter, serial, check character (DOMAIN.md
/// 1.13). The check is ISO/IEC 7064 MOD 37,36 over the letters and digits before it, hyphens left out; it is a letter
/// or a digit, never a sign. A reissue after a change of name keeps the number and adds <c>-R1</c>, <c>-R2</c> …
/// </summary>
/// <param name="Series">Two to eight capital letters or digits.</param>
/// <param name="Year">Four digits.</param>
/// <param name="Award">One or two capital letters.</param>
/// <param name="Serial">From 1; written with at least three digits.</param>
/// <param name="Reissue">0 for the first issue.</param>
public sealed partial record CertificateNumber(string Series, int Year, string Award, int Serial, int Reissue = 0)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The number that a typed text means, or null when it is none or its check character is wrong.</summary>
    public static CertificateNumber? Parse(string? typed)
    {
        var match = Form().Match(typed?.Trim().ToUpperInvariant() ?? "");
        if (!match.Success)
            return null;
        CertificateNumber number = new(
            match.Groups[1].Value,
            Whole(match.Groups[2]),
            match.Groups[3].Value,
            Whole(match.Groups[4]),
            Whole(match.Groups[6])
        );
        return number.Serial > 0 && number.Check() == match.Groups[5].Value[0] ? number : null;
    }

    /// <summary>The number as it is printed.</summary>
    public override string ToString()
    {
        var suffix = Reissue > 0 ? string.Create(CultureInfo.InvariantCulture, $"-R{Reissue}") : "";
        return $"{Body()}-{Check()}{suffix}";
    }

    private string Body() => string.Create(CultureInfo.InvariantCulture, $"{Series}-{Year:0000}-{Award}-{Serial:000}");

    /// <summary>Hybrid system of ISO/IEC 7064: P = 36; for each character S = P + a, mod 36 (0 → 36), P = 2S mod 37.</summary>
    private char Check()
    {
        var product = 36;
        foreach (var letter in Body().Where(letter => letter != '-'))
        {
            var sum = (product + Alphabet.IndexOf(letter, StringComparison.Ordinal)) % 36;
            product = 2 * (sum == 0 ? 36 : sum) % 37;
        }
        return Alphabet[(37 - product) % 36];
    }

    private static int Whole(Group digits) =>
        digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^([A-Z0-9]{2,8})-(\d{4})-([A-Z]{1,2})-(\d{3,6})-([A-Z0-9])(?:-R([1-9]\d?))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
