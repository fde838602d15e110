using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Core.Voting;

namespace Contest.Tests.Rules.Preliminary;

/// <summary>What holds for every round, on two hundred of them from a generator of our own: the same ones every time.</summary>
public class RoundPropertiesTests
{
    private const int Rounds = 200;

    private sealed record Generated(StandingRules Rules, IReadOnlyList<MarkedEntry> Entries);

    [Test]
    public void The_order_in_which_entries_and_sheets_come_does_not_matter() =>
        Each(
            (round, dice) =>
            {
                var mixed = Mixed(round.Entries.Select(e => e with { Sheets = Mixed(e.Sheets, dice) }).ToList(), dice);
                Assert.That(Said(Standings.Of(mixed, round.Rules)), Is.EqualTo(Said(Of(round))));
            }
        );

    [Test]
    public void A_constant_added_to_every_mark_moves_every_mean_by_it_and_no_rank() =>
        Each(
            (round, _) =>
            {
                var rules = round.Rules with { Normalisation = PanelNormalisation.None, VoteWeight = 0, Ties = [] };
                var before = Standings.Of(round.Entries, rules);
                var after = Standings.Of(round.Entries.Select(e => Raised(e, 7m)), rules);
                Assert.That(
                    All(after).Select(s => (s.Label, s.Rank, s.Worked!.Exact)),
                    Is.EqualTo(All(before).Select(s => (s.Label, s.Rank, s.Worked!.Exact + 7m)))
                );
            }
        );

    [Test]
    public void Trimming_drops_exactly_as_many_as_the_rule_says_and_the_extremes_among_equals_once() =>
        Each(
            (round, _) =>
            {
                foreach (var entry in round.Entries.Where(e => e.Sheets.Count > 0))
                {
                    var mean = TrimmedMean.Of(entry.Marks(), TrimRule.OneAndOne);
                    var expected = entry.Sheets.Count >= 5 ? 1 : 0;
                    Assert.That(mean.Marks.Count(m => m.Fate == MarkFate.DroppedHigh), Is.EqualTo(expected));
                    Assert.That(mean.Marks.Count(m => m.Fate == MarkFate.DroppedLow), Is.EqualTo(expected));
                    var sorted = entry.Sheets.Select(s => s.Total).Order().ToList();
                    var kept = expected == 0 ? sorted : sorted[1..^1];
                    Assert.That(mean.Sum, Is.EqualTo(Fraction.Sum(kept.Select(total => (Fraction)total))));
                }
            }
        );

    [Test]
    public void Every_score_is_on_the_scale_whatever_the_correction() =>
        Each(
            (round, _) =>
                Assert.That(
                    All(Of(round)).Select(s => s.Worked!.Exact),
                    Has.All.GreaterThanOrEqualTo(Fraction.Zero).And.All.LessThanOrEqualTo((Fraction)100)
                )
        );

    [Test]
    public void A_joint_rank_uses_up_the_places_behind_it_and_ranks_follow_published_scores() =>
        Each(
            (round, _) =>
            {
                foreach (var group in Of(round).Groups)
                foreach (var s in group.Standings)
                {
                    Assert.That(s.Rank, Is.EqualTo(1 + group.Standings.Count(o => o.Rank < s.Rank)));
                    Assert.That(s.IsJoint, Is.EqualTo(group.Standings.Count(o => o.Rank == s.Rank) > 1));
                    Assert.That(group.Standings.Where(o => o.Score > s.Score).All(o => o.Rank < s.Rank));
                    // every tie of published scores went through the chain, and says so
                    Assert.That(s.Ties.Count > 0, Is.EqualTo(group.Standings.Count(o => o.Score == s.Score) > 1));
                }
            }
        );

    [Test]
    public void An_entry_with_too_few_sheets_waits_and_changes_nothing_for_the_others() =>
        Each(
            (round, _) =>
            {
                var standings = Of(round);
                var ready = round.Entries.Where(e => !standings.Waiting.Contains(e.EntryId)).ToList();
                Assert.That(
                    standings.Waiting,
                    Is.EquivalentTo(
                        round
                            .Entries.Where(e => e.Sheets.Count < int.Max(1, round.Rules.FewestSheets))
                            .Select(e => e.EntryId)
                    )
                );
                Assert.That(Said(Standings.Of(ready, round.Rules)), Is.EqualTo(Said(standings)));
            }
        );

    [Test]
    public void The_cut_lets_the_places_through_or_all_that_are_level_or_leaves_exactly_the_level_to_the_lot() =>
        Each(
            (round, dice) =>
            {
                foreach (var group in Of(round).Groups)
                {
                    var places = 1 + dice.Next(group.Standings.Count);
                    var all = Cut.After(places, group.Standings);
                    var drawn = Cut.After(places, group.Standings, LevelOnTheLine.Draw);
                    Assert.That(all.Through, Has.Count.GreaterThanOrEqualTo(int.Min(places, group.Standings.Count)));
                    Assert.That(
                        drawn.Through.Count + drawn.PlacesLeft,
                        Is.EqualTo(drawn.NeedsDraw ? places : all.Through.Count)
                    );
                    Assert.That(drawn.Through.Concat(drawn.Level), Is.EquivalentTo(all.Through));
                }
            }
        );

    private static void Each(Action<Generated, Random> check)
    {
        for (var seed = 1; seed <= Rounds; seed++)
        {
            Random dice = new(seed);
            check(Generate(dice), dice);
        }
    }

    /// <summary>Few values, so that ties are common; recused and missing sheets are simply not there.</summary>
    private static Generated Generate(Random dice)
    {
        StandingRules rules = new()
        {
            Trim = dice.Next(2) == 0 ? TrimRule.OneAndOne : TrimRule.None,
            FewestSheets = 1 + dice.Next(3),
            Places = dice.Next(3),
            VoteWeight = dice.Next(2) * 5m,
            Conversion = (VoteConversion)(1 + dice.Next(3)),
            Normalisation = (PanelNormalisation)(1 + dice.Next(3)),
            NormalisationMinimum = 2 + dice.Next(7),
            Ties = TieRule.Chain("P1", "P2"),
        };
        var entries = Enumerable.Range(1, 4 + dice.Next(20)).Select(n => Entry(n, dice)).ToList();
        return new(rules, entries);
    }

    private static MarkedEntry Entry(int number, Random dice)
    {
        var sheets = Enumerable
            .Range(1, dice.Next(8))
            .Select(judge =>
            {
                Dictionary<string, decimal> marks = new()
                {
                    ["P1"] = 30 + (dice.Next(9) * 0.5m),
                    ["P2"] = 40 + (dice.Next(9) * 0.5m),
                };
                return new MarkedSheet($"评委{judge}", marks.Values.Sum(), marks);
            });
        return new(
            new Guid(number, 0, 0, new byte[8]),
            $"A-{number:000}",
            number % 3 == 0 ? "b" : "a",
            $"{1 + dice.Next(3)}",
            [.. sheets],
            dice.Next(4) * 100
        );
    }

    private static MarkedEntry Raised(MarkedEntry entry, decimal points) =>
        entry with
        {
            Sheets = [.. entry.Sheets.Select(s => s with { Total = s.Total + points })],
        };

    private static List<T> Mixed<T>(IReadOnlyList<T> items, Random dice)
    {
        List<T> mixed = [.. items];
        for (var at = mixed.Count - 1; at > 0; at--)
        {
            var other = dice.Next(at + 1);
            (mixed[at], mixed[other]) = (mixed[other], mixed[at]);
        }
        return mixed;
    }

    private static Standings Of(Generated round) => Standings.Of(round.Entries, round.Rules);

    private static IEnumerable<Standing> All(Standings standings) => standings.Groups.SelectMany(g => g.Standings);

    private static List<string> Said(Standings standings) =>
        [.. All(standings).Select(s => $"{s.Group} {s.Rank} {s.IsJoint} {s.Label} {s.Score} {s.Worked!.Exact}")];
}
