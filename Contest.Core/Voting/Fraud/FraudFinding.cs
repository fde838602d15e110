namespace Contest.Core.Voting.Fraud;

/// <summary>Which of an entry's ballots were looked at together.</summary>
public enum FraudCluster
{
    /// <summary>All by new voters who chose nothing else, but for those of a shared network.</summary>
    All = 1,

    /// <summary>Those from networks that sent hardly any other ballot.</summary>
    Scattered = 2,

    /// <summary>Those by one kind of browser.</summary>
    Agent = 3,

    /// <summary>Those through one network.</summary>
    Network = 4,
}

/// <summary>Ballots for one entry that should be reviewed by people, and why.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="From">The first of them, milliseconds of Unix time.</param>
/// <param name="To">The last of them.</param>
/// <param name="Cluster">How they belong together.</param>
/// <param name="Expected">How many the entry's own baseline expects in this span.</param>
/// <param name="Signals">Everything measured, shown or not.</param>
/// <param name="Ballots">Their arrivals, those under review already left out.</param>
public sealed record FraudFinding(
    short Entry,
    long From,
    long To,
    FraudCluster Cluster,
    long Expected,
    IReadOnlyList<Measured> Signals,
    IReadOnlyList<long> Ballots
);

/// <summary>When signals together are enough to ask people. A burst, or a shared network, or new voters: never alone.</summary>
public static class FraudVerdict
{
    private static readonly FraudSignal[] Marks =
    [
        FraudSignal.Regularity,
        FraudSignal.Steadiness,
        FraudSignal.Night,
        FraudSignal.Rotation,
        FraudSignal.OneAgent,
        FraudSignal.CodeRequests,
    ];

    /// <summary>Whether the signal is a mark of a machine; the others are what every successful link looks like.</summary>
    public static bool IsMark(FraudSignal signal) => Marks.Contains(signal);

    /// <summary>
    /// A burst against the entry's own baseline, by voters who are new or chose nothing else (more than is usual), and
    /// two marks of a machine beside it; three where the ballots share a network.
    /// </summary>
    public static bool IsSuspicious(IReadOnlyList<Measured> signals, FraudRules rules)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(rules);
        var shown = signals.Where(s => s.IsShown).Select(s => s.Signal).ToHashSet();
        var needed = shown.Contains(FraudSignal.SharedNetwork) ? rules.MarksNeededShared : rules.MarksNeeded;
        return rules.IsOn
            && shown.Contains(FraudSignal.Burst)
            && (shown.Contains(FraudSignal.NewVoters) || shown.Contains(FraudSignal.SingleEntry))
            && shown.Count(IsMark) >= needed;
    }
}
