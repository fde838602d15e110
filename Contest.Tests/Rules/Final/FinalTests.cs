using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using static Contest.Tests.Rules.Preliminary.StandingsTests;

namespace Contest.Tests.Rules.Final;

public class FinalTests
{
    [Test]
    public void A_final_drops_one_high_and_one_low_from_five_judges_on() =>
        Assert.That(
            FinalScore
                .Of(
                    [
                        new("A", 88),
                        new("B", 92.5m),
                        new("C", 90),
                        new("D", 95),
                        new("E", 91),
                        new("F", 89.5m),
                        new("G", 93),
                    ],
                    new()
                )
                .Value,
            Is.EqualTo(91.20m)
        );

    [Test]
    public void With_a_recusal_four_marks_are_a_plain_mean() =>
        Assert.That(
            FinalScore.Of([new("A", 80), new("B", 90), new("C", 90), new("D", 91)], new()).Value,
            Is.EqualTo(87.75m)
        );

    [Test]
    public void An_earlier_score_may_be_carried_over()
    {
        var score = FinalScore.Of([new("A", 90)], new() { CarryOver = 30 }, earlier: 80.55m);

        Assert.That((score.Value, score.Worked.Exact), Is.EqualTo((87.17m, (Fraction)87.165m)));
        Assert.That(() => FinalScore.Of([new("A", 90)], new() { CarryOver = 30 }), Throws.ArgumentException);
    }

    [Test]
    public void Finalists_are_ranked_per_group_and_a_forfeit_is_no_zero()
    {
        MarkedEntry[] all =
        [
            Marked("A", [90]) with
            {
                Earlier = 80,
            },
            Marked("B", [90]) with
            {
                Earlier = 81,
            },
            Marked("C", []),
            Marked("D", [70]) with
            {
                Group = "b",
            },
        ];

        var ranking = FinalRanking.Of(all, new());

        Assert.That(
            ranking.Groups.SelectMany(group => group.Standings).Select(s => $"{s.Group} {s.Rank} {s.Label}"),
            Is.EqualTo(["a 1 B", "a 2 A", "b 1 D"])
        );
        Assert.That(ranking.Waiting, Is.EqualTo(new[] { all[2].EntryId }));
    }

    [Test]
    public void The_drawn_order_is_cut_into_sessions() =>
        Assert.That(
            RunningOrder.Of(["C", "A", "B"], perSession: 2, TimeSpan.FromMinutes(15)),
            Is.EqualTo(
                new RunningTurn[]
                {
                    new(1, 1, "C", TimeSpan.Zero),
                    new(2, 1, "A", TimeSpan.FromMinutes(15)),
                    new(3, 2, "B", TimeSpan.Zero),
                }
            )
        );
}
