using Contest.Core.Voting.Fraud;

namespace Contest.Bench.Fraud;

/// <summary>The scan at work through a simulated vote, every hour of it, as the job goes round while the vote is open.</summary>
/// <param name="Purchased">Ballots of the campaign.</param>
/// <param name="Caught">Of those, put under review.</param>
/// <param name="Honest">All others.</param>
/// <param name="Accused">Of those, put under review.</param>
/// <param name="AccusedOf">Those by where they came from.</param>
public sealed record FraudTrial(
    int Purchased,
    int Caught,
    int Honest,
    int Accused,
    IReadOnlyDictionary<BallotOrigin, int> AccusedOf
)
{
    private const long Hour = 3_600_000;

    /// <summary>How far back the job looks.</summary>
    private const long Back = 48 * Hour;

    /// <summary>Runs one.</summary>
    public static FraudTrial Of(int seed, int voters, Campaign campaign, FraudRules rules)
    {
        var vote = VoteSimulation.Of(seed, voters, campaign);
        HashSet<long> reviewed = [];
        var (first, last) = (0, 0);
        for (var now = VoteSimulation.Start + Hour; now <= VoteSimulation.Start + (6 * 24 * Hour); now += Hour)
        {
            while (last < vote.Count && vote[last].Ballot.At < now)
                last++;
            while (first < last && vote[first].Ballot.At < now - Back)
                first++;
            var stretch = new FraudStretch(
                [.. vote.Take(first..last).Select(b => Seen(b.Ballot, reviewed))],
                VoteSimulation.HourOf
            );
            foreach (var finding in FraudScan.Of(stretch, rules, now))
                reviewed.UnionWith(finding.Ballots);
        }
        return Count(vote, reviewed);
    }

    private static BallotTrace Seen(BallotTrace ballot, HashSet<long> reviewed) =>
        reviewed.Contains(ballot.Arrival) ? ballot with { Standing = BallotStanding.UnderReview } : ballot;

    private static FraudTrial Count(
        IReadOnlyList<(BallotTrace Ballot, BallotOrigin Origin)> vote,
        HashSet<long> reviewed
    )
    {
        var purchased = vote.Count(b => b.Origin == BallotOrigin.Fraud);
        var accused = vote.Where(b => reviewed.Contains(b.Ballot.Arrival)).CountBy(b => b.Origin).ToDictionary();
        var caught = accused.GetValueOrDefault(BallotOrigin.Fraud);
        return new(purchased, caught, vote.Count - purchased, reviewed.Count - caught, accused);
    }
}
