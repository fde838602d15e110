using Contest.Core.Scoring;

namespace Contest.Core.Final;

/// <summary>How a final is scored; the defaults are DOMAIN.md 1.11's.</summary>
public sealed record FinalRules
{
    /// <summary>One high and one low go from five judges on; never fewer than three count.</summary>
    public TrimRule Trim { get; init; } = TrimRule.OneAndOne;

    /// <summary>Decimals of the published score.</summary>
    public int Places { get; init; } = 2;

    /// <summary>Weight in percent of the earlier stage's published score; 0 leaves it out.</summary>
    public decimal CarryOver { get; init; }

    /// <summary>How ties are decided, in order; what is left is a joint rank.</summary>
    public IReadOnlyList<TieRule> Ties { get; init; } = TieRule.Chain();
}

/// <summary>A finalist's score, as it is shown after the reveal.</summary>
/// <param name="Mean">The judges' marks, which were dropped, and the mean.</param>
/// <param name="Worked">Every step to the published value.</param>
public sealed record FinalScore(TrimmedMean Mean, WorkedCalculation Worked)
{
    /// <summary>The published score.</summary>
    public decimal Value => Worked.Rounded;

    /// <summary>The score of at least one mark; with a carry-over also of the earlier stage's score.</summary>
    /// <exception cref="ArgumentException">No marks, or a carry-over without an earlier score.</exception>
    public static FinalScore Of(IReadOnlyList<JudgeMark> marks, FinalRules rules, decimal? earlier = null)
    {
        var mean = TrimmedMean.Of(marks, rules.Trim);
        List<WorkedStep> steps = [.. WorkedCalculation.StepsOf(mean, rules.Trim)];
        if (rules.CarryOver == 0)
            return new(mean, WorkedCalculation.Close(steps, mean.Exact, rules.Places));
        if (earlier is not { } before)
            throw new ArgumentException("A carry-over needs the earlier stage's score.", nameof(earlier));
        var exact = Composite.Of(mean.Exact, before, rules.CarryOver);
        steps.Add(
            WorkedStep.Of("calculation.carry-over", mean.Exact, 100m - rules.CarryOver, before, rules.CarryOver, exact)
        );
        return new(mean, WorkedCalculation.Close(steps, exact, rules.Places));
    }
}
