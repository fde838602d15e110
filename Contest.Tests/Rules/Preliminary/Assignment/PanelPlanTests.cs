using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;

namespace Contest.Tests.Rules.Preliminary.Assignment;

public class PanelPlanTests
{
    [Test]
    public void Panels_are_of_equal_size_and_mixed_trades()
    {
        var input = WithPanels(PlanCases.Free(90, 12, 3), 4);
        var plan = AssignmentPlan.Of(input);

        foreach (var panel in plan.JudgePanels.GroupBy(p => p.Value))
        {
            var trades = panel.Select(p => input.Judges.Single(j => j.JudgeId == p.Key).Discipline).ToList();
            Assert.That(trades, Has.Count.EqualTo(3));
            Assert.That(trades, Is.Unique);
        }
    }

    [Test]
    public void An_entry_is_read_by_its_panel_and_bridges_by_one_more_of_the_next()
    {
        var input = WithPanels(PlanCases.Free(90, 12, 3), 4);
        var plan = AssignmentPlan.Of(input);

        var own = plan.Seats.Where(s => s.Kind == SeatKind.Regular).ToList();
        Assert.That(own.All(s => plan.JudgePanels[s.JudgeId] == plan.EntryPanels[s.EntryId]), Is.True);
        Assert.That(own, Has.Count.EqualTo(270));
        var bridges = plan.Seats.Where(s => s.Kind == SeatKind.Bridge).ToList();
        Assert.That(
            bridges.Select(s => (plan.EntryPanels[s.EntryId], plan.JudgePanels[s.JudgeId])),
            Is.EquivalentTo(new[] { (1, 2), (2, 3), (3, 4), (4, 1) })
        );
        Assert.That(plan.Short, Is.Empty);
        Assert.That(PlanConnections.Of(input, plan.Pairs).Islands, Is.EqualTo(1));
    }

    [Test]
    public void A_barred_judge_of_the_panel_is_replaced_by_one_of_another_who_is_named()
    {
        var input = WithPanels(PlanCases.Free(12, 6, 3), 2);
        var entry = input.Entries[0];
        // nobody of the first panel's trade IP may read it, and the second panel lacks one judge for it too
        var plan = AssignmentPlan.Of(input);
        var barred = plan
            .JudgePanels.GroupBy(p => p.Value)
            .Select(p => new Pairing(p.OrderBy(j => j.Key).First().Key, entry.EntryId))
            .ToHashSet();

        var again = AssignmentPlan.Of(input with { Barred = barred });

        var seats = again.Seats.Where(s => s.EntryId == entry.EntryId).ToList();
        Assert.That(seats.Count(s => s.Kind == SeatKind.Regular), Is.EqualTo(2));
        Assert.That(seats.Count(s => s.Kind == SeatKind.Substitute), Is.EqualTo(1));
        Assert.That(again.Short, Is.Empty);
    }

    [TestCase(902, 34, 11)]
    [TestCase(100, 10, 3)]
    [TestCase(61, 13, 4)]
    public void Loads_of_panels_differ_by_what_one_entry_and_the_bridges_bring(int entries, int judges, int panels)
    {
        var input = WithPanels(PlanCases.Free(entries, judges, 3), panels);
        var plan = AssignmentPlan.Of(input);

        var loads = plan
            .Seats.Where(s => s.Kind != SeatKind.Bridge)
            .CountBy(s => s.JudgeId)
            .Select(l => l.Value)
            .ToList();
        Assert.That(loads.Max() - loads.Min(), Is.LessThanOrEqualTo(2));
        Assert.That(plan.Short, Is.Empty);
    }

    [Test]
    public void Panels_and_entries_that_have_a_panel_keep_it()
    {
        var input = WithPanels(PlanCases.Free(40, 9, 3), 3);
        var plan = AssignmentPlan.Of(input);
        var again = AssignmentPlan.Of(
            input with
            {
                Judges = [.. input.Judges.Select(j => j with { Panel = plan.JudgePanels[j.JudgeId] })],
                Panels = plan.EntryPanels,
                Fixed = plan.Pairs.ToHashSet(),
            }
        );

        Assert.That(again.Pairs, Is.EquivalentTo(plan.Pairs));
        Assert.That(again.EntryPanels, Is.EquivalentTo(plan.EntryPanels));
    }

    private static PlanInput WithPanels(PlanInput input, int panels) =>
        input with
        {
            Rules = input.Rules with { Panels = panels },
        };
}
