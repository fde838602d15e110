namespace Contest.Core.Voting.Fraud;

/// <summary>The signals of a cluster of ballots, each in whole numbers (docs/decisions/0013-fraud.md says every formula).</summary>
internal sealed class FraudSignals(FraudStretch stretch, FraudRules rules)
{
    /// <summary>A steady stream is one of at least this long.</summary>
    private const long LongSpan = 3 * 3_600_000;
    private const int Slots = 12;

    /// <summary>Everything measured on these ballots, by time, of which so many were expected.</summary>
    /// <param name="all">All ballots for the entry in the span, whoever cast them.</param>
    /// <param name="crowd">
    /// The ballots the cluster was picked from: what it was picked by says nothing about itself, so networks and browsers are
    /// measured on these.
    /// </param>
    public IReadOnlyList<Measured> Of(
        short entry,
        IReadOnlyList<BallotTrace> cluster,
        IReadOnlyList<BallotTrace> crowd,
        IReadOnlyList<BallotTrace> all,
        long expected
    ) =>
        [
            Burst(cluster.Count, expected),
            Above(FraudSignal.NewVoters, Share(all, stretch.IsNew), Halfway(stretch.NewShare)),
            Above(FraudSignal.SingleEntry, Share(all, stretch.IsSingle), Halfway(stretch.SingleShare)),
            Above(FraudSignal.SharedNetwork, LargestNetwork(cluster), 300),
            Regularity(cluster),
            Steadiness(cluster),
            Above(FraudSignal.Night, Share(cluster, stretch.IsNight), stretch.NightShare + 150),
            Above(FraudSignal.Rotation, Lone(crowd), Halfway(stretch.LoneShare)),
            OneAgent(crowd),
            .. stretch
                .Codes.Where(c => c.Entry == entry)
                .Select(c => Above(FraudSignal.CodeRequests, c.Value, c.Threshold)),
        ];

    private Measured Burst(int count, long expected)
    {
        var value = count * 1000L / long.Max(1, expected);
        var isShown = value > rules.BurstPermille && count - expected >= rules.FewestBallots;
        return new(FraudSignal.Burst, value, rules.BurstPermille, isShown);
    }

    /// <summary>
    /// The squared coefficient of variation of the pauses: 1000 where they are chance. Below 1000 by more than three
    /// times what chance moves it (2/√n), and never above 700.
    /// </summary>
    private static Measured Regularity(IReadOnlyList<BallotTrace> cluster)
    {
        var pauses = cluster.Count - 1;
        Int128 squares = 0;
        Int128 sum = cluster[^1].At - cluster[0].At;
        for (var i = 1; i < cluster.Count; i++)
            squares += (Int128)(cluster[i].At - cluster[i - 1].At) * (cluster[i].At - cluster[i - 1].At);
        var value = sum == 0 ? 0 : (long)(squares * pauses * 1000 / (sum * sum)) - 1000;
        var threshold = long.Min(700, 1000 - (6000 / long.Max(1, Root(pauses))));
        return new(FraudSignal.Regularity, value, threshold, value < threshold);
    }

    /// <summary>
    /// How unevenly a span of three hours or more is filled: the squared coefficient of variation of twelve parts' counts,
    /// over what chance alone makes of it.
    /// </summary>
    private static Measured Steadiness(IReadOnlyList<BallotTrace> cluster)
    {
        var (from, span) = (cluster[0].At, cluster[^1].At - cluster[0].At + 1);
        long[] counts = new long[Slots];
        foreach (var ballot in cluster)
            counts[(ballot.At - from) * Slots / span]++;
        var n = (long)cluster.Count;
        // Slots · Σc² / n² − 1, of which Slots / n is chance
        var value = (counts.Sum(c => c * c) * Slots * 1000 / (n * n)) - 1000 - (Slots * 1000 / n);
        return new(FraudSignal.Steadiness, value, 100, span >= LongSpan && value < 100);
    }

    private Measured OneAgent(IReadOnlyList<BallotTrace> cluster)
    {
        var most = cluster.GroupBy(b => b.Agent).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First();
        return Above(
            FraudSignal.OneAgent,
            FraudStretch.Share(most.Count(), cluster.Count),
            Halfway(stretch.AgentShare(most.Key))
        );
    }

    private long Lone(IReadOnlyList<BallotTrace> cluster)
    {
        var most = int.Max(2, cluster.Count / 20);
        return Share(cluster, b => stretch.IsLone(b, most));
    }

    private static long LargestNetwork(IReadOnlyList<BallotTrace> cluster) =>
        FraudStretch.Share(cluster.GroupBy(b => b.Network).Max(g => g.Count()), cluster.Count);

    private static long Share(IReadOnlyList<BallotTrace> ballots, Func<BallotTrace, bool> isOne) =>
        FraudStretch.Share(ballots.Count(isOne), ballots.Count);

    /// <summary>Halfway between what is usual and all: where everything is usual, nothing is beyond it.</summary>
    private static long Halfway(long usual) => (usual + 1000) / 2;

    private static Measured Above(FraudSignal signal, long value, long threshold) =>
        new(signal, value, threshold, value > threshold);

    private static long Root(long square)
    {
        var root = 0L;
        while ((root + 1) * (root + 1) <= square)
            root++;
        return root;
    }
}
