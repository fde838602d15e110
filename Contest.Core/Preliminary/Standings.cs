using Contest.Core.Scoring;
using Contest.Core.Voting;

namespace Contest.Core.Preliminary;

/// <summary>What one judge's submitted sheet says.</summary>
/// <param name="Judge">The judge's published label.</param>
/// <param name="Total">The sheet's total.</param>
/// <param name="Criteria">Points per criterion, for ties.</param>
public sealed record MarkedSheet(string Judge, decimal Total, IReadOnlyDictionary<string, decimal> Criteria)
{
    /// <summary>The judge, for what asks what the standings would be without them; empty where nothing does.</summary>
    public Guid JudgeId { get; init; }

    /// <summary>评分表版本: the code of the variant it was filled in on; null for the main sheet.</summary>
    public string? Variant { get; init; }
}

/// <summary>A project with everything its standing is computed from.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number.</param>
/// <param name="Group">The group it is ranked in.</param>
/// <param name="Panel">The panel that read it.</param>
/// <param name="Sheets">The submitted sheets; recused and unfinished ones are not here.</param>
/// <param name="Votes">Valid public votes.</param>
/// <param name="Earlier">The published score of the stage before, or null.</param>
public sealed record MarkedEntry(
    Guid EntryId,
    string Label,
    string Group,
    string Panel,
    IReadOnlyList<MarkedSheet> Sheets,
    long Votes = 0,
    decimal? Earlier = null
)
{
    /// <summary>The sheets' totals.</summary>
    public IReadOnlyList<JudgeMark> Marks() => [.. Sheets.Select(sheet => new JudgeMark(sheet.Judge, sheet.Total))];

    /// <summary>What the project brings to a ranking with this exact score: the means of those criteria the chain asks for.</summary>
    public Contender Contend(Fraction exact, TrimmedMean mean, IReadOnlyList<TieRule> chain)
    {
        Fraction? earlier = Earlier is { } score ? score : null;
        HashSet<string?> asked =
        [
            .. chain.Where(rule => rule.Kind == TieKind.Criterion).Select(rule => rule.Criterion),
        ];
        return new(EntryId, Label, exact, CriterionMeans(asked), earlier, mean.Untrimmed);
    }

    /// <summary>The project at its place.</summary>
    public Standing Stand(Place place, WorkedCalculation worked) =>
        new(EntryId, Label, Group, place.Rank, place.IsJoint, place.Score) { Worked = worked, Ties = place.Ties };

    /// <summary>Over all sheets; no value where a sheet lacks the criterion, as one of another variant may.</summary>
    private Dictionary<string, Fraction> CriterionMeans(HashSet<string?> asked) =>
        Sheets
            .SelectMany(sheet => sheet.Criteria)
            .Where(mark => asked.Contains(mark.Key))
            .GroupBy(mark => mark.Key)
            .Where(marks => marks.Count() == Sheets.Count)
            .ToDictionary(marks => marks.Key, marks => Fraction.Mean([.. marks.Select(mark => (Fraction)mark.Value)]));
}

/// <summary>What the rulebook says about a round's standings (DOMAIN.md 1.6, 1.7, 3.6).</summary>
public sealed record StandingRules
{
    /// <summary>Which extremes are dropped.</summary>
    public TrimRule Trim { get; init; } = TrimRule.None;

    /// <summary>Fewest submitted sheets; a project with fewer waits, it never gets a silent zero.</summary>
    public int FewestSheets { get; init; } = 1;

    /// <summary>Entries for which two people have lowered <see cref="FewestSheets"/>, and to what.</summary>
    public IReadOnlyDictionary<Guid, int> Quorums { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Decimals of the published score.</summary>
    public int Places { get; init; } = 2;

    /// <summary>Weight of the votes in percent, 0 to 30; 0 leaves them out.</summary>
    public decimal VoteWeight { get; init; }

    /// <summary>How votes become points.</summary>
    public VoteConversion Conversion { get; init; } = VoteConversion.Log;

    /// <summary>How panels are made comparable.</summary>
    public PanelNormalisation Normalisation { get; init; } = PanelNormalisation.None;

    /// <summary>Fewest projects of a panel for z-score.</summary>
    public int NormalisationMinimum { get; init; } = 8;

    /// <summary>The highest total of a sheet.</summary>
    public int Scale { get; init; } = 100;

    /// <summary>How ties are decided, in order; what is left is a joint rank.</summary>
    public IReadOnlyList<TieRule> Ties { get; init; } = TieRule.Chain();

    /// <summary>Only places are asked for: the steps behind them, which cost most of the time, are left out.</summary>
    internal bool WithoutSteps { get; init; }

    /// <summary>The rules with a quorum lowered for these entries, or for the whole round when none is named.</summary>
    public StandingRules With(IReadOnlyCollection<Guid> entries, int fewest) =>
        entries is { Count: 0 }
            ? this with
            {
                FewestSheets = fewest,
                Quorums = Quorums.ToDictionary(q => q.Key, q => int.Min(q.Value, fewest)),
            }
            : this with
            {
                Quorums = Quorums
                    .Where(q => !entries.Contains(q.Key))
                    .Concat(entries.Select(entry => KeyValuePair.Create(entry, fewest)))
                    .ToDictionary(),
            };

    /// <summary>Fewest submitted sheets of this entry; never fewer than one.</summary>
    public int FewestOf(Guid entryId) => int.Max(1, Quorums.GetValueOrDefault(entryId, FewestSheets));
}

/// <summary>A project's computed place in its group.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number.</param>
/// <param name="Group">Its group.</param>
/// <param name="Rank">From 1; joint ranks use up the places behind them.</param>
/// <param name="IsJoint">Whether the rank is shared.</param>
/// <param name="Score">The published score: ranks compare this.</param>
public sealed record Standing(Guid EntryId, string Label, string Group, int Rank, bool IsJoint, decimal Score)
{
    /// <summary>How the score came about.</summary>
    public WorkedCalculation? Worked { get; init; }

    /// <summary>Each tie rule that was tried, in order.</summary>
    public IReadOnlyList<TieStep> Ties { get; init; } = [];
}

/// <summary>The standings of a round: per group, best first, and who still waits for a sheet.</summary>
/// <param name="Groups">Standings by group, groups by name.</param>
/// <param name="Waiting">Projects with fewer sheets than the rulebook asks for, by label.</param>
public sealed record Standings(IReadOnlyList<GroupStandings> Groups, IReadOnlyList<Guid> Waiting)
{
    /// <summary>From sheets to places: mean, panel correction over the whole round, votes and ranks per group.</summary>
    public static Standings Of(IEnumerable<MarkedEntry> entries, StandingRules rules)
    {
        List<MarkedEntry> all = [.. entries.OrderBy(entry => entry.Label, StringComparer.Ordinal)];
        List<MarkedEntry> ready = [.. all.Where(entry => entry.Sheets.Count >= rules.FewestOf(entry.EntryId))];
        var experts = ExpertScore.Of(ready, rules);
        var groups = ready
            .GroupBy(entry => entry.Group)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => GroupStandings.Of(group.Key, [.. group], experts, rules));
        return new([.. groups], [.. all.Except(ready).Select(entry => entry.EntryId)]);
    }
}
