namespace Contest.Core.Preliminary;

/// <summary>How many of a judge's own totals lie where: ten points a bar, the last one with its end.</summary>
/// <param name="Counts">0–9.5, 10–19.5 … 90–100.</param>
/// <param name="Least">The lowest total.</param>
/// <param name="Most">The highest total.</param>
public sealed record OwnDistribution(IReadOnlyList<int> Counts, decimal Least, decimal Most)
{
    /// <summary>How many bars.</summary>
    public const int Bars = 10;

    private const int Width = 10;

    /// <summary>Of these totals, 0 … 100; null where there is none.</summary>
    public static OwnDistribution? Of(IReadOnlyCollection<decimal> totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        if (totals.Count == 0)
            return null;
        var counts = new int[Bars];
        foreach (var total in totals)
            counts[int.Clamp((int)decimal.Floor(total / Width), 0, Bars - 1)]++;
        return new(counts, totals.Min(), totals.Max());
    }

    /// <summary>A bar's range in words of numbers: "60–69.5", "90–100".</summary>
    public static string RangeOf(int bar, decimal step) =>
        bar == Bars - 1
            ? FormattableString.Invariant($"{bar * Width}–{Bars * Width}")
            : FormattableString.Invariant($"{bar * Width}–{((bar + 1) * Width) - step:0.##}");
}
