namespace Contest.Core.Voting.Fraud;

/// <summary>
/// Looks through a stretch of ballots for what people should review. Off the vote path, and as often as one likes: the
/// same ballots give the same findings.
/// </summary>
public sealed class FraudScan
{
    private const long Hour = 3_600_000;

    /// <summary>What an entry without a past is taken to have had, so that a first ballot is no burst.</summary>
    private const long Credit = 10;

    /// <summary>Fewer new ballots wait for the next round: a case is not to have a part for every ballot.</summary>
    private const int Few = 5;

    /// <summary>The spans that end now and are looked at, in hours.</summary>
    private static readonly long[] Spans = [1, 3, 8, 24];

    private readonly FraudStretch _stretch;
    private readonly FraudRules _rules;
    private readonly FraudSignals _signals;
    private readonly long _now;
    private readonly Dictionary<long, (Dictionary<short, long> Before, Dictionary<short, long> Within)> _counts;

    private FraudScan(FraudStretch stretch, FraudRules rules, long now) =>
        (_stretch, _rules, _signals, _now, _counts) = (stretch, rules, new(stretch, rules), now, []);

    /// <summary>Findings by entry; no ballot is in two of them.</summary>
    /// <param name="now">Milliseconds of Unix time, not before the last ballot.</param>
    public static IReadOnlyList<FraudFinding> Of(FraudStretch stretch, FraudRules rules, long now)
    {
        ArgumentNullException.ThrowIfNull(stretch);
        ArgumentNullException.ThrowIfNull(rules);
        if (!rules.IsOn)
            return [];
        FraudScan scan = new(stretch, rules, now);
        foreach (var span in Spans)
            scan._counts[now - (span * Hour)] = scan.Count(now - (span * Hour));
        return [.. stretch.Entries.Select(scan.Look).OfType<FraudFinding>()];
    }

    /// <summary>
    /// All that is found for an entry, as one: with the signals of the cluster that explains most of the ballots.
    /// </summary>
    private FraudFinding? Look(short entry)
    {
        var suspects = _stretch.Suspects(entry);
        List<FraudFinding> found = [];
        foreach (var span in Spans)
        {
            var from = _now - (span * Hour);
            List<BallotTrace> within = [.. suspects.Where(b => b.At >= from)];
            if (within.Count < _rules.FewestBallots)
                continue;
            foreach (var (cluster, ballots, crowd) in Clusters(within))
                if (Judge(entry, from, cluster, ballots, crowd) is { } finding)
                    found.Add(finding);
        }
        List<long> all = [.. found.SelectMany(f => f.Ballots).Distinct().Order()];
        return all.Count < Few
            ? null
            : found.MaxBy(f => f.Ballots.Count)! with
            {
                From = found.Min(f => f.From),
                To = found.Max(f => f.To),
                Ballots = all,
            };
    }

    private FraudFinding? Judge(
        short entry,
        long from,
        FraudCluster kind,
        List<BallotTrace> cluster,
        List<BallotTrace> crowd
    )
    {
        if (cluster.Count < _rules.FewestBallots)
            return null;
        var expected = Expected(entry, from);
        if (cluster.Count - expected < _rules.FewestBallots)
            return null;
        List<BallotTrace> all = [.. _stretch.Of(entry).Where(b => b.At >= from)];
        var signals = _signals.Of(entry, cluster, crowd, all, expected);
        return FraudVerdict.IsSuspicious(signals, _rules)
            ? new(
                entry,
                cluster[0].At,
                cluster[^1].At,
                kind,
                expected,
                signals,
                [.. cluster.Where(b => b.Standing == BallotStanding.Counted).Select(b => b.Arrival)]
            )
            : null;
    }

    /// <summary>The entry's own share of new single votes before the span, of what the others had within it.</summary>
    private long Expected(short entry, long from)
    {
        var (before, within) = _counts[from];
        var (ownBefore, ownWithin) = (before.GetValueOrDefault(entry), within.GetValueOrDefault(entry));
        var (othersBefore, othersWithin) = (before.Values.Sum() - ownBefore, within.Values.Sum() - ownWithin);
        var others = _stretch.Entries.Count - 1;
        return othersWithin * (ownBefore + Credit) / long.Max(1, othersBefore + (Credit * others));
    }

    /// <summary>New single votes that count, by entry, before a span and within it.</summary>
    private (Dictionary<short, long> Before, Dictionary<short, long> Within) Count(long from)
    {
        Dictionary<short, long> before = [];
        Dictionary<short, long> within = [];
        foreach (var entry in _stretch.Entries)
        {
            var counted = _stretch.Suspects(entry).Where(b => b.Standing == BallotStanding.Counted).ToList();
            before[entry] = counted.Count(b => b.At < from);
            within[entry] = counted.Count - before[entry];
        }
        return (before, within);
    }

    /// <summary>Ways of picking ballots from those of a span, with the crowd each was picked from.</summary>
    private IEnumerable<(FraudCluster, List<BallotTrace>, List<BallotTrace>)> Clusters(List<BallotTrace> within)
    {
        var shared = int.Max(10, within.Count / 10);
        var networks = within.GroupBy(b => b.Network).ToDictionary(g => g.Key, g => g.Count());
        List<BallotTrace> crowd = [.. within.Where(b => networks[b.Network] < shared)];
        if (crowd.Count > 0)
        {
            var lone = int.Max(2, crowd.Count / 20);
            yield return (FraudCluster.Scattered, [.. crowd.Where(b => _stretch.IsLone(b, lone))], crowd);
            var agent = crowd.GroupBy(b => b.Agent).MaxBy(g => (g.Count(), -g.Key))!;
            yield return (FraudCluster.Agent, [.. agent], crowd);
            yield return (FraudCluster.All, crowd, crowd);
        }
        foreach (var network in networks.Where(n => n.Value >= shared).OrderBy(n => n.Key))
        {
            List<BallotTrace> through = [.. within.Where(b => b.Network == network.Key)];
            yield return (FraudCluster.Network, through, through);
        }
    }
}
