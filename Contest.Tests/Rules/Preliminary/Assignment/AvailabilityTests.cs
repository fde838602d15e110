using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary.Assignment;

namespace Contest.Tests.Rules.Preliminary.Assignment;

public class AvailabilityTests
{
    /// <summary>Four days: the 3rd to the 6th; it closes as the 7th begins.</summary>
    private static readonly StageWindow Round = new(Stage.Preliminary, new(2026, 8, 3, 9, 0, 0), new(2026, 8, 7));

    [TestCase(null, null, null, null, null)]
    [TestCase(50, null, null, 50, null)]
    [TestCase(null, "2026-08-01", "2026-08-06", null, null)]
    [TestCase(null, "2026-08-04", null, 60, 3)]
    [TestCase(null, null, "2026-08-03", 20, 1)]
    [TestCase(null, "2026-08-05", "2026-08-05", 20, 1)]
    [TestCase(15, "2026-08-05", "2026-08-05", 15, 1)]
    [TestCase(null, "2026-08-07", null, 0, 0)]
    [TestCase(null, null, "2026-08-02", 0, 0)]
    public void Days_outside_the_round_limit_the_dossiers(
        int? named,
        string? from,
        string? until,
        int? most,
        int? days
    ) =>
        Assert.That(
            Availability.Of(named, Day(from), Day(until), Round, perDay: 20),
            Is.EqualTo(new Availability(most, days))
        );

    [Test]
    public void A_judge_with_a_day_gets_no_more_than_the_day_holds_and_the_plan_says_so()
    {
        var free = PlanCases.Free(30, 5, 2);
        var input = free with
        {
            Judges = [.. free.Judges.Select((j, i) => i == 0 ? j with { MostDossiers = 4, Days = 1 } : j)],
        };
        var plan = AssignmentPlan.Of(input);
        var judge = input.Judges[0].JudgeId;

        Assert.That(plan.Pairs.Count(p => p.JudgeId == judge), Is.EqualTo(4));
        Assert.That(PlanCheck.Of(input, plan.Pairs), Is.Empty); // at the limit is not out of balance
        var seat = plan.Seats.First(s => s.JudgeId == judge);
        Assert.That(
            PlanReasons.Of(input, plan.Seats, seat).Single(r => r.Code == "plan.seat_days").Arguments,
            Is.EqualTo(new object[] { 1, 4 })
        );
        var fifth = input.Entries.First(e => !plan.Pairs.Contains(new(judge, e.EntryId))).EntryId;
        var finding = PlanCheck.Of(input, [.. plan.Pairs, new(judge, fifth)]).Single(f => f.JudgeId == judge);
        Assert.That(
            (finding.Sentence.Code, finding.Sentence.Arguments),
            Is.EqualTo(("plan.over_days", new object[] { 5, 4, 1 }))
        );
    }

    private static DateOnly? Day(string? day) =>
        day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
