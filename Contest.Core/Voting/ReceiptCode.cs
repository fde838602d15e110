using System.Text;

namespace Contest.Core.Voting;

/// <summary>
/// A voter's receipt, <c>XXXX-XXXX</c>: a number in seven characters and one check character, in an alphabet without
/// I, O, 0 and 1. The check is a weighted sum in the field of 32 elements with a different weight at every place, so
/// any one wrong character and any two swapped ones are noticed. Which number is <see cref="ReceiptNumbers"/>' business.
/// </summary>
public static class ReceiptCode
{
    /// <summary>How many codes there are: 2³⁵.</summary>
    public const long Count = 1L << (LetterBits * Letters);

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Letters = 7;
    private const int LetterBits = 5;
    private const int FieldPolynomial = 0b100101; // x⁵ + x² + 1

    /// <summary>The code of a number.</summary>
    /// <param name="number">0 to <see cref="Count"/> − 1.</param>
    public static string Of(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        Span<char> code = stackalloc char[Letters + 1];
        for (var letter = Letters - 1; letter >= 0; letter--, number >>= LetterBits)
            code[letter] = Alphabet[(int)(number & (Alphabet.Length - 1))];
        code[Letters] = Check(code[..Letters]);
        return Grouped(code);
    }

    /// <summary>The number of a code as it is stored (<see cref="Parse"/>).</summary>
    public static long NumberOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var number = 0L;
        foreach (var letter in code.Replace("-", "", StringComparison.Ordinal).AsSpan()[..Letters])
            number = (number << LetterBits) | (long)Alphabet.IndexOf(letter, StringComparison.Ordinal);
        return number;
    }

    /// <summary>
    /// The code as it is stored, or null when it is none: case, spaces, dashes and full-width characters do not
    /// matter; a wrong check character does.
    /// </summary>
    public static string? Parse(string? typed)
    {
        if (typed is not { Length: <= 64 } || !IsWellFormed(typed))
            return null;
        var upper = typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        var code = string.Concat(upper.Where(c => !char.IsWhiteSpace(c) && !IsDash(c)));
        var isCode = code.Length == Letters + 1 && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
        return isCode && Check(code.AsSpan(0, Letters)) == code[Letters] ? Grouped(code) : null;
    }

    private static bool IsWellFormed(string typed) => !typed.Any(char.IsSurrogate);

    private static bool IsDash(char c) =>
        c is '-' or '_' or '.' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation;

    private static string Grouped(ReadOnlySpan<char> code) => $"{code[..4]}-{code[4..]}";

    private static char Check(ReadOnlySpan<char> letters)
    {
        var sum = 0;
        foreach (var letter in letters)
            sum = Double(sum ^ Alphabet.IndexOf(letter, StringComparison.Ordinal));
        return Alphabet[sum];
    }

    private static int Double(int element) => (element << 1) > 31 ? (element << 1) ^ FieldPolynomial : element << 1;
}
