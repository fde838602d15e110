using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

public sealed class StageGatesTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OpenItems Ready = new()
    {
        AcceptedEntries = 70,
        HasTally = true,
        HasStandings = true,
        IsDrawn = true,
    };
    private static readonly Rulebook Rules = Presets.Get("jianggao-like");

    /// <summary>Every stage before <paramref name="until"/> opened and closed; that one and the rest not opened.</summary>
    private static List<StageRun> Closed(Stage until) =>
        [
            .. Enum.GetValues<Stage>()
                .Select(s => new StageRun
                {
                    Stage = s,
                    OpenedAt = s < until ? Then : null,
                    ClosedAt = s < until ? Then : null,
                }),
        ];

    private static List<StageRun> Open(Stage stage)
    {
        var runs = Closed(stage);
        runs.Single(r => r.Stage == stage).OpenedAt = Then;
        return runs;
    }

    [TestCase(Stage.Registration)]
    [TestCase(Stage.Voting)]
    [TestCase(Stage.Preliminary)]
    [TestCase(Stage.Draw)]
    [TestCase(Stage.Final)]
    [TestCase(Stage.Results)]
    public void A_stage_opens_when_everything_before_it_is_closed(Stage stage) =>
        Assert.That(StageGates.WhyNotOpen(stage, Closed(stage), Ready), Is.Null);

    [Test]
    public void The_preliminary_opens_beside_the_vote() =>
        Assert.That(StageGates.WhyNotOpen(Stage.Preliminary, Open(Stage.Voting), Ready), Is.Null);

    [TestCase(Stage.Voting, Stage.Registration)]
    [TestCase(Stage.Preliminary, Stage.Registration)]
    [TestCase(Stage.Draw, Stage.Voting)]
    [TestCase(Stage.Draw, Stage.Preliminary)]
    [TestCase(Stage.Final, Stage.Draw)]
    [TestCase(Stage.Results, Stage.Final)]
    public void A_stage_does_not_open_while_one_it_needs_is_open(Stage stage, Stage open)
    {
        var runs = Closed(stage);
        runs.Single(r => r.Stage == open).ClosedAt = null;

        Assert.That(StageGates.WhyNotOpen(stage, runs, Ready)?.Code, Is.EqualTo("stage.earlier_not_closed"));
    }

    [TestCase(Stage.Registration)]
    [TestCase(Stage.Voting)]
    [TestCase(Stage.Preliminary)]
    [TestCase(Stage.Draw)]
    [TestCase(Stage.Final)]
    [TestCase(Stage.Results)]
    public void A_stage_opens_once(Stage stage) =>
        Assert.That(StageGates.WhyNotOpen(stage, Open(stage), Ready)?.Code, Is.EqualTo("stage.already_opened"));

    private static readonly (Stage Stage, OpenItems Items, string Code)[] Openings =
    [
        (Stage.Registration, Ready with { RulebookProblems = 1 }, "stage.rulebook_has_problems"),
        (Stage.Voting, Ready with { UndecidedEntries = 1 }, "stage.undecided_before_opening"),
        (Stage.Preliminary, Ready with { UndecidedEntries = 1 }, "stage.undecided_before_opening"),
        (Stage.Voting, Ready with { AcceptedEntries = 0 }, "stage.no_entries"),
        (Stage.Preliminary, Ready with { AcceptedEntries = 0 }, "stage.no_entries"),
        (Stage.Draw, Ready with { HasTally = false }, "stage.no_tally"),
        (Stage.Draw, Ready with { HasStandings = false }, "stage.no_cut"),
        (Stage.Final, Ready with { IsDrawn = false }, "stage.not_drawn"),
    ];

    [TestCaseSource(nameof(Openings))]
    public void A_stage_does_not_open_on_unfinished_work((Stage Stage, OpenItems Items, string Code) one) =>
        Assert.That(StageGates.WhyNotOpen(one.Stage, Closed(one.Stage), one.Items)?.Code, Is.EqualTo(one.Code));

    private static readonly (Stage Stage, OpenItems Items, string Code)[] Closings =
    [
        (Stage.Registration, Ready with { UndecidedEntries = 1 }, "stage.undecided_entries"),
        (Stage.Preliminary, Ready with { EntriesWithoutJudges = 1 }, "stage.unassigned_entries"),
        (Stage.Preliminary, Ready with { OpenSheets = 1 }, "stage.open_sheets"),
        (Stage.Draw, Ready with { IsDrawn = false }, "stage.not_drawn"),
        (Stage.Final, Ready with { OpenTurns = 1 }, "stage.open_turns"),
    ];

    [TestCaseSource(nameof(Closings))]
    public void A_stage_does_not_close_on_unfinished_work((Stage Stage, OpenItems Items, string Code) one) =>
        Assert.That(StageGates.WhyNotClose(one.Stage, Open(one.Stage), one.Items)?.Code, Is.EqualTo(one.Code));

    [TestCase(Stage.Registration)]
    [TestCase(Stage.Voting)]
    [TestCase(Stage.Preliminary)]
    [TestCase(Stage.Draw)]
    [TestCase(Stage.Final)]
    [TestCase(Stage.Results)]
    public void A_stage_closes_when_its_work_is_done_and_only_while_it_is_open(Stage stage)
    {
        Assert.That(StageGates.WhyNotClose(stage, Open(stage), Ready), Is.Null);
        Assert.That(StageGates.WhyNotClose(stage, Closed(stage), Ready)?.Code, Is.EqualTo("stage.not_open"));
        Assert.That(StageGates.WhyNotClose(stage, Closed((Stage)7), Ready)?.Code, Is.EqualTo("stage.not_open"));
    }

    [TestCase(Stage.Registration)]
    [TestCase(Stage.Voting)]
    [TestCase(Stage.Preliminary)]
    [TestCase(Stage.Draw)]
    [TestCase(Stage.Final)]
    [TestCase(Stage.Results)]
    public void An_act_happens_up_to_the_planned_end_and_not_in_that_moment(Stage stage)
    {
        var closes = Rules.Window(stage).Closes(TimeZoneInfo.FindSystemTimeZoneById(Rules.TimeZone));
        var run = Open(stage).Single(r => r.Stage == stage);

        Assert.That(StageGates.WhyNotAct(run, Rules, closes.AddTicks(-1)), Is.Null);
        Assert.That(StageGates.WhyNotAct(run, Rules, closes)?.Code, Is.EqualTo("stage.is_closed"));
        Assert.That(StageGates.WhyNotAct(new() { Stage = stage }, Rules, Then)?.Code, Is.EqualTo("stage.not_open_yet"));
        run.ClosedAt = Then;
        Assert.That(StageGates.WhyNotAct(run, Rules, Then)?.Code, Is.EqualTo("stage.is_closed"));
    }

    [TestCase(Stage.Registration)]
    [TestCase(Stage.Voting)]
    [TestCase(Stage.Preliminary)]
    [TestCase(Stage.Draw)]
    [TestCase(Stage.Final)]
    [TestCase(Stage.Results)]
    public void The_clock_opens_and_closes_a_stage_in_its_planned_moments(Stage stage)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var opens = Rules.Window(stage).Opens(zone);
        var closes = Rules.Window(stage).Closes(zone);

        Assert.That(StageGates.DueMoves(Rules, Closed(stage), opens.AddTicks(-1)), Is.Empty);
        Assert.That(StageGates.DueMoves(Rules, Closed(stage), opens), Does.Contain((stage, true)));
        Assert.That(StageGates.DueMoves(Rules, Open(stage), closes.AddTicks(-1)), Has.None.EqualTo((stage, false)));
        Assert.That(StageGates.DueMoves(Rules, Open(stage), closes)[0], Is.EqualTo((stage, false)));
        Assert.That(Rules.Window(stage).Contains(opens, zone), Is.True);
        Assert.That(Rules.Window(stage).Contains(closes, zone), Is.False);
    }

    [Test]
    public void Before_the_planned_moment_is_early_and_in_it_is_not()
    {
        Assert.That(StageGates.IsEarly(Then, Then.AddTicks(-1)), Is.True);
        Assert.That(StageGates.IsEarly(Then, Then), Is.False);
    }
}
