namespace Contest.Core.Registration;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015; DOMAIN.md 3.3): 18 characters, the last a check of the other 17, the 17th a check of
/// the organisation code inside. Legal codes exist that fail the outer check, so that alone is a warning.
/// </summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Inner = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether the code is well formed.</summary>
    public static Check Check(string? typed)
    {
        var code = Plain
            .Compact(typed)
            .Replace(".", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
        if (code.Length == 0)
            return Registration.Check.Fail(typed, code, "credit_code.missing");
        if (code.Length == 15 && code.All(char.IsAsciiDigit))
            return Registration.Check.Fail(typed, code, "credit_code.old_number");
        if (code.Length != 18)
            return Registration.Check.Fail(typed, code, "credit_code.length", code.Length);
        if (FirstWrong(code) is { } at)
            return Registration.Check.Fail(typed, code, "credit_code.character", at + 1, code[at].ToString());

        var right = CheckCharacterOf(code[..17]);
        return code[17] == right ? Registration.Check.Pass(typed, code)
            : code[16] == InnerCheckOf(code[8..16])
                ? Registration.Check.Warn(typed, code, "credit_code.check_digit", code[17].ToString(), right.ToString())
            : Registration.Check.Fail(typed, code, "credit_code.both_checks");
    }

    /// <summary>The 18th character: weights 3^(i−1) mod 31, 31 − sum mod 31; remainder 0 gives 0, never 31 (trap 2).</summary>
    /// <exception cref="ArgumentException">Not 17 characters of the standard's alphabet.</exception>
    public static char CheckCharacterOf(string first17)
    {
        ArgumentNullException.ThrowIfNull(first17);
        if (first17.Length != 17 || !first17.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)))
            throw new ArgumentException("17 characters of the alphabet", nameof(first17));
        var (sum, weight) = (0, 1);
        foreach (var letter in first17)
        {
            sum += Alphabet.IndexOf(letter, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>The check of the organisation code (GB 11714): 11 − sum mod 11, 10 is X, 11 is 0.</summary>
    private static char InnerCheckOf(string eight)
    {
        var sum = eight.Zip(Inner, (letter, weight) => ValueOf(letter) * weight).Sum();
        return (11 - sum % 11) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }

    private static int ValueOf(char letter) => char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10;

    private static int? FirstWrong(string code)
    {
        for (var at = 0; at < code.Length; at++)
            if (
                !Alphabet.Contains(code[at], StringComparison.Ordinal)
                || (at is >= 2 and < 8 && !char.IsAsciiDigit(code[at]))
            )
                return at;
        return null;
    }
}
