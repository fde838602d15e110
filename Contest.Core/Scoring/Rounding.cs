using System.Numerics;

namespace Contest.Core.Scoring;

/// <summary>
/// The one place where a score is rounded: once, at the end, half up (DOMAIN.md 3.6), so 88.345 becomes 88.35.
/// Ranks compare the rounded, published value; anything finer is a tie rule of its own.
/// </summary>
public static class Rounding
{
    /// <summary>
    /// The value with <paramref name="places"/> decimals (0 to 20), trailing zeros kept; exactly half goes to the
    /// larger number.
    /// </summary>
    public static decimal HalfUp(Fraction value, int places)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, 20);
        var unit = BigInteger.Pow(10, places);
        var whole = Floor((2 * value.Numerator * unit) + value.Denominator, 2 * value.Denominator);
        return (decimal)whole * Unit(places);
    }

    private static BigInteger Floor(BigInteger upper, BigInteger lower) =>
        BigInteger.DivRem(upper, lower, out var rest) - (rest.Sign < 0 ? 1 : 0);

    private static decimal Unit(int places) => new(1, 0, 0, isNegative: false, (byte)places);
}
