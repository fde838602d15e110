using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;

namespace Contest.Tests.Support;

/// <summary>The published files of a vote's ledger, made by Core alone; a test spoils them before they are written.</summary>
public sealed class PublishedLedger
{
    public const string Edition = "jgs-2026";
    private const int Ballots = 75;
    private static readonly DateTimeOffset Opening = new(2026, 8, 1, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly string[] Entries = ["A-01", "A-02", "A-03", "B-01", "B-02"];

    private PublishedLedger(ECDsa key, List<string> leaves, IEnumerable<int> sizes, string tally)
    {
        (Key, Leaves, Tally) = (key, leaves, tally);
        Checkpoints = [.. Sign(key, leaves, sizes)];
    }

    public ECDsa Key { get; set; }

    /// <summary>Lines of leaves.txt.</summary>
    public List<string> Leaves { get; }

    public List<SignedCheckpoint> Checkpoints { get; set; }

    public string Tally { get; set; }

    public string Fingerprint => LedgerKey.Fingerprint(Key.ExportSubjectPublicKeyInfo());

    /// <summary>A vote of 75 ballots with decisions of the fraud process, closed.</summary>
    /// <param name="spoil">Changes the leaves before they are counted, closed and signed.</param>
    public static PublishedLedger Of(LedgerMode mode, bool hasTiers = false, Action<List<LedgerLeaf>>? spoil = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaves = mode == LedgerMode.Open ? OpenLeaves(hasTiers) : UnlinkableLeaves(hasTiers);
        var votes = leaves.Where(leaf => leaf.Kind == LeafKind.Vote).ToList();
        leaves.AddRange(Decisions(votes));
        var tally = CanonicalJson.Write(Recount.Of(leaves).Tally(Entries, withdrawn: ["C-01"]));
        leaves.Add(LedgerLeaf.Close(Edition, Opening.AddDays(3), votes.Count, CanonicalJson.HashText(tally)));
        spoil?.Invoke(leaves);
        return new(key, [.. leaves.Select(leaf => leaf.FileLine)], Sizes(leaves.Count), tally);
    }

    /// <summary>Checkpoints over these leaves at these sizes, an hour apart.</summary>
    public static IEnumerable<SignedCheckpoint> Sign(ECDsa key, IReadOnlyList<string> leaves, IEnumerable<int> sizes)
    {
        Dictionary<TileId, byte[]> tiles = [];
        Checkpoint? before = null;
        foreach (var size in sizes)
        {
            var from = (int)(before?.Size ?? 0);
            var hashes = leaves.Take(size).Skip(from).Select(HashOf).ToList();
            foreach (var tile in TileTree.Append(from, hashes, id => tiles.GetValueOrDefault(id)))
                tiles[new(tile.Level, tile.Index)] = tile.Hashes;
            var at = before?.At.AddHours(1) ?? Opening;
            before = Checkpoint.After(
                before,
                Edition,
                size,
                TileTree.Root(size, id => tiles.GetValueOrDefault(id)),
                at
            );
            yield return before.Sign(key);
        }
    }

    /// <summary>Signs the leaves as they are now, at the same sizes and at the end: what a dishonest organizer would do.</summary>
    public void SignAgain() => Checkpoints = [.. Sign(Key, Leaves, Sizes(Leaves.Count))];

    /// <summary>Writes the four files.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "key.pem"), LedgerKey.Pem(Key.ExportSubjectPublicKeyInfo()));
        File.WriteAllText(
            Path.Combine(folder, "checkpoints.txt"),
            string.Concat(Checkpoints.Select(one => one.FileText))
        );
        File.WriteAllText(Path.Combine(folder, "leaves.txt"), string.Concat(Leaves.Select(line => line + "\n")));
        File.WriteAllText(Path.Combine(folder, "tally.json"), Tally);
    }

    public static string Receipt(int n) => ReceiptCode.Of(1_000_003L * (n + 1));

    public static string BallotId(int n) => Convert.ToHexStringLower(SixteenBytesOf(n));

    private static byte[] SixteenBytesOf(int n) => SHA256.HashData([(byte)n])[..16];

    private static byte[] HashOf(string line) =>
        MerkleLog.Leaf(System.Text.Encoding.UTF8.GetBytes(line.Replace('|', '\n')));

    /// <summary>No leaf yet, then every 23 leaves, twice the same at 46, and all.</summary>
    private static IEnumerable<int> Sizes(int leaves) =>
        [
            0,
            .. Enumerable.Range(1, leaves / 23).Select(n => n * 23).SelectMany(n => n == 46 ? [n, n] : new[] { n }),
            leaves,
        ];

    private static List<LedgerLeaf> OpenLeaves(bool hasTiers) =>
        [
            .. Enumerable
                .Range(0, Ballots)
                .Select(n => LedgerLeaf.OpenVote(Edition, Receipt(n), Chosen(n), At(n), Tier(n, hasTiers))),
        ];

    private static List<LedgerLeaf> UnlinkableLeaves(bool hasTiers)
    {
        List<LedgerLeaf> leaves = [];
        List<int> waiting = [];
        for (var n = 0; n < Ballots; n++)
        {
            leaves.Add(LedgerLeaf.Receipt(Edition, Receipt(n), At(n)));
            waiting.Add(n);
            Append(isClosing: n == Ballots - 1);
        }
        return leaves;

        void Append(bool isClosing)
        {
            var due = LedgerBlock.Due(waiting, BallotId, isClosing);
            leaves.AddRange(
                due.Select(n =>
                    LedgerLeaf.UnlinkableVote(Edition, BallotId(n), Chosen(n), new(2026, 8, 1), Tier(n, hasTiers))
                )
            );
            waiting.RemoveAll(due.Contains);
        }
    }

    private static IEnumerable<LedgerLeaf> Decisions(List<LedgerLeaf> votes)
    {
        LedgerLeaf Decide(LeafKind kind, int n, string reason) =>
            LedgerLeaf.Decision(kind, Edition, votes[n].Ballot, reason, At(n).AddDays(2));
        foreach (var n in new[] { 3, 4, 5, 6, 7 })
            yield return Decide(LeafKind.Quarantine, n, n < 5 ? "burst" : "network");
        yield return Decide(LeafKind.Restore, 3, "shared-network");
        yield return Decide(LeafKind.Void, 4, "bought");
        yield return Decide(LeafKind.Void, 5, "bought");
        yield return Decide(LeafKind.Restore, 5, "objection-upheld");
        yield return Decide(LeafKind.Quarantine, 3, "network");
        yield return Decide(LeafKind.Void, 3, "automated");
        yield return Decide(LeafKind.Void, 6, "automated");
    }

    private static IEnumerable<string> Chosen(int n) =>
        Entries.Take(4).Append("C-01").Where((_, at) => (n + at) % 3 == 0).DefaultIfEmpty("A-01");

    private static string? Tier(int n, bool hasTiers) => hasTiers ? (n % 4 == 0 ? "wechat" : "device") : null;

    private static DateTimeOffset At(int n) => Opening.AddMinutes(n * 3);
}
