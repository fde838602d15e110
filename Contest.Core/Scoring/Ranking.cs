using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>What a tie is decided by (DOMAIN.md 3.6). Never the time of registration, never votes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TieKind>))]
public enum TieKind
{
    /// <summary>The same score with more decimals.</summary>
    MoreDecimals = 1,

    /// <summary>The mean of all judges' marks for one named criterion.</summary>
    Criterion = 2,

    /// <summary>The score of the stage before.</summary>
    EarlierStage = 3,

    /// <summary>The mean of all marks, the dropped ones too.</summary>
    UntrimmedMean = 4,
}

/// <summary>One link of the tie chain.</summary>
/// <param name="Kind">What is compared; the higher value is better.</param>
/// <param name="Criterion">Which criterion, for <see cref="TieKind.Criterion"/>.</param>
/// <param name="Places">To how many decimals: what is shown is what decides.</param>
public sealed record TieRule(TieKind Kind, string? Criterion = null, int Places = 4)
{
    /// <summary>More decimals, the named criteria in their order, earlier stage, untrimmed mean; then joint rank.</summary>
    public static IReadOnlyList<TieRule> Chain(params string[] criteria) =>
        [
            new(TieKind.MoreDecimals),
            .. criteria.Select(code => new TieRule(TieKind.Criterion, code)),
            new(TieKind.EarlierStage),
            new(TieKind.UntrimmedMean),
        ];
}

/// <summary>What a project brings to a ranking.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number; joint ranks are listed in its order.</param>
/// <param name="Exact">The exact score.</param>
/// <param name="Criteria">Exact means per criterion, for ties.</param>
/// <param name="Earlier">The earlier stage's published score, or null.</param>
/// <param name="Untrimmed">The exact mean of all marks, or null.</param>
public sealed record Contender(
    Guid EntryId,
    string Label,
    Fraction Exact,
    IReadOnlyDictionary<string, Fraction> Criteria,
    Fraction? Earlier = null,
    Fraction? Untrimmed = null
);

/// <summary>One tied project's value under a tie rule; null when it has none.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Value">What was compared.</param>
public sealed record TieValue(Guid EntryId, decimal? Value);

/// <summary>One link of the chain at work on one set of tied projects.</summary>
/// <param name="Rule">What was compared.</param>
/// <param name="Values">The tied projects with what was compared, best first.</param>
/// <param name="Decided">Whether it told any of them apart; false also when a value is missing and the rule is skipped.</param>
public sealed record TieStep(TieRule Rule, IReadOnlyList<TieValue> Values, bool Decided);

/// <summary>A computed place.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Rank">From 1; a joint rank uses up the places behind it (1, 1, 3).</param>
/// <param name="IsJoint">Whether others have the same rank.</param>
/// <param name="Score">The published score.</param>
/// <param name="Ties">Each rule that was tried because of a tie, in order; empty without one.</param>
public sealed record Place(Guid EntryId, int Rank, bool IsJoint, decimal Score, IReadOnlyList<TieStep> Ties);

/// <summary>Ranks by the published, rounded score; a tie goes through the chain and ends in a joint rank.</summary>
public static class Ranking
{
    /// <summary>Places, best first.</summary>
    public static IReadOnlyList<Place> Of(IEnumerable<Contender> contenders, int places, IReadOnlyList<TieRule> chain)
    {
        List<Place> ranked = [];
        var levels = contenders
            .GroupBy(one => Rounding.HalfUp(one.Exact, places))
            .OrderByDescending(level => level.Key);
        foreach (var level in levels)
        foreach (var (tied, ties) in Split([.. level], chain, []))
            ranked.AddRange(Share(tied, level.Key, ranked.Count + 1, ties));
        return ranked;
    }

    /// <summary>Tells tied projects apart by the first rule that can, then each part by the rules behind it.</summary>
    private static IEnumerable<(List<Contender> Tied, List<TieStep> Ties)> Split(
        List<Contender> tied,
        IReadOnlyList<TieRule> chain,
        List<TieStep> before
    )
    {
        if (tied.Count == 1 || chain is not [var rule, ..])
            return [(tied, before)];
        var step = Compare(tied, rule);
        List<TieStep> ties = [.. before, step];
        List<TieRule> rest = [.. chain.Skip(1)];
        return step.Decided
            ? tied.GroupBy(one => Value(one, rule))
                .OrderByDescending(part => part.Key)
                .SelectMany(part => Split([.. part], rest, ties))
            : Split(tied, rest, ties);
    }

    private static TieStep Compare(List<Contender> tied, TieRule rule)
    {
        var values = tied.OrderBy(one => one.Label, StringComparer.Ordinal)
            .Select(one => new TieValue(one.EntryId, Value(one, rule)));
        List<TieValue> best = [.. values.OrderByDescending(one => one.Value)];
        return new(rule, best, best.TrueForAll(one => one.Value.HasValue) && best[0].Value != best[^1].Value);
    }

    private static decimal? Value(Contender one, TieRule rule)
    {
        var exact = rule.Kind switch
        {
            TieKind.MoreDecimals => one.Exact,
            TieKind.Criterion => one.Criteria.GetValueOrDefault(rule.Criterion ?? ""),
            TieKind.EarlierStage => one.Earlier,
            _ => one.Untrimmed,
        };
        return exact is null ? null : Rounding.HalfUp(exact, rule.Places);
    }

    private static IEnumerable<Place> Share(List<Contender> tied, decimal score, int rank, List<TieStep> ties) =>
        tied.OrderBy(one => one.Label, StringComparer.Ordinal)
            .Select(one => new Place(one.EntryId, rank, tied.Count > 1, score, ties));
}
