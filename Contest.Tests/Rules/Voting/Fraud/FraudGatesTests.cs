using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;

namespace Contest.Tests.Rules.Voting.Fraud;

public class FraudGatesTests
{
    private static readonly DateTimeOffset Found = new(2026, 8, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Found.AddHours(24);

    [TestCase(LeafKind.Void, -1, "fraud.too_early")]
    [TestCase(LeafKind.Void, 0, null)]
    [TestCase(LeafKind.Restore, -1, null)]
    public void Voiding_waits_for_the_entrant_to_the_moment_and_restoring_does_not(
        LeafKind kind,
        int ticks,
        string? code
    ) => Assert.That(Decide(Case(), kind, Due.AddTicks(ticks))?.Code, Is.EqualTo(code));

    [Test]
    public void An_answer_ends_the_waiting_for_the_parts_it_is_to_and_no_others()
    {
        var file = Case();
        file.Answers.Add(
            new()
            {
                UpToPart = 1,
                Words = "是厂里的食堂。",
                By = "林工",
                At = Found.AddHours(1),
            }
        );
        Assert.That(Decide(file, LeafKind.Void, Found.AddHours(2)), Is.Null);

        file.Parts.Add(
            new()
            {
                Number = 2,
                Ballots = 9,
                Evidence = "{}",
                FoundAt = Found.AddHours(3),
                AnswerBy = Due.AddHours(3),
            }
        );

        Assert.That(Decide(file, LeafKind.Void, Found.AddHours(4))?.Code, Is.EqualTo("fraud.too_early"));
        Assert.That(Decide(file, LeafKind.Void, Found.AddHours(4), part: 1), Is.Null);
        Assert.That(FraudGates.WhyNotAnswer(file, "还是食堂。", Found.AddHours(4)), Is.Null);
    }

    [Test]
    public void A_part_is_decided_once_and_the_case_is_open_until_all_are()
    {
        var file = Case();
        file.Parts.Add(
            new()
            {
                Number = 2,
                Ballots = 9,
                Evidence = "{}",
                FoundAt = Found,
                AnswerBy = Due,
            }
        );
        file.Rulings.Add(
            new()
            {
                Part = 1,
                Kind = LeafKind.Restore,
                Reason = "genuine",
                Words = "…",
            }
        );

        Assert.That(Decide(file, LeafKind.Restore, Due, part: 1)?.Code, Is.EqualTo("fraud.decided"));
        Assert.That(FraudGates.Parts(file, null).Select(p => p.Number), Is.EqualTo(new[] { 2 }));
        Assert.That(FraudGates.IsOpen(file));
        file.Rulings.Add(
            new()
            {
                Part = 2,
                Kind = LeafKind.Void,
                Reason = "automated",
                Words = "…",
            }
        );
        Assert.That(FraudGates.IsOpen(file), Is.False);
        Assert.That(Decide(file, LeafKind.Restore, Due)?.Code, Is.EqualTo("fraud.decided"));
        Assert.That(FraudGates.WhyNotAnswer(file, "…", Found)?.Code, Is.EqualTo("fraud.decided"));
    }

    [TestCase(LeafKind.Void, "genuine", "…", "fraud.no_reason")]
    [TestCase(LeafKind.Restore, "automated", "…", "fraud.no_reason")]
    [TestCase(LeafKind.Quarantine, "automated", "…", "fraud.no_reason")]
    [TestCase(LeafKind.Void, "automated", "  ", "fraud.no_words")]
    [TestCase(LeafKind.Void, "purchased", "…", null)]
    public void A_decision_has_a_reason_of_its_kind_and_words(
        LeafKind kind,
        string reason,
        string words,
        string? code
    ) =>
        Assert.That(
            FraudGates.WhyNotDecide(Case(), null, kind, reason, words, false, TimeZoneInfo.Utc, Due)?.Code,
            Is.EqualTo(code)
        );

    [Test]
    public void Nothing_is_decided_in_a_sealed_ledger() =>
        Assert.That(
            FraudGates.WhyNotDecide(Case(), null, LeafKind.Void, "automated", "…", true, TimeZoneInfo.Utc, Due)?.Code,
            Is.EqualTo("fraud.counted")
        );

    [TestCase(-1, null)]
    [TestCase(0, "fraud.too_late")]
    public void The_owner_answers_before_the_moment(int ticks, string? code) =>
        Assert.That(FraudGates.WhyNotAnswer(Case(), "…", Due.AddTicks(ticks))?.Code, Is.EqualTo(code));

    [Test]
    public void Every_reason_can_stand_in_a_leaf()
    {
        var codes = FraudReasons
            .Voiding.Concat(FraudReasons.Restoring)
            .Concat(Enum.GetValues<FraudSignal>().Select(FraudReasons.Code));
        foreach (var code in codes)
            Assert.That(
                () => LedgerLeaf.Decision(LeafKind.Void, "jgs-2026", "B7Q2-9KTM", code, Found),
                Throws.Nothing,
                code
            );
    }

    private static Core.Refusal? Decide(FraudCase file, LeafKind kind, DateTimeOffset now, int? part = null) =>
        FraudGates.WhyNotDecide(
            file,
            part,
            kind,
            kind == LeafKind.Void ? "automated" : "genuine",
            "两人核对。",
            isCounted: false,
            TimeZoneInfo.Utc,
            now
        );

    private static FraudCase Case() =>
        new()
        {
            Number = 1,
            OpenedAt = Found,
            Parts =
            [
                new()
                {
                    Number = 1,
                    Ballots = 60,
                    Evidence = "{}",
                    FoundAt = Found,
                    AnswerBy = Due,
                },
            ],
        };
}
