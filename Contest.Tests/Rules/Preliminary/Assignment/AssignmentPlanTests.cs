using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;

namespace Contest.Tests.Rules.Preliminary.Assignment;

public class AssignmentPlanTests
{
    private const int Seeds = 150;

    [Test]
    public void No_plan_has_a_barred_pair_a_judge_twice_or_more_dossiers_than_a_judge_takes()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var input = PlanCases.Of(seed);
            var plan = AssignmentPlan.Of(input);

            Assert.That(plan.Pairs.Where(input.Barred.Contains), Is.Empty, $"seed {seed}");
            Assert.That(plan.Pairs, Is.Unique, $"seed {seed}");
            foreach (var judge in input.Judges.Where(j => j.MostDossiers is not null))
                Assert.That(
                    plan.Pairs.Count(p => p.JudgeId == judge.JudgeId),
                    Is.LessThanOrEqualTo(judge.MostDossiers!.Value),
                    $"seed {seed}"
                );
        }
    }

    [Test]
    public void Every_entry_has_its_judges_or_is_named_with_what_it_lacks()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var input = PlanCases.Of(seed);
            var plan = AssignmentPlan.Of(input);

            foreach (var entry in input.Entries)
            {
                var seats = plan.Seats.Count(s => s.EntryId == entry.EntryId && s.Kind != SeatKind.Bridge);
                var missing = plan
                    .Short.Where(s => s.EntryId == entry.EntryId && s.Of == ShortOf.Judges)
                    .Sum(s => s.Missing);
                Assert.That(seats + missing, Is.EqualTo(input.Rules.JudgesPerEntry), $"seed {seed} {entry.Code}");
            }
        }
    }

    [Test]
    public void The_plan_is_as_good_as_the_best_of_all_plans()
    {
        var compared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var small = PlanCases.Small(seed);
            var input = small with { Rules = small.Rules with { Connects = false } };
            var best = EveryPlan.BestOf(input);
            var plan = AssignmentPlan.Of(input);
            Assert.That(PlanWorth.Of(input, plan.Pairs), Is.EqualTo(best), $"seed {seed}");
            compared++;
        }
        Assert.That(compared, Is.EqualTo(400));
    }

    [TestCase(70, 9, 3)]
    [TestCase(101, 13, 5)]
    [TestCase(7, 4, 2)]
    [TestCase(300, 34, 3)]
    public void Without_conflicts_loads_differ_by_one_at_most(int entries, int judges, int each)
    {
        var plan = AssignmentPlan.Of(PlanCases.Free(entries, judges, each));

        var loads = plan.Pairs.CountBy(p => p.JudgeId).Select(l => l.Value).ToList();
        Assert.That(loads.Max() - loads.Min(), Is.LessThanOrEqualTo(1));
        Assert.That(loads, Has.Count.EqualTo(judges));
        Assert.That(plan.Short, Is.Empty);
    }

    [Test]
    public void Every_entry_has_a_judge_of_each_trade_the_rulebook_asks_for()
    {
        var input = PlanCases.Free(
            60,
            12,
            3,
            Discipline.IntellectualProperty,
            Discipline.Technology,
            Discipline.Finance
        );
        var plan = AssignmentPlan.Of(input);

        var trades = input.Judges.ToDictionary(j => j.JudgeId, j => j.Discipline);
        foreach (var entry in plan.Pairs.GroupBy(p => p.EntryId))
            Assert.That(
                entry.Select(p => trades[p.JudgeId]),
                Is.EquivalentTo(new[] { Discipline.IntellectualProperty, Discipline.Technology, Discipline.Finance })
            );
    }

    [Test]
    public void A_trade_nobody_is_free_for_is_named_and_the_seat_goes_to_somebody_else()
    {
        var free = PlanCases.Free(4, 8, 2, Discipline.IntellectualProperty);
        var first = free.Entries[0];
        var barred = free
            .Judges.Where(j => j.Discipline == Discipline.IntellectualProperty)
            .Select(j => new Pairing(j.JudgeId, first.EntryId))
            .ToHashSet();

        var plan = AssignmentPlan.Of(free with { Barred = barred });

        Assert.That(
            plan.Short,
            Is.EqualTo(
                new[]
                {
                    new ShortEntry(first.EntryId, first.Code, ShortOf.Discipline, 1, Discipline.IntellectualProperty),
                }
            )
        );
        Assert.That(plan.Pairs.Count(p => p.EntryId == first.EntryId), Is.EqualTo(2));
    }

    [Test]
    public void The_order_in_which_entries_and_judges_are_given_changes_nothing()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var input = PlanCases.Of(seed);
            var turned = input with
            {
                Entries = [.. input.Entries.Reverse()],
                Judges = [.. input.Judges.Reverse()],
                Barred = input.Barred.Reverse().ToHashSet(),
            };

            var (a, b) = (AssignmentPlan.Of(input), AssignmentPlan.Of(turned));

            Assert.That(b.Seats, Is.EqualTo(a.Seats), $"seed {seed}");
            Assert.That(b.JudgePanels, Is.EquivalentTo(a.JudgePanels), $"seed {seed}");
            Assert.That(b.EntryPanels, Is.EquivalentTo(a.EntryPanels), $"seed {seed}");
        }
    }

    [Test]
    public void What_is_fixed_stays()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var input = PlanCases.Of(seed);
            var before = AssignmentPlan.Of(input).Pairs;
            var kept = before.Where((_, i) => i % 3 == 0).ToHashSet();

            var plan = AssignmentPlan.Of(input with { Fixed = kept });

            Assert.That(plan.Seats.Where(s => s.IsFixed).Select(s => s.Pair), Is.EquivalentTo(kept), $"seed {seed}");
        }
    }

    [Test]
    public void A_judge_who_drops_out_moves_only_what_was_theirs()
    {
        var input = PlanCases.Free(120, 12, 3);
        var before = AssignmentPlan.Of(input).Pairs;
        var gone = input.Judges[4].JudgeId;

        var after = AssignmentPlan.Of(
            input with
            {
                Judges = [.. input.Judges.Where(j => j.JudgeId != gone)],
                Fixed = before.Where(p => p.JudgeId != gone).ToHashSet(),
            }
        );

        Assert.That(before.Except(after.Pairs).Select(p => p.JudgeId).Distinct(), Is.EqualTo(new[] { gone }));
        Assert.That(after.Pairs, Has.Count.EqualTo(before.Count));
        var loads = after.Pairs.CountBy(p => p.JudgeId).Select(l => l.Value).ToList();
        Assert.That(loads.Max() - loads.Min(), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void Judges_can_be_compared_because_their_entries_hang_together()
    {
        // two worlds that knowledge alone would keep apart
        var free = PlanCases.Free(20, 8, 2);
        var input = free with
        {
            Entries = [.. free.Entries.Select((e, i) => e with { Ipc = [i % 2 == 0 ? "A61K" : "H01M"] })],
            Judges = [.. free.Judges.Select((j, i) => j with { Ipc = [i % 2 == 0 ? "A61K" : "H01M"] })],
        };

        Assert.That(PlanConnections.Of(input, AssignmentPlan.Of(input).Pairs).Islands, Is.EqualTo(1));
    }
}
