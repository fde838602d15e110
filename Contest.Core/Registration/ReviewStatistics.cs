namespace Contest.Core.Registration;

/// <summary>One decision as the statistics need it.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Group">The entry's group, by its code.</param>
/// <param name="Recommender">The unit's name, or as typed; empty for none.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Reasons">R01 … R14, separated by commas.</param>
/// <param name="Days">Working days from the submission to the decision.</param>
/// <param name="Check">Null: not chosen for a spot check or not checked yet; else whether the check agreed.</param>
public sealed record DecisionFacts(
    Guid EntryId,
    string? Group,
    string Recommender,
    ReviewOutcome Outcome,
    string Reasons,
    int Days,
    bool? Check
);

/// <summary>Decisions of one recommender or group.</summary>
/// <param name="Key">The recommender's name or the group's code; empty for none.</param>
/// <param name="Accepted">通过.</param>
/// <param name="Returned">退回补正.</param>
/// <param name="Rejected">不通过.</param>
public sealed record OutcomeCount(string Key, int Accepted, int Returned, int Rejected)
{
    /// <summary>All decisions.</summary>
    public int All => Accepted + Returned + Rejected;
}

/// <summary>What formal review has decided so far, counted by decision: an entry returned and then accepted has two.</summary>
/// <param name="Total">By outcome.</param>
/// <param name="Reasons">Every reason R01 … R14 with how many decisions gave it.</param>
/// <param name="Recommenders">By recommender, the most decisions first.</param>
/// <param name="Groups">By group, by code.</param>
/// <param name="MedianDays">Median age at the decision in working days, to a half; null without decisions.</param>
/// <param name="LongestDays">The longest; null without decisions.</param>
/// <param name="Entries">Entries decided.</param>
/// <param name="EntriesReturned">Of them, those returned at least once.</param>
/// <param name="Checked">Spot checks made.</param>
/// <param name="Differed">Of them, those that differ.</param>
public sealed record ReviewStatistics(
    OutcomeCount Total,
    IReadOnlyList<(string Reason, int Decisions)> Reasons,
    IReadOnlyList<OutcomeCount> Recommenders,
    IReadOnlyList<OutcomeCount> Groups,
    decimal? MedianDays,
    int? LongestDays,
    int Entries,
    int EntriesReturned,
    int Checked,
    int Differed
)
{
    /// <summary>Counts the decisions.</summary>
    public static ReviewStatistics Of(IReadOnlyCollection<DecisionFacts> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var given = decisions
            .SelectMany(d => d.Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .CountBy(reason => reason)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        int[] days = [.. decisions.Select(d => d.Days).Order()];
        return new(
            Count("", decisions),
            [.. FormalReview.Reasons.Select(reason => (reason, given.GetValueOrDefault(reason)))],
            [
                .. By(decisions, d => d.Recommender)
                    .OrderByDescending(c => c.All)
                    .ThenBy(c => c.Key, StringComparer.Ordinal),
            ],
            [.. By(decisions, d => d.Group ?? "").OrderBy(c => c.Key, StringComparer.Ordinal)],
            Median(days),
            days.Length > 0 ? days[^1] : null,
            decisions.Select(d => d.EntryId).Distinct().Count(),
            decisions.Where(d => d.Outcome == ReviewOutcome.Returned).Select(d => d.EntryId).Distinct().Count(),
            decisions.Count(d => d.Check is not null),
            decisions.Count(d => d.Check == false)
        );
    }

    private static IEnumerable<OutcomeCount> By(
        IEnumerable<DecisionFacts> decisions,
        Func<DecisionFacts, string> key
    ) => decisions.GroupBy(key).Select(same => Count(same.Key, [.. same]));

    private static OutcomeCount Count(string key, IReadOnlyCollection<DecisionFacts> decisions) =>
        new(
            key,
            decisions.Count(d => d.Outcome == ReviewOutcome.Accepted),
            decisions.Count(d => d.Outcome == ReviewOutcome.Returned),
            decisions.Count(d => d.Outcome == ReviewOutcome.Rejected)
        );

    private static decimal? Median(int[] sorted) =>
        sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2m;
}
