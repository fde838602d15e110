using System.Globalization;
using System.Text;

namespace Contest.Core.Voting.Ledger;

/// <summary>
/// One leaf of the vote ledger: no person, no minute (DOMAIN.md 3.9, docs/ledger-format.md). Made by a factory per
/// kind or read from its text; both refuse what the format does not know with a <see cref="FormatException"/>.
/// </summary>
public sealed record LedgerLeaf
{
    private LedgerLeaf(LeafKind kind, string edition) => (Kind, Edition) = (kind, LeafFields.Edition(edition));

    /// <summary>What it says.</summary>
    public LeafKind Kind { get; }

    /// <summary>The edition's slug, e.g. <c>jgs-2026</c>.</summary>
    public string Edition { get; }

    /// <summary>The receipt (open, and every receipt leaf) or the ballot id (inclusion-only); empty in the last leaf.</summary>
    public string Ballot { get; private init; } = "";

    /// <summary>A vote's choices: public codes in ordinal order. Else empty.</summary>
    public IReadOnlyList<string> Labels { get; private init; } = [];

    /// <summary>The hour or day in the edition's zone; the last leaf's moment in UTC.</summary>
    public required string Time { get; init; }

    /// <summary>The identity tier of a vote, only where the rulebook admits several; else null.</summary>
    public string? Tier { get; private init; }

    /// <summary>The reason code of a decision; else null.</summary>
    public string? Reason { get; private init; }

    /// <summary>The last leaf: how many ballots were received. Else 0.</summary>
    public long Received { get; private init; }

    /// <summary>The last leaf: lower-case hex SHA-256 of tally.json. Else null.</summary>
    public string? TallyHash { get; private init; }

    /// <summary>Whether a vote or a decision stands under a ballot id instead of a receipt.</summary>
    public bool IsUnlinkable => Ballot.Length == 32;

    /// <summary>A ballot in an open ledger: receipt, choices in any order, hour of <paramref name="castAt"/>'s own offset.</summary>
    public static LedgerLeaf OpenVote(
        string edition,
        string receipt,
        IEnumerable<string> labels,
        DateTimeOffset castAt,
        string? tier = null
    ) =>
        new(LeafKind.Vote, edition)
        {
            Ballot = LeafFields.Receipt(receipt),
            Labels = Ordered(labels),
            Time = HourOf(castAt),
            Tier = tier is null ? null : LeafFields.Tier(tier),
        };

    /// <summary>A ballot's choices in an inclusion-only ledger: under a random id, with the day only.</summary>
    public static LedgerLeaf UnlinkableVote(
        string edition,
        string ballotId,
        IEnumerable<string> labels,
        DateOnly day,
        string? tier = null
    ) =>
        new(LeafKind.Vote, edition)
        {
            Ballot = LeafFields.BallotId(ballotId),
            Labels = Ordered(labels),
            Time = day.ToString(LeafFields.Day, CultureInfo.InvariantCulture),
            Tier = tier is null ? null : LeafFields.Tier(tier),
        };

    /// <summary>Inclusion-only: that a ballot was accepted, in order of arrival.</summary>
    public static LedgerLeaf Receipt(string edition, string receipt, DateTimeOffset castAt) =>
        new(LeafKind.Receipt, edition) { Ballot = LeafFields.Receipt(receipt), Time = HourOf(castAt) };

    /// <summary>A decision of the fraud process about a ballot, named as in its vote leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is no decision.</exception>
    public static LedgerLeaf Decision(
        LeafKind kind,
        string edition,
        string ballot,
        string reason,
        DateTimeOffset decidedAt
    ) =>
        kind is LeafKind.Quarantine or LeafKind.Restore or LeafKind.Void
            ? new(kind, edition)
            {
                Ballot = LeafFields.Ballot(ballot),
                Reason = LeafFields.Reason(reason),
                Time = HourOf(decidedAt),
            }
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only a decision has a reason.");

    /// <summary>The last leaf.</summary>
    public static LedgerLeaf Close(string edition, DateTimeOffset closedAt, long received, string tallyHash) =>
        new(LeafKind.Close, edition)
        {
            Time = LeafFields.Moments(closedAt),
            Received = received >= 0 ? received : throw LeafFields.No("number", $"{received}"),
            TallyHash = LeafFields.Hash(tallyHash),
        };

    /// <summary>The leaf's data: one value a line, each ended by a line feed.</summary>
    public string Text => string.Concat(LeafText.Lines(this).Select(line => line + "\n"));

    /// <summary>The leaf as one line of leaves.txt, without the line's own end.</summary>
    public string FileLine => Text.Replace('\n', '|');

    /// <summary>The leaf's hash (RFC 6962).</summary>
    public byte[] Hash() => MerkleLog.Leaf(Encoding.UTF8.GetBytes(Text));

    /// <summary>Reads a leaf's data.</summary>
    /// <exception cref="FormatException">It is no leaf; the message names what is wrong.</exception>
    public static LedgerLeaf Parse(string text) => LeafText.Parse(text);

    /// <summary>Reads a line of leaves.txt.</summary>
    /// <exception cref="FormatException">It is no leaf; the message names what is wrong.</exception>
    public static LedgerLeaf ParseFileLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Contains('\n', StringComparison.Ordinal)
            ? throw LeafFields.No("line", line)
            : Parse(line.Replace('|', '\n'));
    }

    /// <summary>Equal when the texts are: a list of labels has no equality of its own.</summary>
    public bool Equals(LedgerLeaf? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static IReadOnlyList<string> Ordered(IEnumerable<string> labels) =>
        LeafFields.Labels([.. labels.Order(StringComparer.Ordinal)]);

    private static string HourOf(DateTimeOffset at) => at.ToString(LeafFields.Hour, CultureInfo.InvariantCulture);
}
