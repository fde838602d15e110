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
        var input = WithPanels(PlanCases.Free(88, 12, 3), 4);
        var plan = AssignmentPlan.Of(input);

        var own = plan.Seats.Where(s => s.Kind == SeatKind.Regular).ToList();
        Assert.That(own.All(s => plan.JudgePanels[s.JudgeId] == plan.EntryPanels[s.EntryId]), Is.True);
        Assert.That(own, Has.Count.EqualTo(264));
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
    [TestCase(240, 17, 5)]
    public void Loads_of_panels_are_within_one_bridges_included(int entries, int judges, int panels)
    {
        var input = WithPanels(PlanCases.Free(entries, judges, 3), panels);
        var plan = AssignmentPlan.Of(input);

        var loads = Loads(input, plan);
        Assert.That(loads.Max() - loads.Min(), Is.LessThanOrEqualTo(1));
        Assert.That(plan.Short, Is.Empty);
    }

    [Test]
    public void Eleven_panels_of_34_judges_with_trades_are_within_one_where_no_trade_is_scarce()
    {
        // 12 of IP, 12 of technology, 10 others: each trade could carry more than the 902 it must
        var input = Regional(ip: 12, technology: 12);
        var plan = AssignmentPlan.Of(input);

        var loads = Loads(input, plan);
        Assert.That(loads.Max() - loads.Min(), Is.LessThanOrEqualTo(1));
        Assert.That(plan.Short, Is.Empty);
        Assert.That(PlanCheck.Of(input, plan.Pairs), Is.Empty);
        Assert.That(plan.Seats.Count(s => s.Kind == SeatKind.Substitute), Is.LessThan(90)); // of 2,706
    }

    [Test]
    public void A_scarce_trade_takes_the_most_the_others_are_even_and_the_plan_says_why()
    {
        var input = Regional(ip: 14, technology: 9);
        var plan = AssignmentPlan.Of(input);

        var balance = PlanBalance.Of(input, plan.Pairs);
        Assert.That(balance.Most, Is.EqualTo(101)); // 902 ÷ 9 = 100.2
        Assert.That(balance.CanBeEvened, Is.False);
        Assert.That(balance.WhyMost!.Code, Is.EqualTo("plan.load_trade"));
        Assert.That(balance.WhyMost.Arguments[1..], Is.EqualTo(new object[] { 9, 902, 101 }));
        Assert.That(balance.WhyFewest!.Code, Is.EqualTo("plan.load_least"));
        Assert.That(balance.Trades.All(t => t.Most - t.Fewest <= 1), Is.True);
        Assert.That(
            PlanCheck.Of(input, plan.Pairs).Select(f => f.Sentence.Code),
            Is.EqualTo(new[] { "plan.load_trade", "plan.load_least" })
        );
    }

    [Test]
    public void With_panels_and_trades_no_plan_of_all_is_better()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var input = PlanCases.SmallPanels(seed);
            var plan = AssignmentPlan.Of(input);

            Assert.That(
                PlanWorth.Of(input, plan.Pairs, plan),
                Is.EqualTo(EveryPlan.BestOf(input, plan)),
                $"seed {seed}"
            );
        }
    }

    [Test]
    public void Of_all_full_plans_with_the_trades_none_has_a_lower_highest_or_a_higher_lowest_load()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var input = PlanCases.SmallPanels(seed);
            var plan = AssignmentPlan.Of(input);
            (int, int, int) Highest(IReadOnlyCollection<Pairing> pairs) =>
                Served(input, pairs, Loads(input, pairs).Max());
            (int, int, int) Lowest(IReadOnlyCollection<Pairing> pairs) =>
                Served(input, pairs, -Loads(input, pairs).Min());

            Assert.That(Highest(plan.Pairs), Is.EqualTo(EveryPlan.BestOf(input, Highest)), $"seed {seed}");
            Assert.That(Lowest(plan.Pairs), Is.EqualTo(EveryPlan.BestOf(input, Lowest)), $"seed {seed}");
        }
    }

    [Test]
    public void A_plan_can_be_evened_by_hand_exactly_where_the_planner_would()
    {
        var (even, uneven) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var input = PlanCases.SmallPanels(seed);
            var plan = AssignmentPlan.Of(input);
            Assert.That(PlanBalance.Of(input, plan.Pairs).CanBeEvened, Is.False, $"seed {seed}");
            even++;
            // one seat to somebody who has two more already
            var loads = plan.Pairs.CountBy(p => p.JudgeId).ToDictionary();
            var worse = (
                from pair in plan.Pairs
                from judge in input.Judges
                let to = pair with
                {
                    JudgeId = judge.JudgeId,
                }
                where loads.GetValueOrDefault(judge.JudgeId) >= loads[pair.JudgeId]
                where judge.Discipline == input.Judges.Single(j => j.JudgeId == pair.JudgeId).Discipline
                where judge.MostDossiers is null && !input.Barred.Contains(to) && !plan.Pairs.Contains(to)
                select plan.Pairs.Except([pair]).Append(to).ToList()
            ).FirstOrDefault();
            if (worse is null || PlanBalance.Of(input, worse).IsEven)
                continue;
            Assert.That(PlanBalance.Of(input, worse).CanBeEvened, Is.True, $"seed {seed}");
            uneven++;
        }
        Assert.That((even, uneven), Is.EqualTo((300, uneven)));
        Assert.That(uneven, Is.GreaterThan(50));
    }

    [Test]
    public void What_is_said_to_be_impossible_is()
    {
        var said = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var input = PlanCases.SmallPanels(seed);
            var plan = AssignmentPlan.Of(input);
            var balance = PlanBalance.Of(input, plan.Pairs);
            if (balance.WhyMost is null)
                continue;
            var best = EveryPlan.BestOf(input, p => Served(input, p, Loads(input, p).Max()));
            Assert.That(balance.WhyMost.Arguments[^1], Is.EqualTo(best.Item3), $"seed {seed}");
            said++;
        }
        Assert.That(said, Is.GreaterThan(20));
    }

    [Test]
    public void A_replaced_judge_moves_nobody_else_and_what_a_person_placed_stays()
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var input = PlanCases.Of(seed);
            input = input with { Rules = input.Rules with { Panels = seed % 4 } };
            var before = AssignmentPlan.Of(input);
            if (before.Pairs.Count == 0)
                continue;
            // a person has placed somebody; then somebody else leaves
            var leaver = before.Pairs[seed % before.Pairs.Count].JudgeId;
            var pins = (
                from entry in input.Entries
                from judge in input.Judges
                let pin = new Pairing(judge.JudgeId, entry.EntryId)
                where judge.JudgeId != leaver && judge.MostDossiers is null
                where !input.Barred.Contains(pin) && !before.Pairs.Contains(pin)
                select pin
            ).Take(1);
            var stays = before.Pairs.Where(p => p.JudgeId != leaver).Concat(pins).ToHashSet();
            var after = AssignmentPlan.Of(
                input with
                {
                    Judges =
                    [
                        .. input.Judges.Select(j =>
                            j with
                            {
                                MostDossiers = j.JudgeId == leaver ? 0 : j.MostDossiers,
                                Panel = before.JudgePanels.TryGetValue(j.JudgeId, out var panel) ? panel : null,
                            }
                        ),
                    ],
                    Panels = before.EntryPanels,
                    Fixed = stays,
                }
            );

            Assert.That(stays.Except(after.Pairs), Is.Empty, $"seed {seed}");
            Assert.That(after.Pairs.Where(p => p.JudgeId == leaver), Is.Empty, $"seed {seed}");
            var left = before.Pairs.Where(p => p.JudgeId == leaver).Select(p => p.EntryId).ToHashSet();
            var lacked = before.Short.Select(s => s.EntryId).ToHashSet();
            foreach (var added in after.Seats.Where(s => !stays.Contains(s.Pair) && s.Kind != SeatKind.Bridge))
                Assert.That(left.Contains(added.EntryId) || lacked.Contains(added.EntryId), Is.True, $"seed {seed}");
        }
    }

    [Test]
    public void Every_judge_of_every_panel_can_be_compared_and_without_bridges_the_plan_says_who_cannot()
    {
        var input = WithPanels(PlanCases.Free(88, 12, 3), 4);
        var bridged = AssignmentPlan.Of(input);
        var apart = AssignmentPlan.Of(input with { Rules = input.Rules with { Bridges = 0 } });

        var links = PlanConnections.Of(input, bridged.Pairs, bridged.JudgePanels);
        Assert.That((links.IsEnough, links.FewestShared(4)), Is.EqualTo((true, (int?)2)));
        var none = PlanConnections.Of(input, apart.Pairs, apart.JudgePanels);
        Assert.That((none.IsEnough, none.Islands, none.FewestShared(4)), Is.EqualTo((false, 4, (int?)0)));
        Assert.That(
            PlanCheck.Of(input, apart.Pairs).Select(f => f.Sentence.Code),
            Is.EqualTo(new[] { "plan.islands" })
        );
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

    private static List<int> Loads(PlanInput input, AssignmentPlan plan) => Loads(input, plan.Pairs);

    private static List<int> Loads(PlanInput input, IReadOnlyCollection<Pairing> pairs) =>
        [.. input.Judges.Select(j => pairs.Count(p => p.JudgeId == j.JudgeId))];

    /// <summary>Seats and trades first, then the measure.</summary>
    private static (int, int, int) Served(PlanInput input, IReadOnlyCollection<Pairing> pairs, int measure)
    {
        var worth = PlanWorth.Of(input, pairs);
        return (worth.Empty, worth.TradesMissing, measure);
    }

    /// <summary>902 entries, 34 judges, 11 panels, IP and technology asked for.</summary>
    private static PlanInput Regional(int ip, int technology)
    {
        var free = PlanCases.Free(902, 34, 3, Discipline.IntellectualProperty, Discipline.Technology);
        return WithPanels(
            free with
            {
                Judges =
                [
                    .. free.Judges.Select(
                        (j, i) =>
                            j with
                            {
                                Discipline =
                                    i < ip ? Discipline.IntellectualProperty
                                    : i < ip + technology ? Discipline.Technology
                                    : i % 2 == 0 ? Discipline.Finance
                                    : Discipline.Industry,
                            }
                    ),
                ],
            },
            11
        );
    }

    private static PlanInput WithPanels(PlanInput input, int panels) =>
        input with
        {
            Rules = input.Rules with { Panels = panels },
        };
}
