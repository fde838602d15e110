using System.Globalization;
using System.Numerics;

namespace Contest.Core.Draw;

/// <summary>
/// The numbers of one public source named beforehand: a lottery, an index close, digits drawn by hand on stage.
/// </summary>
/// <param name="Source">What was named, with its date: <c>福彩双色球 2026-08-01</c>.</param>
/// <param name="Numbers">The published numbers, digits only; leading zeros do not matter.</param>
/// <param name="IsOrdered">True when the order means something (3D digits); otherwise the numbers are sorted.</param>
/// <param name="Outcomes">How many equally likely outcomes the source has, digits only, for the entropy estimate.</param>
public sealed record PublicValue(string Source, IReadOnlyList<string> Numbers, bool IsOrdered, string Outcomes)
{
    /// <summary>RFC 3797, section 4: each number followed by a full stop, each source by a slash: <c>1.2.3.4.5.6./</c>.</summary>
    public static string Randomness(IEnumerable<PublicValue> values) =>
        string.Concat(values.Select(value => value.Text() + "/"));

    /// <summary>The number of equally likely outcomes.</summary>
    /// <exception cref="FormatException">It is not a whole number.</exception>
    public BigInteger Chances() => Whole(Outcomes);

    private static BigInteger Whole(string digits) =>
        BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private string Text()
    {
        var numbers = Numbers.Select(Whole);
        var inOrder = IsOrdered ? numbers : numbers.Order();
        return string.Concat(inOrder.Select(number => number.ToString(CultureInfo.InvariantCulture) + "."));
    }
}
