using Contest.Core.Scoring;
using Contest.Core.Voting;

namespace Contest.Core.Preliminary;

/// <summary>A project's exact expert score, the mean behind it, and the steps so far.</summary>
internal sealed record ExpertScore(TrimmedMean Mean, Fraction Score, IReadOnlyList<WorkedStep> Steps)
{
    public static Dictionary<Guid, ExpertScore> Of(IReadOnlyList<MarkedEntry> entries, StandingRules rules)
    {
        var means = entries.ToDictionary(entry => entry.EntryId, entry => TrimmedMean.Of(entry.Marks(), rules.Trim));
        List<PanelScore> scores =
        [
            .. entries.Select(entry => new PanelScore(entry.EntryId, entry.Panel, means[entry.EntryId].Exact)),
        ];
        return Normalisation
            .Of(scores, rules.Normalisation, rules.NormalisationMinimum, rules.Scale, rules.WithoutSteps)
            .ToDictionary(one => one.EntryId, one => From(means[one.EntryId], one, rules));
    }

    private static ExpertScore From(TrimmedMean mean, NormalisedScore normal, StandingRules rules) =>
        new(
            mean,
            normal.Score,
            rules.WithoutSteps ? [] : [.. WorkedCalculation.StepsOf(mean, rules.Trim), .. normal.Steps]
        );
}

/// <summary>The standings of one group, best first.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Standings">Its projects' places.</param>
public sealed record GroupStandings(string Group, IReadOnlyList<Standing> Standings)
{
    internal static GroupStandings Of(
        string group,
        IReadOnlyList<MarkedEntry> entries,
        Dictionary<Guid, ExpertScore> experts,
        StandingRules rules
    )
    {
        var points = VotePoints.Of(
            entries.ToDictionary(entry => entry.EntryId, entry => entry.Votes),
            rules.Conversion
        );
        var worked = entries.ToDictionary(
            entry => entry.EntryId,
            entry => Work(entry, experts[entry.EntryId], points[entry.EntryId], rules)
        );
        var contenders = entries.Select(entry =>
            entry.Contend(worked[entry.EntryId].Exact, experts[entry.EntryId].Mean, rules.Ties)
        );
        var byId = entries.ToDictionary(entry => entry.EntryId);
        var places = Ranking.Of(contenders, rules.Places, rules.Ties);
        return new(group, [.. places.Select(place => byId[place.EntryId].Stand(place, worked[place.EntryId]))]);
    }

    private static WorkedCalculation Work(MarkedEntry entry, ExpertScore expert, Fraction points, StandingRules rules)
    {
        if (rules.VoteWeight == 0)
            return WorkedCalculation.Close(expert.Steps, expert.Score, rules.Places);
        var exact = Composite.Of(expert.Score, points, rules.VoteWeight);
        if (rules.WithoutSteps)
            return WorkedCalculation.Close([], exact, rules.Places);
        var shownPoints = Rounding.HalfUp(points, 6);
        WorkedStep votes = WorkedStep.Of("calculation.vote-points", entry.Votes, shownPoints);
        var sum = WorkedStep.Of(
            "calculation.composite",
            Rounding.HalfUp(expert.Score, 6),
            100m - rules.VoteWeight,
            shownPoints,
            rules.VoteWeight,
            Rounding.HalfUp(exact, 6)
        );
        return WorkedCalculation.Close([.. expert.Steps, votes, sum], exact, rules.Places);
    }
}
