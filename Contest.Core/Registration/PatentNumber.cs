using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>
/// A Chinese application or patent number (ZC 0006-2003; DOMAIN.md 3.1): year, kind and serial in 12 digits (8 until
/// 30 September 2003), a dot and a check character.
/// </summary>
/// <param name="Year">The year of filing, four digits.</param>
/// <param name="KindDigit">1 invention, 2 utility model, 3 design, 8 and 9 PCT entering China.</param>
/// <param name="Digits">The 12 or 8 digits before the dot.</param>
/// <param name="CheckCharacter">0 … 9 or X.</param>
public sealed record PatentNumber(int Year, int KindDigit, string Digits, char CheckCharacter)
{
    private const int FirstYear = 1985;
    private const int ChangeYear = 2003;

    /// <summary>The number as compared and stored, e.g. <c>202419999991.X</c>: no prefix, no spaces.</summary>
    public string Key => $"{Digits}.{CheckCharacter}";

    /// <summary>The kind of right its kind digit names.</summary>
    public PatentKind Kind => (PatentKind)KindDigit;

    /// <summary>The number, or null when <see cref="Check"/> finds an error in it.</summary>
    public static PatentNumber? Find(string? typed, DateOnly today) =>
        Check(typed, today) is { Result: not CheckResult.Error } check ? Of(check.Normalized) : null;

    /// <summary>Whether the number is well formed. A missing check character is a warning and is filled in.</summary>
    /// <param name="typed">As typed: full-width, spaces and the prefixes ZL and CN are accepted.</param>
    /// <param name="today">The newest filing year is this day's.</param>
    public static Check Check(string? typed, DateOnly today)
    {
        var (digits, check) = Split(typed);
        var plain = digits + check;
        if (plain.Length == 0)
            return Registration.Check.Fail(typed, "", "patent.number_missing");
        if (FirstWrong(digits, check) is { } wrong)
            return Registration.Check.Fail(typed, plain, "patent.character", wrong.ToString());
        if (digits.Length is not (12 or 8))
            return Registration.Check.Fail(typed, plain, "patent.length", plain.Length);

        var number = Of(digits, CheckCharacterOf(digits));
        if (check.Length == 1 && check[0] != number.CheckCharacter)
            return Registration.Check.Fail(typed, plain, "patent.check_digit", check, number.CheckCharacter.ToString());
        if (number.KindDigit is not (1 or 2 or 3 or 8 or 9))
            return Registration.Check.Fail(typed, plain, "patent.kind_digit", number.KindDigit);
        if (number.Year < (digits.Length == 12 ? ChangeYear : FirstYear) || number.Year > today.Year)
            return Registration.Check.Fail(typed, plain, "patent.year", number.Year);
        return check.Length == 1
            ? Registration.Check.Pass(typed, number.Key)
            : Registration.Check.Warn(typed, number.Key, "patent.no_check_digit", number.CheckCharacter.ToString());
    }

    /// <summary>The check character of 12 or 8 digits: weights 2 … 9, 2 … 5 from the left, sum mod 11, 10 is X.</summary>
    /// <exception cref="ArgumentException">Not 12 or 8 digits.</exception>
    public static char CheckCharacterOf(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Length is not (12 or 8) || !digits.All(char.IsAsciiDigit))
            throw new ArgumentException("12 or 8 digits", nameof(digits));
        var remainder = digits.Select((digit, at) => (digit - '0') * (2 + at % 8)).Sum() % 11;
        return remainder == 10 ? 'X' : (char)('0' + remainder);
    }

    private static PatentNumber Of(string key) => Of(key[..^2], key[^1]);

    private static PatentNumber Of(string digits, char check) =>
        digits.Length == 12
            ? new(Number(digits[..4]), digits[4] - '0', digits, check)
            : new(OldYear(Number(digits[..2])), digits[2] - '0', digits, check);

    private static int OldYear(int year) => year >= FirstYear % 100 ? 1900 + year : 2000 + year;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>The digits and the check character, which is missing or empty only in a bare number.</summary>
    private static (string Digits, string Check) Split(string? typed)
    {
        var text = Plain.Compact(typed).Replace('·', '.').Replace('・', '.').Replace("-", "", StringComparison.Ordinal);
        text = WithoutPrefix(WithoutPrefix(text, "CN"), "ZL").Trim('.', ':');
        var hasDot = text.Length > 1 && text[^2] == '.';
        text = text.Replace(".", "", StringComparison.Ordinal);
        return hasDot || text.Length is 13 or 9 || text.EndsWith('X') ? (text[..^1], text[^1..]) : (text, "");
    }

    private static string WithoutPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].TrimStart('.', ':') : text;

    private static char? FirstWrong(string digits, string check)
    {
        foreach (var letter in digits)
            if (!char.IsAsciiDigit(letter))
                return letter;
        return check.Length == 1 && !char.IsAsciiDigit(check[0]) && check[0] != 'X' ? check[0] : null;
    }
}
