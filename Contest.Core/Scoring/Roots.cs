using System.Numerics;

namespace Contest.Core.Scoring;

/// <summary>
/// Square root and natural logarithm to <see cref="Places"/> decimals in whole-number arithmetic: the only two numbers
/// of the rules that no fraction can hold. The digits are the same on every machine.
/// </summary>
public static class Roots
{
    /// <summary>Decimals that are certain in every answer.</summary>
    public const int Places = 30;

    private const int Guard = 12;
    private static readonly BigInteger Unit = BigInteger.Pow(10, Places);
    private static readonly BigInteger Fine = BigInteger.Pow(10, Places + Guard);
    private static readonly BigInteger LogOfTwo = 2 * InverseTanh(1, 3);

    /// <summary>The square root, cut off after 30 decimals; exact when the root of a fraction is a short decimal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static Fraction SquareRoot(Fraction value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, Fraction.Zero);
        return new(WholeRoot(value.Numerator * Unit * Unit / value.Denominator), Unit);
    }

    /// <summary>ln n for a whole number from 1; ln 1 is exactly 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static Fraction NaturalLog(BigInteger number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, BigInteger.One);
        var twos = (int)number.GetBitLength() - 1;
        var power = BigInteger.One << twos; // number = power · m with 1 ≤ m < 2, so ln m = 2·artanh((m−1)/(m+1))
        var log = (twos * LogOfTwo) + (2 * InverseTanh(number - power, number + power));
        return new(log / BigInteger.Pow(10, Guard), Unit);
    }

    /// <summary>artanh(x) = x + x³/3 + x⁵/5 …, for x ≤ 1/3 two terms give about one more decimal.</summary>
    private static BigInteger InverseTanh(BigInteger upper, BigInteger lower)
    {
        var power = Fine * upper / lower;
        var square = power * power / Fine;
        var sum = BigInteger.Zero;
        for (var odd = 1; !power.IsZero; odd += 2)
        {
            sum += power / odd;
            power = power * square / Fine;
        }
        return sum;
    }

    /// <summary>The largest whole number whose square is not above the value (Newton, from above).</summary>
    private static BigInteger WholeRoot(BigInteger value)
    {
        if (value.IsZero)
            return value;
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) / 2;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
