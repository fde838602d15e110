namespace Contest.Core.Voting.Ledger;

/// <summary>
/// Counts a ledger again, leaf by leaf in its order, believing nothing else. What contradicts itself is a
/// <see cref="LedgerFault"/> naming the leaf (numbers from 0, as in the tree).
/// </summary>
public sealed class Recount
{
    private readonly Dictionary<string, BallotGroup> ballots = new(StringComparer.Ordinal);
    private readonly HashSet<string> receipts = new(StringComparer.Ordinal);
    private string? edition;
    private bool? isUnlinkable;
    private bool? hasTiers;

    /// <summary>Leaves read.</summary>
    public long Leaves { get; private set; }

    /// <summary>Ballots with a vote leaf.</summary>
    public long Received => ballots.Count;

    /// <summary>Receipt leaves; none in an open ledger.</summary>
    public long Receipts => receipts.Count;

    /// <summary>The last leaf, when the vote is over.</summary>
    public LedgerLeaf? Closing { get; private set; }

    /// <summary>Counts all leaves.</summary>
    /// <exception cref="LedgerFault">The ledger contradicts itself.</exception>
    public static Recount Of(IEnumerable<LedgerLeaf> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        Recount recount = new();
        foreach (var leaf in leaves)
            recount.Add(leaf);
        return recount;
    }

    /// <summary>Counts one more leaf.</summary>
    /// <exception cref="LedgerFault">It contradicts those before it.</exception>
    public void Add(LedgerLeaf leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (Closing is not null)
            throw Fault("stands after the closing leaf");
        if ((edition ??= leaf.Edition) != leaf.Edition)
            throw Fault($"belongs to {leaf.Edition}, not to {edition}");
        Take(leaf);
        Leaves++;
    }

    /// <summary>The tally; entries without a vote are in it with 0.</summary>
    /// <param name="onThePaper">The labels of all entries that take part.</param>
    /// <param name="withdrawn">Those that could be chosen once and withdrew: their votes are shown, without a rank.</param>
    /// <exception cref="LedgerFault">A vote names an entry that is in neither list.</exception>
    public PublicTally Tally(IEnumerable<string> onThePaper, IEnumerable<string>? withdrawn = null) =>
        TallySums.Of(edition ?? "", hasTiers == true, ballots.Values, [.. onThePaper], [.. withdrawn ?? []]);

    private void Take(LedgerLeaf leaf)
    {
        switch (leaf.Kind)
        {
            case LeafKind.Vote:
                TakeVote(leaf);
                break;
            case LeafKind.Receipt:
                Agree(ref isUnlinkable, true, "a receipt leaf belongs to an inclusion-only ledger");
                if (!receipts.Add(leaf.Ballot))
                    throw Fault($"repeats the receipt {leaf.Ballot}");
                break;
            case LeafKind.Close:
                TakeClosing(leaf);
                break;
            default:
                Decide(leaf);
                break;
        }
    }

    private void TakeVote(LedgerLeaf leaf)
    {
        Agree(ref isUnlinkable, leaf.IsUnlinkable, "a ledger has receipts or ballot ids in its votes, not both");
        Agree(ref hasTiers, leaf.Tier is not null, "all votes have a tier, or none has");
        if (!ballots.TryAdd(leaf.Ballot, new(leaf.Labels, leaf.Tier, Last: null, Reason: null)))
            throw Fault($"repeats the ballot {leaf.Ballot}");
        if (leaf.IsUnlinkable && ballots.Count > receipts.Count)
            throw Fault("is a vote without a receipt before it");
    }

    private void TakeClosing(LedgerLeaf leaf)
    {
        if (leaf.Received != Received || (isUnlinkable == true && Receipts != Received))
            throw Fault($"closes with {leaf.Received} ballots, but there are {Received} votes and {Receipts} receipts");
        Closing = leaf;
    }

    private void Decide(LedgerLeaf leaf)
    {
        if (!ballots.TryGetValue(leaf.Ballot, out var standing))
            throw Fault($"decides about the ballot {leaf.Ballot}, which has no vote before it");
        if (!IsLegal(standing.Last, leaf.Kind))
            throw Fault($"decides {leaf.Kind} after {standing.Last?.ToString() ?? "no decision"}");
        ballots[leaf.Ballot] = standing with { Last = leaf.Kind, Reason = leaf.Reason };
    }

    /// <summary>Review first; voided only from review; an objection can restore what was voided.</summary>
    private static bool IsLegal(LeafKind? before, LeafKind now) =>
        now switch
        {
            LeafKind.Quarantine => before is null or LeafKind.Restore,
            LeafKind.Restore => before is LeafKind.Quarantine or LeafKind.Void,
            _ => before is LeafKind.Quarantine,
        };

    private void Agree(ref bool? known, bool now, string rule)
    {
        if ((known ??= now) != now)
            throw Fault($"is of another kind: {rule}");
    }

    private LedgerFault Fault(string what) => new($"Leaf {Leaves} of the vote ledger {what}.");
}
