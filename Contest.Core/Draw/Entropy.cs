using System.Numerics;
using Contest.Core.Scoring;

namespace Contest.Core.Draw;

/// <summary>
/// Whether the public sources have enough outcomes for every order of the finalists to be possible: their product
/// against N!, in whole numbers (DOMAIN.md 1.10). Six digits are not enough above nine finalists.
/// </summary>
/// <param name="NeededBits">log2(N!), one decimal, for people.</param>
/// <param name="AvailableBits">log2 of the product of outcomes, one decimal, for people.</param>
/// <param name="IsEnough">Decided by the whole numbers, not by the rounded bits.</param>
public sealed record Entropy(decimal NeededBits, decimal AvailableBits, bool IsEnough)
{
    /// <summary>The estimate for so many entries and the outcomes of each source.</summary>
    public static Entropy Of(int entries, IEnumerable<BigInteger> outcomes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entries);
        var orders = Enumerable.Range(1, entries).Aggregate(BigInteger.One, (product, next) => product * next);
        var chances = outcomes.Aggregate(BigInteger.One, (product, next) => product * next);
        return new(Bits(orders), Bits(chances), chances >= orders);
    }

    private static decimal Bits(BigInteger outcomes) =>
        outcomes < 1 ? 0m : Rounding.HalfUp(Roots.NaturalLog(outcomes) / Roots.NaturalLog(2), 1);
}
