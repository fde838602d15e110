namespace Contest.Core.Scoring;

/// <summary>
/// Two scores on one scale in one number: experts and votes (95 : 5 in the preliminary round, DOMAIN.md 1.6), or the
/// final and an earlier stage. Exact; nothing is rounded here.
/// </summary>
public static class Composite
{
    /// <summary>main · (100 − percent)/100 + other · percent/100.</summary>
    /// <param name="main">The score that has the rest of the weight.</param>
    /// <param name="other">The score that has <paramref name="percent"/> of it.</param>
    /// <param name="percent">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is no percentage.</exception>
    public static Fraction Of(Fraction main, Fraction other, decimal percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100m);
        return ((main * (100m - percent)) + (other * percent)) / 100;
    }
}
