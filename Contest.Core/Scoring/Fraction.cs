using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>
/// An exact number: a quotient of whole numbers in lowest terms. Every sum, mean and weight is kept like this until
/// <see cref="Rounding"/> rounds it once (DOMAIN.md 3.6). As text it is <c>456/5</c>, or <c>91</c> when whole.
/// </summary>
[JsonConverter(typeof(FractionJson))]
public sealed record Fraction : IComparable<Fraction>
{
    /// <summary>The quotient of two whole numbers, in lowest terms with a positive denominator.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException("A fraction's denominator is never zero.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>Nothing.</summary>
    public static Fraction Zero { get; } = new(0, 1);

    /// <summary>One.</summary>
    public static Fraction One { get; } = new(1, 1);

    /// <summary>The upper number; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The lower number; at least 1.</summary>
    public BigInteger Denominator { get; }

    /// <summary>A decimal is a whole number of tenths, hundredths …, so nothing is lost.</summary>
    public static implicit operator Fraction(decimal value) => FromDecimal(value);

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(int value) => new(value, 1);

    /// <summary>The exact value of a decimal.</summary>
    public static Fraction FromDecimal(decimal value)
    {
        var bits = decimal.GetBits(value);
        var magnitude = Word(bits[2], 64) + Word(bits[1], 32) + Word(bits[0], 0);
        var scale = (bits[3] >> 16) & 0xFF;
        return new(bits[3] < 0 ? -magnitude : magnitude, BigInteger.Pow(10, scale));
    }

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction left, Fraction right) =>
        left.Denominator == right.Denominator
            ? new(left.Numerator + right.Numerator, left.Denominator)
            : new(
                (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
                left.Denominator * right.Denominator
            );

    /// <summary>Difference.</summary>
    public static Fraction operator -(Fraction left, Fraction right) =>
        left + new Fraction(-right.Numerator, right.Denominator);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Less.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>More.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>More or equal.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>The sum of many; nothing for none.</summary>
    public static Fraction Sum(IEnumerable<Fraction> values) => values.Aggregate(Zero, (sum, value) => sum + value);

    /// <summary>The plain mean.</summary>
    /// <exception cref="DivideByZeroException">There is nothing to take the mean of.</exception>
    public static Fraction Mean(IReadOnlyCollection<Fraction> values) => Sum(values) / values.Count;

    /// <summary>The larger of two.</summary>
    public static Fraction Larger(Fraction left, Fraction right) => left >= right ? left : right;

    /// <summary>The smaller of two.</summary>
    public static Fraction Smaller(Fraction left, Fraction right) => left <= right ? left : right;

    /// <summary>Reads <c>456/5</c> or <c>91</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static Fraction Parse(string text)
    {
        var parts = text.Split('/');
        var whole = parts.Select(part =>
            BigInteger.Parse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        );
        return whole.ToArray() is [var upper, .. var rest] && rest.Length < 2
            ? new(upper, rest is [var lower] ? lower : 1)
            : throw new FormatException($"'{text}' is not a fraction.");
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction? other) =>
        other is null ? 1 : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary><c>456/5</c>, or <c>91</c> when whole; the same in every culture.</summary>
    public override string ToString() =>
        Denominator.IsOne
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static BigInteger Word(int word, int shift) => (BigInteger)unchecked((uint)word) << shift;
}
