using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>How the difference between strict and mild panels is corrected (评审组分差校正, DOMAIN.md 1.7).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PanelNormalisation>))]
public enum PanelNormalisation
{
    /// <summary>Not at all.</summary>
    None = 1,

    /// <summary>Every panel's mean is moved onto the mean of all projects.</summary>
    MeanShift = 2,

    /// <summary>Mean and spread of every panel become those of all projects.</summary>
    ZScore = 3,
}

/// <summary>One project's expert score before the correction.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Panel">The panel that read it.</param>
/// <param name="Score">Its exact score.</param>
public sealed record PanelScore(Guid EntryId, string Panel, Fraction Score);

/// <summary>One project's expert score after the correction, and how it came about.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Score">The corrected score, inside the scale.</param>
/// <param name="Steps">The lines for the worked calculation; none when nothing was corrected.</param>
public sealed record NormalisedScore(Guid EntryId, Fraction Score, IReadOnlyList<WorkedStep> Steps);

/// <summary>
/// Panel correction in exact arithmetic; spread is the population standard deviation, roots carry 30 decimals. A panel
/// smaller than the minimum keeps its scores under z-score, and a panel without any spread is only shifted.
/// </summary>
public static class Normalisation
{
    /// <summary>The corrected scores, in the order given.</summary>
    /// <param name="scores">All projects of the round: their mean and spread are the yardstick.</param>
    /// <param name="kind">Which correction.</param>
    /// <param name="minimum">Fewest projects of a panel for z-score; DOMAIN.md 1.7 says 8.</param>
    /// <param name="scale">The highest possible score; results are kept between 0 and it.</param>
    /// <param name="withoutSteps">Leaves the steps of the worked calculation out.</param>
    public static IReadOnlyList<NormalisedScore> Of(
        IReadOnlyList<PanelScore> scores,
        PanelNormalisation kind,
        int minimum = 8,
        int scale = 100,
        bool withoutSteps = false
    )
    {
        if (kind == PanelNormalisation.None || scores.Count == 0)
            return [.. scores.Select(score => new NormalisedScore(score.EntryId, score.Score, []))];
        var overall = Spread.Of(scores);
        var panels = scores
            .GroupBy(score => score.Panel)
            .ToDictionary(panel => panel.Key, panel => Spread.Of([.. panel]));
        // a panel's factor is the same for all its scores, and a root is dear
        var factors = panels.ToDictionary(
            panel => panel.Key,
            panel =>
                kind == PanelNormalisation.ZScore && panel.Value.Count >= minimum
                    ? Factor(panel.Value, overall)
                    : Fraction.One
        );
        return
        [
            .. scores.Select(score =>
                Correct(score, panels[score.Panel], overall, factors[score.Panel], kind, minimum, scale, withoutSteps)
            ),
        ];
    }

    private static NormalisedScore Correct(
        PanelScore score,
        Spread panel,
        Spread overall,
        Fraction factor,
        PanelNormalisation kind,
        int minimum,
        int scale,
        bool withoutSteps
    )
    {
        if (kind == PanelNormalisation.ZScore && panel.Count < minimum)
            return new(score.EntryId, score.Score, [TooSmall(score, panel, minimum)]);
        var moved = ((score.Score - panel.Mean) * factor) + overall.Mean;
        var kept = Fraction.Smaller(Fraction.Larger(moved, 0), scale);
        return new(score.EntryId, kept, withoutSteps ? [] : [.. Steps(score, panel, overall, factor, moved, kept)]);
    }

    private static Fraction Factor(Spread panel, Spread overall) =>
        panel.Variance == Fraction.Zero ? Fraction.One : Roots.SquareRoot(overall.Variance / panel.Variance);

    private static WorkedStep TooSmall(PanelScore score, Spread panel, int minimum) =>
        WorkedStep.Of("calculation.panel-too-small", score.Panel, panel.Count, minimum);

    private static IEnumerable<WorkedStep> Steps(
        PanelScore score,
        Spread panel,
        Spread overall,
        Fraction factor,
        Fraction moved,
        Fraction kept
    )
    {
        yield return WorkedStep.Of("calculation.panel-means", score.Panel, panel.Mean, overall.Mean);
        if (factor != Fraction.One)
            yield return WorkedStep.Of("calculation.panel-factor", Rounding.HalfUp(factor, 10));
        yield return WorkedStep.Of(
            "calculation.panel-corrected",
            Rounding.HalfUp(score.Score, 6),
            Rounding.HalfUp(moved, 6)
        );
        if (kept != moved)
            yield return WorkedStep.Of("calculation.panel-bounded", kept);
    }

    private sealed record Spread(int Count, Fraction Mean, Fraction Variance)
    {
        public static Spread Of(IReadOnlyList<PanelScore> scores)
        {
            var mean = Fraction.Mean([.. scores.Select(score => score.Score)]);
            List<Fraction> squares = [.. scores.Select(score => (score.Score - mean) * (score.Score - mean))];
            return new(scores.Count, mean, Fraction.Mean(squares));
        }
    }
}
