using Contest.Core.Voting.Ledger;

namespace Contest.Tests.Rules.Voting.Ledger;

public class LedgerLeafTests
{
    private const string Id = "00112233445566778899aabbccddeeff";
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly DateTimeOffset At = new(2026, 8, 1, 10, 59, 59, TimeSpan.FromHours(8));

    // DOMAIN.md 3.9
    [Test]
    public void An_open_vote_of_one_tier_is_the_five_lines_of_the_domain()
    {
        var leaf = LedgerLeaf.OpenVote("jgs-2026", "B7Q2-9KTM", ["A-03"], At);

        Assert.That(leaf.Text, Is.EqualTo("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01T10\n"));
        Assert.That(
            Convert.ToHexStringLower(leaf.Hash()),
            Is.EqualTo("10936f9566ab82428011fe4d39809fd8624a0bf6e29f875cd925ec991fac9867")
        );
    }

    [Test]
    public void Every_kind_has_its_lines()
    {
        LedgerLeaf[] leaves =
        [
            LedgerLeaf.OpenVote("jgs-2026", "B7Q2-9KTM", ["B-01", "A-10", "A-03"], At, "wechat"),
            LedgerLeaf.UnlinkableVote("jgs-2026", Id, ["A-03"], new(2026, 8, 1)),
            LedgerLeaf.Receipt("jgs-2026", "B7Q2-9KTM", At),
            LedgerLeaf.Decision(LeafKind.Quarantine, "jgs-2026", Id, "burst", At),
            LedgerLeaf.Decision(LeafKind.Restore, "jgs-2026", "B7Q2-9KTM", "shared.network", At),
            LedgerLeaf.Decision(LeafKind.Void, "jgs-2026", Id, "bought", At),
            LedgerLeaf.Close("jgs-2026", At, 12, Hash),
        ];

        Assert.That(
            leaves.Select(leaf => leaf.FileLine),
            Is.EqualTo(
                new[]
                {
                    "vote-v1|jgs-2026|B7Q2-9KTM|A-03 A-10 B-01|2026-08-01T10|wechat|",
                    $"vote-v1|jgs-2026|{Id}|A-03|2026-08-01|",
                    "receipt-v1|jgs-2026|B7Q2-9KTM|2026-08-01T10|",
                    $"quarantine-v1|jgs-2026|{Id}|burst|2026-08-01T10|",
                    "restore-v1|jgs-2026|B7Q2-9KTM|shared.network|2026-08-01T10|",
                    $"void-v1|jgs-2026|{Id}|bought|2026-08-01T10|",
                    $"close-v1|jgs-2026|2026-08-01T02:59:59Z|12|{Hash}|",
                }
            )
        );
        Assert.That(leaves.Select(leaf => LedgerLeaf.ParseFileLine(leaf.FileLine)), Is.EqualTo(leaves));
    }

    [TestCase("vote-v2\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01T10\n", TestName = "another version")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01T10", TestName = "no end")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KT1\nA-03\n2026-08-01T10\n", TestName = "a receipt with a 1")]
    [TestCase("vote-v1\njgs-2026\nb7q2-9ktm\nA-03\n2026-08-01T10\n", TestName = "a receipt in small letters")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\n\n2026-08-01T10\n", TestName = "no choice")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nB-01 A-03\n2026-08-01T10\n", TestName = "choices out of order")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03 A-03\n2026-08-01T10\n", TestName = "one choice twice")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01T24\n", TestName = "no such hour")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01\n", TestName = "an open vote with a day")]
    [TestCase("vote-v1\njgs-2026\n" + Id + "\nA-03\n2026-08-01T10\n", TestName = "an unlinkable vote with an hour")]
    [TestCase("vote-v1\nJGS\nB7Q2-9KTM\nA-03\n2026-08-01T10\n", TestName = "an edition in capitals")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA|03\n2026-08-01T10\n", TestName = "a bar")]
    [TestCase("vote-v1\njgs-2026\nB7Q2-9KTM\nA-03\n2026-08-01T10\nwechat\nmore\n", TestName = "a line too many")]
    [TestCase("close-v1\njgs-2026\n2026-08-01T10:00:00Z\n012\n" + Hash + "\n", TestName = "a number with a leading 0")]
    public void What_the_format_does_not_know_is_refused(string text) =>
        Assert.That(() => LedgerLeaf.Parse(text), Throws.TypeOf<FormatException>());

    [TestCase("A\n03")]
    [TestCase("A|03")]
    [TestCase("A 03")]
    [TestCase("")]
    [TestCase("甲03")]
    public void A_label_that_would_break_the_line_is_refused_and_named(string label) =>
        Assert.That(
            () => LedgerLeaf.OpenVote("jgs-2026", "B7Q2-9KTM", [label], At),
            Throws.TypeOf<FormatException>().With.Message.Contains($"“{label}”")
        );

    [TestCase("Bought")]
    [TestCase("a\nb")]
    [TestCase("")]
    public void A_reason_is_a_code(string reason) =>
        Assert.That(
            () => LedgerLeaf.Decision(LeafKind.Void, "jgs-2026", Id, reason, At),
            Throws.TypeOf<FormatException>().With.Message.Contains("reason code")
        );
}
