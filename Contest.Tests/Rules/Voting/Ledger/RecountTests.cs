using Contest.Core;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;

namespace Contest.Tests.Rules.Voting.Ledger;

public class RecountTests
{
    private const string Edition = "jgs-2026";
    private static readonly DateTimeOffset At = new(2026, 8, 1, 10, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public void Every_ballot_is_counted_where_its_last_decision_left_it()
    {
        var tally = Recount
            .Of([
                Vote(1, "A-01", "A-02"),
                Vote(2, "A-01"),
                Vote(3, "A-01"),
                Vote(4, "A-02"),
                Decision(LeafKind.Quarantine, 2, "burst"),
                Decision(LeafKind.Quarantine, 3, "burst"),
                Decision(LeafKind.Quarantine, 4, "network"),
                Decision(LeafKind.Restore, 2, "canteen"),
                Decision(LeafKind.Void, 3, "bought"),
            ])
            .Tally(["A-03", "A-01"], withdrawn: ["A-02"]);

        Assert.That(tally.Ballots, Is.EqualTo(new TallyNumbers(4, 3, 1, 1, 1, 2)));
        Assert.That(
            tally.Entries.Select(one => (one.Rank, one.Label, one.Votes)),
            Is.EqualTo(
                new[]
                {
                    (1, "A-01", new TallyNumbers(3, 2, 1, 1, 0, 2)),
                    (2, "A-03", new TallyNumbers(0, 0, 0, 0, 0, 0)),
                    ((int?)null, "A-02", new TallyNumbers(2, 1, 0, 0, 1, 1)),
                }
            )
        );
        Assert.That(
            tally.Reasons,
            Is.EqualTo(
                new TallyReason[]
                {
                    new("quarantine", "network", 1),
                    new("restore", "canteen", 1),
                    new("void", "bought", 1),
                }
            )
        );
        Assert.That(
            tally.Entries[0].Reasons,
            Is.EqualTo(new TallyReason[] { new("restore", "canteen", 1), new("void", "bought", 1) })
        );
    }

    [Test]
    public void Tiers_are_counted_apart_and_levels_share_a_rank()
    {
        var tally = Recount
            .Of([
                Vote(1, ["A-01"], "device"),
                Vote(2, ["A-02"], "wechat"),
                Vote(3, ["A-01"], "wechat"),
                Vote(4, ["A-02"], "wechat"),
            ])
            .Tally(["A-01", "A-02"]);

        Assert.That(
            tally.Tiers!.Select(one => (one.Tier, one.Ballots.Counted)),
            Is.EqualTo(new[] { ("device", 1L), ("wechat", 3L) })
        );
        Assert.That(tally.Entries.Select(one => one.Rank), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(tally.Entries[0].Tiers, Is.EqualTo(new TierVotes[] { new("device", 1), new("wechat", 1) }));
        Assert.That(
            CanonicalJson.Write(tally),
            Does.StartWith("{\"ballots\":{\"counted\":4,\"quarantined\":0,\"received\":4,")
        );
    }

    private static IEnumerable<TestCaseData<LedgerLeaf[], string>> Contradictions()
    {
        static TestCaseData<LedgerLeaf[], string> Case(string name, string message, params LedgerLeaf[] leaves) =>
            new(leaves, message) { TestName = name };
        var receipt = LedgerLeaf.Receipt(Edition, Code(1), At);
        var hidden = LedgerLeaf.UnlinkableVote(Edition, new('a', 32), ["A-01"], new(2026, 8, 1));
        yield return Case("a twin", "Leaf 1 of the vote ledger repeats the ballot", Vote(1, "A-01"), Vote(1, "A-02"));
        yield return Case("a twin receipt", "Leaf 1 of the vote ledger repeats the receipt", receipt, receipt);
        yield return Case(
            "a decision about nothing",
            "has no vote before it",
            Decision(LeafKind.Quarantine, 1, "burst")
        );
        yield return Case(
            "voided without review",
            "decides Void",
            Vote(1, "A-01"),
            Decision(LeafKind.Void, 1, "burst")
        );
        yield return Case(
            "restored without review",
            "decides Restore",
            Vote(1, "A-01"),
            Decision(LeafKind.Restore, 1, "x")
        );
        yield return Case("both modes", "is of another kind", Vote(1, "A-01"), receipt);
        yield return Case("a tier for some", "all votes have a tier", Vote(1, "A-01"), Vote(2, ["A-01"], "device"));
        yield return Case("a vote nobody cast", "is a vote without a receipt", hidden);
        yield return Case("a wrong number at closing", "closes with 2 ballots", Vote(1, "A-01"), Close(2));
        yield return Case("a receipt without a vote", "closes with 0 ballots", receipt, Close(0));
        yield return Case("a leaf after the last", "Leaf 1 of the vote ledger stands after", Close(0), Vote(1, "A-01"));
        yield return Case(
            "another edition",
            "belongs to other, not to jgs-2026",
            Vote(1, "A-01"),
            LedgerLeaf.OpenVote("other", Code(2), ["A-01"], At)
        );
    }

    [TestCaseSource(nameof(Contradictions))]
    public void A_ledger_that_contradicts_itself_is_not_counted(LedgerLeaf[] leaves, string message) =>
        Assert.That(() => Recount.Of(leaves), Throws.TypeOf<LedgerFault>().With.Message.Contains(message));

    [Test]
    public void A_vote_for_an_entry_that_is_not_on_the_paper_is_not_counted() =>
        Assert.That(
            () => Recount.Of([Vote(1, "A-09")]).Tally(["A-01"]),
            Throws.TypeOf<LedgerFault>().With.Message.Contains("A-09")
        );

    private static string Code(byte n) => ReceiptCode.Of(1000 + n);

    private static LedgerLeaf Vote(byte n, params string[] labels) => LedgerLeaf.OpenVote(Edition, Code(n), labels, At);

    private static LedgerLeaf Vote(byte n, string[] labels, string tier) =>
        LedgerLeaf.OpenVote(Edition, Code(n), labels, At, tier);

    private static LedgerLeaf Decision(LeafKind kind, byte n, string reason) =>
        LedgerLeaf.Decision(kind, Edition, Code(n), reason, At);

    private static LedgerLeaf Close(long received) => LedgerLeaf.Close(Edition, At, received, new('0', 64));
}
