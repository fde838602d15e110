using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>Drop-out, replacement, quorum, late mark: two people, an effect both have seen, and nothing else changes.</summary>
public class JudgingEventsTests
{
    [Test]
    public async Task A_judge_who_drops_out_keeps_submitted_sheets_and_the_round_waits_for_the_rest()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted);
        var judge = await JudgeAsync(edition);
        var before = await NowAsync(edition);
        var marks = await edition.Acts.WithDbAsync(db => db.Marks.CountAsync());

        var approval = A.Must(await ProposeAsync(edition, DropOut(judge)));
        var shown = ProposeJudgingEvent.Read(approval.Shown);
        Assert.That(await LeftAsync(edition), Is.Zero, "nothing happens before the second person");
        A.Must(await A.DecideAsync(edition, approval));

        Assert.That(shown.Effect, Is.Empty);
        Assert.That(shown.Closed, Is.Not.Empty);
        Assert.That(Said(await NowAsync(edition)), Is.EqualTo(Said(before)), "no result is silently changed");
        Assert.That(await edition.Acts.WithDbAsync(db => db.Marks.CountAsync()), Is.EqualTo(marks));
        Assert.That(await LeftAsync(edition), Is.EqualTo(1));
        var sheets = await edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.JudgeId == judge && s.SubmittedAt == null).ToListAsync()
        );
        Assert.That(sheets.Select(s => s.RecusalReason), Has.All.EqualTo("住院"));
        var closing = await edition.Acts.WithAsync(
            (Contest.Infrastructure.Competitions.CloseStage a) =>
                a.HandleAsync(new(edition.Id, Stage.Preliminary, A.Organizer), default)
        );
        Assert.That(closing.Refusal!.Code, Is.EqualTo("stage.unassigned_entries"));
    }

    [Test]
    public async Task Where_the_rulebook_sets_all_aside_the_effect_shown_is_the_effect_that_comes()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.SetAllAside, fewest: 1);
        var judge = await JudgeAsync(edition);
        var before = await NowAsync(edition);

        var approval = A.Must(await ProposeAsync(edition, DropOut(judge)));
        A.Must(await A.DecideAsync(edition, approval));

        var shown = ProposeJudgingEvent.Read(approval.Shown);
        var after = await NowAsync(edition);
        var cuts = edition.Rulebook.CutRules();
        var entries = await edition.Acts.WithDbAsync(db => db.MarkedNowAsync(edition.Id, default));
        Assert.That(shown.SetAside, Is.Not.Empty);
        Assert.That(shown.Effect, Is.Not.Empty);
        Assert.That(shown.Effect, Is.EqualTo(StandingsEffect.Between(before, after, entries, cuts)));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.JudgeSheets.CountAsync(s => s.SetAsideAt != null)),
            Is.EqualTo(shown.SetAside.Count)
        );
    }

    [Test]
    public async Task A_mark_that_comes_between_changes_the_effect_and_the_approval_does_not_hold()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.SetAllAside, fewest: 1);
        var judge = await JudgeAsync(edition);
        var approval = A.Must(await ProposeAsync(edition, DropOut(judge)));
        var open = await OpenSheetsAsync(edition, judge);
        Random chance = new(5);
        foreach (var sheet in open)
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, chance))).Refusal
            );

        Assert.That((await A.DecideAsync(edition, approval))!.Code, Is.EqualTo("approval.changed"));
        Assert.That(await LeftAsync(edition), Is.Zero);
    }

    [Test]
    public async Task Marks_of_other_entries_that_come_between_do_not_break_an_approval_of_what_they_do_not_touch()
    {
        await using var scored = await PartlyScoredAsync(DropOutRule.SetAllAside, fewest: 1);
        // all go on and no panel is corrected: the marks of one entry are nothing to another's score or side of the line
        var edition = await scored.WithRulesAsync(r =>
            r with
            {
                Preliminary = r.Preliminary with { Normalisation = PanelNormalisation.None },
                Cuts = [.. r.Cuts.Select(c => c with { Rule = c.Rule with { Number = 100 } })],
            }
        );
        var approval = A.Must(await ProposeAsync(edition, DropOut(await JudgeAsync(edition))));
        var shown = ProposeJudgingEvent.Read(approval.Shown);
        var codes = (await edition.EntriesAsync()).ToDictionary(e => e.Id, e => e.Code!);
        var others = (await OpenSheetsAsync(edition, null))
            .Where(s => !shown.SetAside.Concat(shown.Closed).Contains(codes[s.EntryId]))
            .ToList();
        Assert.That(others, Is.Not.Empty);
        foreach (var sheet in others)
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new(5)))).Refusal
            );

        Assert.That(await A.DecideAsync(edition, approval), Is.Null);
        Assert.That(await LeftAsync(edition), Is.EqualTo(1));
    }

    private static readonly PlaceMove Moved = new("A01", "a", Place(2, 90, true), Place(5, 80, true));

    [TestCaseSource(nameof(Changes))]
    public void What_two_people_hold_each_other_to_is_the_effect_and_not_the_places_of_a_busy_round(
        JudgingProposal now,
        bool isOpen,
        bool holds
    )
    {
        JudgingWish wish = new(JudgingEventKind.DropOut, Guid.Empty, null, [], null, null, null, "住院");
        var hash = isOpen ? null : "h";
        JudgingProposal shown = new(wish, "评委1", null, null, ["A02"], ["A01"], hash, [Moved])
        {
            Lowest = Place(9, 10, false),
            Highest = Place(1, 99, true),
        };

        Assert.That((now with { Wish = wish, StandingsHash = hash }).Bound() == shown.Bound(), Is.EqualTo(holds));
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        JudgingProposal same = new(null!, "评委1", null, null, ["A02"], ["A01"], null, [Moved])
        {
            Lowest = Place(9, 10, false),
            Highest = Place(1, 99, true),
        };
        var shifted = Moved with { Before = Place(3, 90, true), After = Place(6, 80, true) };
        yield return Case("nothing changed", same, true, true);
        yield return Case("its places shift", same with { Effect = [shifted] }, true, true);
        yield return Case("places shift of frozen standings", same with { Effect = [shifted] }, false, false);
        yield return Case(
            "another only moves down",
            same with
            {
                Effect = [Moved, new("B01", "b", Place(1, 70, true), Place(2, 70, true))],
            },
            true,
            true
        );
        yield return Case(
            "its score is another",
            same with
            {
                Effect = [Moved with { After = Place(5, 79, true) }],
            },
            true,
            false
        );
        yield return Case(
            "it crosses the line now",
            same with
            {
                Effect = [Moved with { After = Place(5, 80, false) }],
            },
            true,
            false
        );
        yield return Case(
            "another crosses the line now",
            same with
            {
                Effect = [Moved, new("B01", "b", Place(3, 70, true), Place(4, 70, false))],
            },
            true,
            false
        );
        yield return Case("other sheets are closed", same with { Closed = ["A02", "A03"] }, true, false);
        yield return Case("other sheets are set aside", same with { SetAside = [] }, true, false);
        yield return Case("the late sheet's place shifts", same with { Lowest = Place(8, 10, false) }, true, true);
        yield return Case("the late sheet's score is another", same with { Lowest = Place(9, 11, false) }, true, false);
        yield return Case("the late sheet decides nothing now", same with { Lowest = Place(9, 10, true) }, true, false);

        static TestCaseData Case(string name, JudgingProposal now, bool isOpen, bool holds) =>
            new TestCaseData(now, isOpen, holds).SetArgDisplayNames(name);
    }

    private static PlaceNow Place(int rank, decimal score, bool isThrough) =>
        new(rank, score, isThrough ? CutSide.Through : CutSide.Below);

    [Test]
    public async Task A_successor_takes_over_what_is_open_and_nothing_else()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted);
        var judge = await JudgeAsync(edition);
        var (code, successor) = await SuccessorAsync(edition, judge);
        var before = await edition.Acts.WithDbAsync(db => db.JudgeSheets.CountAsync());

        JudgingWish wish = new(JudgingEventKind.Replacement, judge, successor, [code], null, null, null, "出差");
        A.Must(await A.DecideAsync(edition, A.Must(await ProposeAsync(edition, wish))));

        Assert.That(await edition.Acts.WithDbAsync(db => db.JudgeSheets.CountAsync()), Is.EqualTo(before + 1));
        var moved = await edition.Acts.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join e in db.Entries on s.EntryId equals e.Id
                where e.Code == code && (s.JudgeId == judge || s.JudgeId == successor)
                select new { s.JudgeId, IsRecused = s.RecusedAt != null }
            ).ToListAsync()
        );
        Assert.That(moved.Single(m => m.JudgeId == judge).IsRecused);
        Assert.That(moved.Single(m => m.JudgeId == successor).IsRecused, Is.False);
    }

    [Test]
    public async Task A_lowered_quorum_lets_a_waiting_entry_in_and_says_who_it_moves()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted);
        var waiting = (await NowAsync(edition)).Waiting;
        var code = await edition.Acts.WithDbAsync(db =>
            (
                from e in db.Entries
                where
                    waiting.Contains(e.Id) && db.JudgeSheets.Count(s => s.EntryId == e.Id && s.SubmittedAt != null) == 2
                orderby e.Code
                select e.Code!
            ).FirstAsync()
        );

        JudgingWish wish = new(JudgingEventKind.Quorum, null, null, [code], 2, null, null, "评委不足");
        var approval = A.Must(await ProposeAsync(edition, wish));
        A.Must(await A.DecideAsync(edition, approval));

        var shown = ProposeJudgingEvent.Read(approval.Shown).Effect;
        Assert.That(shown.Single(m => m.Label == code).Before.Side, Is.EqualTo(CutSide.Waiting));
        Assert.That(shown.Single(m => m.Label == code).After.Rank, Is.Not.Null);
        Assert.That((await NowAsync(edition)).Waiting, Has.Count.EqualTo(waiting.Count - 1));
        Assert.That((await ProposeAsync(edition, wish)).Refusal!.Code, Is.EqualTo("standing.quorum_not_lower"));
    }

    [Test]
    public async Task A_sheet_may_be_late_until_the_moment_two_people_named_and_not_a_second_longer()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted);
        var open = await OpenSheetsAsync(edition, null);
        var closes = edition.Closes(Stage.Preliminary);
        var until = closes.AddHours(3);
        JudgingWish wish = new(JudgingEventKind.LateMark, null, null, [], null, open[0].Id, until, "航班延误");
        var approval = A.Must(await ProposeAsync(edition, wish));
        A.Must(await A.DecideAsync(edition, approval));
        var shown = ProposeJudgingEvent.Read(approval.Shown);
        Assert.That(shown.Effect, Is.Empty);

        edition.Clock.Set(closes.AddHours(1));
        Random chance = new(3);
        var other = A.Must(await A.SaveAsync(edition, open[1], A.FullSheet(edition.Rulebook.Preliminary, chance)));
        edition.Clock.Set(until);
        var tooLate = A.Must(await A.SaveAsync(edition, open[0], A.FullSheet(edition.Rulebook.Preliminary, chance)));
        edition.Clock.Set(until.AddSeconds(-1));
        var late = A.Must(
            await A.SaveAsync(edition, open[0], A.FullSheet(edition.Rulebook.Preliminary, chance) with { Rev = 2 })
        );

        Assert.That(other.Refusal!.Code, Is.EqualTo("stage.is_closed"));
        Assert.That(tooLate.Refusal!.Code, Is.EqualTo("stage.is_closed"));
        Assert.That(late.IsSubmitted);
    }

    [Test]
    public async Task After_the_close_a_drop_out_makes_a_new_sheet_and_an_open_confirmation_does_not_hold()
    {
        await using var edition = await PartlyScoredAsync(DropOutRule.SetAllAside, fewest: 1);
        Random chance = new(8);
        foreach (var sheet in await OpenSheetsAsync(edition, null))
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, chance))).Refusal
            );
        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);
        var confirmation = A.Must(await A.AskToConfirmAsync(edition));

        A.Must(await A.DecideAsync(edition, A.Must(await ProposeAsync(edition, DropOut(await JudgeAsync(edition))))));

        Assert.That((await A.DecideAsync(edition, confirmation))!.Code, Is.EqualTo("approval.changed"));
        var sheets = await edition.Acts.WithDbAsync(db => db.StandingSheets.OrderBy(s => s.Number).ToListAsync());
        Assert.That(sheets.Select(s => s.Number), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(sheets[1].Hash, Is.Not.EqualTo(sheets[0].Hash));
    }

    [Test]
    public async Task Two_second_people_who_approve_one_event_at_once_make_it_happen_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted, line: line);
        var approval = A.Must(await ProposeAsync(edition, DropOut(await JudgeAsync(edition))));
        line.IsArmed = true;

        var both = await Task.WhenAll(
            A.DecideAsync(edition, approval),
            A.DecideAsync(edition, approval, A.OtherOrganizer)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.JudgingEvents.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_organizers_who_propose_one_drop_out_at_once_ask_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await PartlyScoredAsync(DropOutRule.KeepSubmitted, line: line);
        var judge = await JudgeAsync(edition);
        line.IsArmed = true;

        var both = await Task.WhenAll(ProposeAsync(edition, DropOut(judge)), ProposeAsync(edition, DropOut(judge)));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "approval.already_open" }));
    }

    private static JudgingWish DropOut(Guid judge) =>
        new(JudgingEventKind.DropOut, judge, null, [], null, null, null, "住院");

    private static Task<Outcome<Approval>> ProposeAsync(A.Edition edition, JudgingWish wish) =>
        edition.Acts.WithAsync((ProposeJudgingEvent a) => a.HandleAsync(new(edition.Id, wish, A.Organizer), default));

    private static Task<Standings> NowAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.ComputeNowAsync(edition.Id, edition.Rulebook, default));

    private static Task<int> LeftAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.Judges.CountAsync(j => j.LeftAt != null));

    /// <summary>A judge with sheets submitted and sheets open.</summary>
    private static Task<Guid> JudgeAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db =>
            db.Judges.Where(j => db.JudgeSheets.Any(s => s.JudgeId == j.Id && s.SubmittedAt != null))
                .OrderByDescending(j => db.JudgeSheets.Count(s => s.JudgeId == j.Id && s.SubmittedAt == null))
                .ThenBy(j => j.Name)
                .Select(j => j.Id)
                .FirstAsync()
        );

    private static async Task<List<A.SheetOf>> OpenSheetsAsync(A.Edition edition, Guid? judge)
    {
        var open = await edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.SubmittedAt == null && (judge == null || s.JudgeId == judge))
                .Select(s => s.Id)
                .ToListAsync()
        );
        return [.. (await A.SheetsAsync(edition)).Where(s => open.Contains(s.Id))];
    }

    private static Task<(string Code, Guid Successor)> SuccessorAsync(A.Edition edition, Guid judge) =>
        edition.Acts.WithDbAsync(async db =>
        {
            var sheet = await db
                .JudgeSheets.Where(s => s.JudgeId == judge && s.SubmittedAt == null)
                .OrderBy(s => s.Id)
                .FirstAsync();
            var code = await db.Entries.Where(e => e.Id == sheet.EntryId).Select(e => e.Code!).SingleAsync();
            var successor = await db
                .Judges.Where(j => !db.JudgeSheets.Any(s => s.JudgeId == j.Id && s.EntryId == sheet.EntryId))
                .OrderBy(j => j.Name)
                .Select(j => j.Id)
                .FirstAsync();
            return (code, successor);
        });

    private static List<string> Said(Standings standings) =>
        [.. standings.Groups.SelectMany(g => g.Standings).Select(s => $"{s.Label} {s.Rank} {s.Score}")];

    /// <summary>Two sheets of three are in, judge by judge.</summary>
    private static async Task<A.Edition> PartlyScoredAsync(DropOutRule rule, int fewest = 3, IInterceptor? line = null)
    {
        var edition = await (await A.EditionInPreliminaryAsync(line)).WithRulesAsync(r =>
            r with
            {
                Preliminary = r.Preliminary with { DropOut = rule, FewestSheets = fewest, JudgesPerEntry = fewest },
            }
        );
        Random chance = new(21);
        var sheets = await A.SheetsAsync(edition);
        foreach (var (sheet, nth) in sheets.Select((s, nth) => (s, nth)))
            if (nth % 5 != 4)
                A.Must(
                    A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, chance))).Refusal
                );
        return edition;
    }
}
