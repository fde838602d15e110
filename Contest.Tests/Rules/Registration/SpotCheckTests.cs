using System.Security.Cryptography;
using System.Text;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public sealed class SpotCheckTests
{
    private static readonly Guid Decider = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = new("00000000-0000-0000-0000-000000000002");
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Test]
    public void Anyone_can_compute_again_which_decisions_are_checked()
    {
        Guid[] decisions = [.. Enumerable.Range(1, 2000).Select(n => new Guid($"00000000-0000-7000-8000-{n:D12}"))];

        var chosen = decisions.Where(d => SpotChecks.IsChosen("abc", d, 10)).ToList();

        // by hand: the first 16 hex digits of the hash, below a tenth of all
        Assert.That(
            chosen,
            Is.EqualTo(
                decisions.Where(d =>
                    string.CompareOrdinal(
                        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"spot-check:abc:{d}")))[..16],
                        "199999999999999A"
                    ) < 0
                )
            )
        );
        Assert.That(chosen, Has.Count.InRange(160, 240));
        Assert.That(decisions.Where(d => SpotChecks.IsChosen("abd", d, 10)), Is.Not.EqualTo(chosen));
        Assert.That(decisions.Where(d => SpotChecks.IsChosen("abc", d, 20)), Is.SupersetOf(chosen));
    }

    [Test]
    public void Nothing_is_chosen_at_none_and_everything_at_all()
    {
        Guid[] decisions = [.. Enumerable.Range(1, 200).Select(n => new Guid($"00000000-0000-7000-8000-{n:D12}"))];

        Assert.That(decisions.Where(d => SpotChecks.IsChosen("abc", d, 0)), Is.Empty);
        Assert.That(decisions.Where(d => SpotChecks.IsChosen("abc", d, 100)), Is.EqualTo(decisions));
        Assert.That(() => SpotChecks.IsChosen("abc", decisions[0], 101), Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(ReviewOutcome.Accepted, EntryState.Accepted, true)]
    [TestCase(ReviewOutcome.Rejected, EntryState.Rejected, true)]
    [TestCase(ReviewOutcome.Returned, EntryState.Returned, false)]
    [TestCase(ReviewOutcome.Accepted, EntryState.Submitted, false)]
    public void Only_a_decision_the_entry_rests_on_is_checked(ReviewOutcome outcome, EntryState state, bool stands)
    {
        var entry = Entry(state, Decision(outcome));

        Assert.That(SpotChecks.Standing(entry), Is.EqualTo(stands ? entry.Decisions[0] : null));
    }

    [Test]
    public void Another_person_checks_and_says_what_differs()
    {
        var decision = Decision(ReviewOutcome.Accepted);
        var entry = Entry(EntryState.Accepted, decision);

        Assert.That(SpotChecks.WhyNot(entry, decision.Id, Other, true, ""), Is.Null);
        Assert.That(SpotChecks.WhyNot(entry, decision.Id, Other, false, "专利权人不符"), Is.Null);
        Assert.That(
            SpotChecks.WhyNot(entry, decision.Id, Other, false, " ")?.Code,
            Is.EqualTo("review.differs_without_note")
        );
        Assert.That(
            SpotChecks.WhyNot(entry, decision.Id, Decider, true, "")?.Code,
            Is.EqualTo("review.not_own_decision")
        );
        Assert.That(SpotChecks.WhyNot(entry, decision.Id, null, true, "")?.Code, Is.EqualTo("approval.needs_person"));
        Assert.That(SpotChecks.WhyNot(entry, Guid.Empty, Other, true, "")?.Code, Is.EqualTo("review.check_gone"));
    }

    [Test]
    public void A_check_that_agrees_has_nothing_to_settle_and_the_decider_settles_nothing()
    {
        var decision = Decision(ReviewOutcome.Accepted);
        var entry = Entry(EntryState.Accepted, decision);

        Assert.That(Check(decision, true).WhyNotSettle(entry, Other, "x")?.Code, Is.EqualTo("review.check_settled"));
        Assert.That(Check(decision, false).WhyNotSettle(entry, Other, "x"), Is.Null);
        Assert.That(
            Check(decision, false).WhyNotSettle(entry, Decider, "x")?.Code,
            Is.EqualTo("review.not_own_decision")
        );
        Assert.That(
            Check(decision, false).WhyNotSettle(entry, Other, " ")?.Code,
            Is.EqualTo("review.settle_without_reason")
        );
    }

    private static ReviewDecision Decision(ReviewOutcome outcome) =>
        new()
        {
            Id = new("00000000-0000-0000-0000-00000000000d"),
            Outcome = outcome,
            Reasons = "",
            Note = "",
            DecidedBy = Decider,
            DecidedByName = "甲",
            DecidedAt = At,
            NeedsSpotCheck = true,
        };

    private static SpotCheck Check(ReviewDecision decision, bool agrees) =>
        new()
        {
            DecisionId = decision.Id,
            DecidedBy = Decider,
            Agrees = agrees,
            Note = "x",
            CheckedByName = "乙",
        };

    private static Entry Entry(EntryState state, ReviewDecision decision) =>
        new()
        {
            Title = "热泵",
            Industry = "",
            Summary = "",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
            State = state,
            Decisions = { decision },
        };
}
