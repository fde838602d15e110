using System.Globalization;

namespace Contest.Core.Voting.Ledger;

/// <summary>A leaf as lines of text, and back. What is read and written again is the same text, or it was refused.</summary>
internal static class LeafText
{
    private static readonly Dictionary<string, LeafKind> Kinds = new(StringComparer.Ordinal)
    {
        ["vote-v1"] = LeafKind.Vote,
        ["receipt-v1"] = LeafKind.Receipt,
        ["quarantine-v1"] = LeafKind.Quarantine,
        ["restore-v1"] = LeafKind.Restore,
        ["void-v1"] = LeafKind.Void,
        ["close-v1"] = LeafKind.Close,
    };

    public static IEnumerable<string> Lines(LedgerLeaf leaf)
    {
        string[] head = [Name(leaf.Kind), leaf.Edition];
        string[] rest = leaf.Kind switch
        {
            LeafKind.Vote when leaf.Tier is { } tier => [leaf.Ballot, string.Join(' ', leaf.Labels), leaf.Time, tier],
            LeafKind.Vote => [leaf.Ballot, string.Join(' ', leaf.Labels), leaf.Time],
            LeafKind.Receipt => [leaf.Ballot, leaf.Time],
            LeafKind.Close => [leaf.Time, leaf.Received.ToString(CultureInfo.InvariantCulture), leaf.TallyHash!],
            _ => [leaf.Ballot, leaf.Reason!, leaf.Time],
        };
        return head.Concat(rest);
    }

    public static LedgerLeaf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n') || text.Contains('|', StringComparison.Ordinal))
            throw LeafFields.No("leaf", text);
        var lines = text[..^1].Split('\n');
        if (lines.Length < 4 || !Kinds.TryGetValue(lines[0], out var kind))
            throw LeafFields.No("kind of leaf", lines[0]);
        return Read(kind, lines[1], lines[2..]) ?? throw LeafFields.No("leaf", text);
    }

    private static LedgerLeaf? Read(LeafKind kind, string edition, string[] rest) =>
        (kind, rest) switch
        {
            (LeafKind.Vote, [var ballot, var labels, var time]) => Vote(edition, ballot, labels, time, null),
            (LeafKind.Vote, [var ballot, var labels, var time, var tier]) => Vote(edition, ballot, labels, time, tier),
            (LeafKind.Receipt, [var ballot, var hour]) => LedgerLeaf.Receipt(edition, ballot, LeafFields.HourOf(hour)),
            (LeafKind.Close, [var at, var received, var hash]) => LedgerLeaf.Close(
                edition,
                LeafFields.MomentOf(at),
                LeafFields.Count(received),
                hash
            ),
            (LeafKind.Quarantine or LeafKind.Restore or LeafKind.Void, [var ballot, var reason, var hour]) =>
                LedgerLeaf.Decision(kind, edition, ballot, reason, LeafFields.HourOf(hour)),
            _ => null,
        };

    private static LedgerLeaf Vote(string edition, string ballot, string labels, string time, string? tier)
    {
        var chosen = LeafFields.Labels(labels.Split(' '));
        return ballot.Length == 32
            ? LedgerLeaf.UnlinkableVote(edition, ballot, chosen, LeafFields.DayOf(time), tier)
            : LedgerLeaf.OpenVote(edition, ballot, chosen, LeafFields.HourOf(time), tier);
    }

    private static string Name(LeafKind kind) => Kinds.Single(one => one.Value == kind).Key;
}
