using Contest.Core.Voting.Ledger;

namespace Contest.Core.Voting.Fraud;

/// <summary>What is kept of a finding: numbers only, no network and no browser that could be looked up.</summary>
/// <param name="Cluster">How the ballots belong together.</param>
/// <param name="From">The first of them, UTC.</param>
/// <param name="To">The last of them, UTC.</param>
/// <param name="Expected">How many the entry's own baseline expects in the span.</param>
/// <param name="Signals">Everything measured, shown or not.</param>
/// <param name="Networks">Ballots of the largest networks, most first: A, B, C … on the page.</param>
/// <param name="OtherNetworks">How many networks more there are.</param>
/// <param name="Agents">Ballots of the largest kinds of browser, most first.</param>
public sealed record FraudEvidence(
    FraudCluster Cluster,
    DateTimeOffset From,
    DateTimeOffset To,
    long Expected,
    IReadOnlyList<Measured> Signals,
    IReadOnlyList<int> Networks,
    int OtherNetworks,
    IReadOnlyList<int> Agents
)
{
    private const int Letters = 8;

    /// <summary>Of a finding about these ballots.</summary>
    public static FraudEvidence Of(FraudFinding finding, IReadOnlyList<BallotTrace> ballots)
    {
        ArgumentNullException.ThrowIfNull(finding);
        List<int> networks = [.. ballots.CountBy(b => b.Network).Select(one => one.Value).OrderDescending()];
        return new(
            finding.Cluster,
            DateTimeOffset.FromUnixTimeMilliseconds(finding.From),
            DateTimeOffset.FromUnixTimeMilliseconds(finding.To),
            finding.Expected,
            finding.Signals,
            [.. networks.Take(Letters)],
            int.Max(0, networks.Count - Letters),
            [.. ballots.CountBy(b => b.Agent).Select(one => one.Value).OrderDescending().Take(Letters)]
        );
    }
}

/// <summary>Codes of reasons as they stand in the ledger, each with its sentence.</summary>
public static class FraudReasons
{
    /// <summary>Reasons to void.</summary>
    public static IReadOnlyList<string> Voiding { get; } = ["automated", "purchased", "same-person", "admitted"];

    /// <summary>Reasons to restore.</summary>
    public static IReadOnlyList<string> Restoring { get; } = ["genuine", "shared-network", "no-proof"];

    /// <summary>Why ballots were put under review: the first mark shown.</summary>
    public static string Review(IReadOnlyList<Measured> signals) =>
        signals
            .Where(s => s.IsShown && FraudVerdict.IsMark(s.Signal))
            .Select(s => Code(s.Signal))
            .FirstOrDefault("burst");

    /// <summary>Whether this reason belongs to this decision.</summary>
    public static bool Fits(LeafKind kind, string reason) =>
        kind switch
        {
            LeafKind.Restore => Restoring.Contains(reason),
            LeafKind.Void => Voiding.Contains(reason),
            _ => false,
        };

    /// <summary>The signal's code: <c>one-agent</c>.</summary>
    public static string Code(FraudSignal signal) =>
        signal switch
        {
            FraudSignal.Burst => "burst",
            FraudSignal.NewVoters => "new-voters",
            FraudSignal.SingleEntry => "single-entry",
            FraudSignal.SharedNetwork => "shared-network",
            FraudSignal.Regularity => "regularity",
            FraudSignal.Steadiness => "steadiness",
            FraudSignal.Night => "night",
            FraudSignal.Rotation => "rotation",
            FraudSignal.OneAgent => "one-agent",
            FraudSignal.CodeRequests => "code-requests",
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };
}
