using System.Globalization;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Core.Voting;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Preliminary;

public class StandingsTests
{
    // DOMAIN.md 3.8: 95 : 5, linear; the log column shows how little is left of it
    [TestCase("5", VoteConversion.Linear, "A-03 85.69, A-02 85.23, A-01 84.90, A-04 83.60")]
    [TestCase("5", VoteConversion.Log, "A-02 88.25, A-03 86.79, A-01 84.90, A-04 83.60")]
    [TestCase("0", VoteConversion.Linear, "A-02 88.40, A-04 88.00, A-03 86.25, A-01 84.10")]
    public void Votes_weigh_what_the_rulebook_says(string weight, VoteConversion conversion, string expected)
    {
        MarkedEntry[] entries =
        [
            Marked("A-01", [84.10m], 12800),
            Marked("A-02", [88.40m], 3200),
            Marked("A-03", [86.25m], 9600),
            Marked("A-04", [88.00m], 0),
        ];

        var standings = Standings.Of(
            entries,
            new() { VoteWeight = decimal.Parse(weight, CultureInfo.InvariantCulture), Conversion = conversion }
        );

        Assert.That(Shown(standings), Is.EqualTo(expected));
    }

    [Test]
    public void Groups_are_ranked_apart_and_a_project_without_enough_sheets_waits()
    {
        MarkedEntry[] entries =
        [
            Marked("B-1", [70, 70]) with
            {
                Group = "b",
            },
            Marked("A-1", [90, 80]),
            Marked("A-2", [95]),
            Marked("A-3", []),
        ];

        var standings = Standings.Of(entries, new() { FewestSheets = 2 });

        Assert.That(
            standings.Groups.Select(group =>
                $"{group.Group}: {string.Join(",", group.Standings.Select(s => s.Label))}"
            ),
            Is.EqualTo(["a: A-1", "b: B-1"])
        );
        Assert.That(standings.Waiting, Is.EqualTo(new[] { entries[2].EntryId, entries[3].EntryId }));
    }

    [Test]
    public void Panels_are_corrected_before_ranking()
    {
        var strict = new[] { 78m, 82, 75, 80 }.Select((score, n) => Marked($"P2-{n}", [score]) with { Panel = "P2" });
        var mild = new[] { 91m, 88, 85, 93 }.Select((score, n) => Marked($"P1-{n}", [score]) with { Panel = "P1" });

        var standings = Standings.Of([.. mild, .. strict], new() { Normalisation = PanelNormalisation.MeanShift });

        Assert.That(Shown(standings), Does.StartWith("P1-3 87.75, P2-1 87.25, P1-0 85.75, P2-3 85.25"));
    }

    [Test]
    public void Every_standing_says_how_its_score_came_about()
    {
        var standings = Standings.Of(
            [Marked("A-1", [80, 90, 88, 91, 70], 5), Marked("A-2", [80], 10)],
            new()
            {
                Trim = TrimRule.OneAndOne,
                VoteWeight = 5,
                Conversion = VoteConversion.Linear,
            }
        );

        var steps = standings
            .Groups[0]
            .Standings.Single(s => s.Label == "A-1")
            .Worked!.Steps.TakeLast(4)
            .Select(s => $"{s.Code} {string.Join("|", s.Arguments)}");

        Assert.That(
            steps,
            Is.EqualTo([
                "calculation.mean 258|3|86",
                "calculation.vote-points 5|50.000000",
                "calculation.composite 86.000000|95|50.000000|5|84.200000",
                "calculation.rounded 421/5|84.20|2",
            ])
        );
    }

    [ForAll]
    public bool Ranks_are_consistent_with_scores(NonEmptyArray<byte> scores)
    {
        var entries = scores.Get.Select((score, n) => Marked($"A-{n:000}", [score / 4m]));
        var ranked = Standings.Of(entries, new()).Groups[0].Standings;
        return ranked.All(one => one.Rank == ranked.Count(other => other.Score > one.Score) + 1)
            && ranked.All(one => one.IsJoint == (ranked.Count(other => other.Rank == one.Rank) > 1));
    }

    internal static MarkedEntry Marked(string label, decimal[] totals, long votes = 0) =>
        new(
            Guid.NewGuid(),
            label,
            "a",
            "P1",
            [.. totals.Select((total, n) => new MarkedSheet($"J{n}", total, new Dictionary<string, decimal>()))],
            votes
        );

    private static string Shown(Standings standings) =>
        string.Join(
            ", ",
            standings
                .Groups[0]
                .Standings.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Label} {s.Score}"))
        );
}

public class TieTests
{
    private static readonly IReadOnlyList<TieRule> Chain = TieRule.Chain("quality", "market");

    [Test]
    public void More_decimals_decide_first()
    {
        var (anna, bram) = (One("A", new Fraction(261, 3) + 0.001m), One("B", 87m));

        Assert.That(Ranks(anna, bram), Is.EqualTo("A1 B2"));
        Assert.That(
            Ranking.Of([anna, bram], 2, Chain)[1].Ties.Select(tie => (tie.Rule.Kind, tie.Decided)),
            Is.EqualTo(new[] { (TieKind.MoreDecimals, true) })
        );
    }

    [TestCase("quality 20 market 1", "quality 21 market 0", "B1 A2", TieKind.Criterion)]
    [TestCase("quality 20 market 1", "quality 20 market 0", "A1 B2", TieKind.Criterion)]
    [TestCase("quality 20 market 1 earlier 80", "quality 20 market 1 earlier 81", "B1 A2", TieKind.EarlierStage)]
    [TestCase("quality 20 market 1 untrimmed 86", "quality 20 market 1 untrimmed 85", "A1 B2", TieKind.UntrimmedMean)]
    [TestCase(
        "earlier 80 untrimmed 85",
        "untrimmed 86",
        "B1 A2",
        TieKind.UntrimmedMean,
        Description = "a rule is skipped when one has no value"
    )]
    [TestCase("quality 20 untrimmed 86", "quality 20 untrimmed 86", "A1 B1", TieKind.UntrimmedMean)]
    public void The_chain_goes_on_until_something_decides(string a, string b, string ranks, TieKind last)
    {
        var places = Ranking.Of([One("A", 87m, a), One("B", 87m, b)], 2, Chain);

        Assert.That(Ranks(One("A", 87m, a), One("B", 87m, b)), Is.EqualTo(ranks));
        Assert.That(places[0].Ties[^1].Rule.Kind, Is.EqualTo(last));
    }

    [Test]
    public void A_joint_rank_uses_up_the_places_behind_it() =>
        Assert.That(Ranks(One("A", 90m), One("B", 87m), One("C", 90m), One("D", 80m)), Is.EqualTo("A1 C1 B3 D4"));

    [Test]
    public void Those_a_rule_leaves_together_go_on_to_the_next_rule() =>
        Assert.That(
            Ranks(
                One("A", 87m, "quality 20 market 3"),
                One("B", 87m, "quality 20 market 4"),
                One("C", 87m, "quality 21 market 0")
            ),
            Is.EqualTo("C1 B2 A3")
        );

    [Test]
    public void A_tie_shows_the_values_that_decided()
    {
        var (anna, bram) = (One("A", 87m, "quality 20"), One("B", 87m, "quality 21.5"));

        var step = Ranking.Of([anna, bram], 2, Chain)[0].Ties[^1];

        Assert.That(
            step.Values,
            Is.EqualTo(new TieValue[] { new(bram.EntryId, 21.5000m), new(anna.EntryId, 20.0000m) })
        );
        Assert.That(step.Rule, Is.EqualTo(new TieRule(TieKind.Criterion, "quality")));
    }

    private static string Ranks(params Contender[] contenders)
    {
        var labels = contenders.ToDictionary(one => one.EntryId, one => one.Label);
        return string.Join(' ', Ranking.Of(contenders, 2, Chain).Select(place => labels[place.EntryId] + place.Rank));
    }

    private static Contender One(string label, Fraction exact, string facts = "")
    {
        var words = facts
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Chunk(2)
            .ToDictionary(pair => pair[0], pair => (Fraction)decimal.Parse(pair[1], CultureInfo.InvariantCulture));
        return new(
            Guid.NewGuid(),
            label,
            exact,
            words,
            words.GetValueOrDefault("earlier"),
            words.GetValueOrDefault("untrimmed")
        );
    }
}

public class CutTests
{
    private static readonly Guid Anna = Guid.NewGuid();
    private static readonly Guid Bram = Guid.NewGuid();
    private static readonly Guid Cleo = Guid.NewGuid();

    [Test]
    public void Entries_level_on_the_line_all_advance()
    {
        var cut = Cut.After(places: 2, [At(Anna, 1, 9.4m), At(Bram, 2, 8.0m), At(Cleo, 2, 8.0m)]);

        Assert.That((cut.Through, cut.NeedsDraw, cut.PlacesLeft), Is.EqualTo((new[] { Anna, Bram, Cleo }, false, 0)));
    }

    [Test]
    public void Entries_level_on_the_line_are_left_to_the_draw_when_the_rulebook_says_so()
    {
        var cut = Cut.After(places: 2, [At(Anna, 1, 9.4m), At(Bram, 2, 8.0m), At(Cleo, 2, 8.0m)], LevelOnTheLine.Draw);

        Assert.That((cut.Through, cut.Level, cut.PlacesLeft), Is.EqualTo((new[] { Anna }, new[] { Bram, Cleo }, 1)));
    }

    [Test]
    public void A_tie_above_the_line_needs_no_draw()
    {
        var cut = Cut.After(places: 2, [At(Anna, 1, 9m), At(Bram, 1, 9m), At(Cleo, 3, 8m)], LevelOnTheLine.Draw);

        Assert.That((cut.Through, cut.NeedsDraw), Is.EqualTo((new[] { Anna, Bram }, false)));
    }

    [Test]
    public void Equal_scores_told_apart_by_the_chain_are_not_level()
    {
        var cut = Cut.After(places: 1, [At(Bram, 2, 9m), At(Anna, 1, 9m)], LevelOnTheLine.Draw);

        Assert.That((cut.Through, cut.NeedsDraw), Is.EqualTo((new[] { Anna }, false)));
    }

    [TestCase(70, 30, 21)]
    [TestCase(71, 30, 22, Description = "a broken place is a whole one")]
    [TestCase(1, 1, 1)]
    public void A_percentage_is_rounded_up_to_a_place(int projects, int percent, int places) =>
        Assert.That(new CutRule(null, percent).PlacesFor(projects), Is.EqualTo(places));

    private static Standing At(Guid entry, int rank, decimal score) => new(entry, "", "a", rank, false, score);
}
