using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Final;

public sealed class FinalPagesTests
{
    private FinalHall _hall = null!;

    [SetUp]
    public async Task StartAsync() => _hall = await FinalHall.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hall.DisposeAsync();

    [Test]
    public async Task Submitted_scores_stay_hidden_until_the_reveal_and_are_shown_with_their_calculation_after_it()
    {
        var turn = await _hall.OnStageAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await _hall.SubmitAllAsync(turn.EntryId, most: 13m);
        var totals = await TotalsAsync(turn.EntryId);
        using Visitor anyone = new(_hall.App);
        using var staff = await _hall.SignedInAsync(Role.Staff);

        foreach (var address in Addresses)
            Assert.That(Shown(await TextAsync(anyone, address), totals), Is.Empty, address);
        Assert.That(Shown(await TextAsync(staff, $"/organise/{_hall.Slug}/final"), totals), Is.Empty);

        Assert.That(await _hall.MoveAsync(turn.EntryId, TurnPhase.Revealed), Is.Null);

        var score = await ScoreAsync(turn.EntryId);
        foreach (var address in Addresses)
            Assert.That(
                await TextAsync(anyone, address),
                // a calculation writes 50 where a tile writes 50.0
                Does.Contain(score).And.Match($@"(?<![\d.]){Regex.Replace(totals[0], @"\.0$", "")}(\.0)?(?!\d)"),
                address
            );
        var steps = (await anyone.SeeAsync($"/{_hall.Slug}/final")).QuerySelectorAll("details li");
        Assert.That(steps.Select(s => s.TextContent), Has.Some.Contains(score).And.Some.Contains("最高分，去掉"));
    }

    [Test]
    public async Task When_scores_are_shown_by_group_a_revealed_score_waits_for_the_last_turn_of_its_group()
    {
        await SetDisplayAsync(ScoreDisplay.AfterGroup);
        using Visitor anyone = new(_hall.App);
        using var staff = await _hall.SignedInAsync(Role.Staff);
        using var organizer = await _hall.SignedInAsync(Role.Organizer);

        foreach (var address in Addresses)
            Assert.That(
                (await anyone.SeeAsync(address)).QuerySelectorAll(".order-score .num, .rank-score, .tile"),
                Is.Empty
            );
        Assert.That(await ScoresAsync(staff), Is.All.EqualTo("–"));
        Assert.That((await ScoresAsync(organizer)).Count(s => s != "–"), Is.EqualTo(6));
    }

    [Test]
    public async Task Two_tabs_press_the_same_step_and_the_second_is_told_while_nothing_happens_twice()
    {
        var turn = await _hall.OnStageAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await _hall.SubmitAllAsync(turn.EntryId);
        using var first = await _hall.SignedInAsync(Role.Organizer);
        using var second = await _hall.SignedInAsync(Role.Organizer);
        var path = $"/organise/{_hall.Slug}/final";
        var (one, other) = (await StepAsync(first), await StepAsync(second));

        var answers = await Task.WhenAll(first.SubmitAsync(one, path), second.SubmitAsync(other, path));

        Assert.That(
            answers.Select(a => a.StatusCode),
            Is.EquivalentTo(new[] { HttpStatusCode.Redirect, HttpStatusCode.OK })
        );
        var told = await Visitor.ReadAsync(answers.Single(a => a.StatusCode == HttpStatusCode.OK));
        Assert.That(
            told.QuerySelector(".note-error")!.TextContent,
            Is.EqualTo(new Refusal("final.wrong_order").Message)
        );
        Assert.That(await RevealsAsync(turn.EntryId), Is.EqualTo(1));
    }

    [Test]
    public async Task The_chair_walks_a_project_through_its_turn_with_one_button_at_a_time()
    {
        using var chair = await _hall.SignedInAsync(Role.Organizer);
        var turn = await _hall.OnStageAsync();
        var path = $"/organise/{_hall.Slug}/final";
        foreach (var _ in new[] { TurnPhase.Questions, TurnPhase.Scoring })
            await chair.SubmitAsync(await StepAsync(chair), path);

        var refused = await Visitor.ReadAsync(await chair.SubmitAsync(await StepAsync(chair), path));
        Assert.That(refused.QuerySelector(".note-error")!.TextContent, Does.StartWith("只有 0 位评委提交了评分"));

        await _hall.SubmitAllAsync(turn.EntryId);
        await chair.SubmitAsync(await StepAsync(chair), path);
        var next = await _hall.NextAsync();
        await chair.SubmitAsync(await StepAsync(chair), path);
        Assert.That((await _hall.OnStageAsync()).EntryId, Is.EqualTo(next.EntryId));
    }

    [Test]
    public async Task An_absent_project_is_passed_over_and_has_no_score()
    {
        var turn = await _hall.OnStageAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await _hall.SubmitAllAsync(turn.EntryId);
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Revealed);
        var absent = await _hall.NextAsync();
        using var chair = await _hall.SignedInAsync(Role.Organizer);
        var page = await chair.SeeAsync($"/organise/{_hall.Slug}/final");
        var form = (IHtmlFormElement)page.QuerySelector("input[value=Forfeited]")!.Closest("form")!;

        await chair.SubmitAsync(form, "");

        using Visitor anyone = new(_hall.App);
        var row = (await anyone.SeeAsync($"/{_hall.Slug}/final")).QuerySelectorAll(".order > li")[absent.Slot - 1];
        Assert.That(row.QuerySelector(".order-score")!.TextContent.Trim(), Is.EqualTo("弃权"));
        Assert.That((await _hall.NextAsync()).Slot, Is.EqualTo(absent.Slot + 1));
    }

    [TestCase(Role.Staff), TestCase(Role.Supervisor)]
    public async Task Who_does_not_organize_reads_the_console_and_moves_nothing(Role role)
    {
        using var reader = await _hall.SignedInAsync(role);
        using var chair = await _hall.SignedInAsync(Role.Organizer);
        var page = await reader.SeeAsync($"/organise/{_hall.Slug}/final");
        Assert.That(page.QuerySelectorAll(".turn-steps form"), Is.Empty);
        var step = await StepAsync(chair);
        // the chair's form with the reader's own token: only the role differs
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await reader.SubmitAsync(step, step.Action, ("__RequestVerificationToken", token));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await _hall.OnStageAsync()).Phase, Is.EqualTo(TurnPhase.Pitch));
    }

    [Test]
    public async Task Two_consoles_call_up_two_projects_at_once_and_only_one_comes_on_stage()
    {
        var now = await _hall.OnStageAsync();
        await _hall.MoveAsync(now.EntryId, TurnPhase.Scoring);
        await _hall.SubmitAllAsync(now.EntryId);
        await _hall.MoveAsync(now.EntryId, TurnPhase.Revealed);
        var waiting = await _hall.App.WithDbAsync(db =>
            db.FinalTurns.Where(t => t.Phase == TurnPhase.Waiting).OrderBy(t => t.Slot).Take(2).ToListAsync()
        );
        StartLine line = new(runners: 2);
        await using var acts = _hall.Acts(line);

        var answers = await Task.WhenAll(waiting.Select(t => _hall.MoveAsync(t.EntryId, TurnPhase.Pitch, acts)));

        Assert.That(line.Arrived, Is.GreaterThanOrEqualTo(2));
        Assert.That(answers.Select(a => a?.Code), Is.EquivalentTo(new[] { null, "final.moved_meanwhile" }));
        Assert.That((await _hall.OnStageAsync()).Phase, Is.EqualTo(TurnPhase.Pitch)); // single: one turn on stage
    }

    [Test]
    public async Task When_every_turn_is_over_the_chair_closes_the_final_and_its_standings_are_kept()
    {
        using var chair = await _hall.SignedInAsync(Role.Organizer);
        var path = $"/organise/{_hall.Slug}/final";
        Assert.That((await chair.SeeAsync(path)).QuerySelector("form[action*='Close']"), Is.Null);
        var onStage = await _hall.OnStageAsync();
        await _hall.MoveAsync(onStage.EntryId, TurnPhase.Scoring);
        await _hall.SubmitAllAsync(onStage.EntryId);
        await _hall.MoveAsync(onStage.EntryId, TurnPhase.Revealed);
        for (var slot = onStage.Slot; slot < 12; slot++)
            await _hall.MoveAsync((await _hall.NextAsync()).EntryId, TurnPhase.Forfeited);
        var page = await chair.SeeAsync(path);

        await chair.SubmitAsync((IHtmlFormElement)page.QuerySelector("form[action*='Close']")!, path);

        Assert.That((await chair.SeeAsync(path)).QuerySelector(".note-ok")!.TextContent, Does.Contain("名次已固定"));
        Assert.That(
            await _hall.App.WithDbAsync(db => db.StandingSheets.CountAsync(s => s.Round == Stage.Final)),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Before_the_order_is_drawn_the_final_cannot_begin_and_there_is_nothing_to_see()
    {
        await using var hall = await FinalHall.StartAsync(DemoStage.Draw);
        using var chair = await hall.SignedInAsync(Role.Organizer);
        using Visitor anyone = new(hall.App);

        var console = await chair.SeeAsync($"/organise/{hall.Slug}/final");

        Assert.That(console.QuerySelectorAll("form[action*='Open']"), Is.Empty);
        Assert.That(console.QuerySelector(".panel .note")!.TextContent.Trim(), Is.Not.Empty);
        foreach (var address in Addresses)
            Assert.That((await anyone.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
    }

    private string[] Addresses =>
        [
            $"/{_hall.Slug}/final",
            $"/{_hall.Slug}/final?handler=State",
            $"/{_hall.Slug}/final/screen",
            $"/{_hall.Slug}/final/screen?handler=State",
        ];

    private async Task<IHtmlFormElement> StepAsync(Visitor chair) =>
        (IHtmlFormElement)
            (await chair.SeeAsync($"/organise/{_hall.Slug}/final")).QuerySelector(".turn-big")!.Closest("form")!;

    private async Task<string[]> ScoresAsync(Visitor visitor) =>
        [
            .. (await visitor.SeeAsync($"/organise/{_hall.Slug}/final"))
                .QuerySelectorAll("table td:last-child")
                .Select(c => c.TextContent.Trim()),
        ];

    private static async Task<string> TextAsync(Visitor visitor, string address)
    {
        var answer = await visitor.GetAsync(address);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        // random tokens and ids may hold any digits
        return Regex.Replace(
            await answer.Content.ReadAsStringAsync(),
            "<svg.*?</svg>|<input[^>]*>|data-[a-z-]+=\"[^\"]*\"",
            "",
            RegexOptions.Singleline
        );
    }

    private static IEnumerable<string> Shown(string html, IEnumerable<string> totals) =>
        totals.Where(t => Regex.IsMatch(html, $@"(?<![\d.]){Regex.Escape(t)}(?!\d)"));

    /// <summary>Every judge's total, as a page would write it.</summary>
    private Task<string[]> TotalsAsync(Guid entryId) =>
        _hall.App.WithDbAsync(async db =>
        {
            var totals = await (
                from s in db.JudgeSheets
                join m in db.Marks on s.Id equals m.SheetId
                where s.EntryId == entryId && s.Round == Stage.Final
                group m.Points by s.Id into sheet
                select sheet.Sum()
            ).ToListAsync();
            Assert.That(totals, Has.Count.GreaterThanOrEqualTo(5));
            return totals.Select(t => t.ToString("0.0#", null)).ToArray();
        });

    private Task<string> ScoreAsync(Guid entryId) =>
        _hall.App.WithDbAsync(async db =>
        {
            var json = (await db.FinalTurns.SingleAsync(t => t.EntryId == entryId)).Score!;
            return CanonicalJson.Read<FinalScore>(json).Value.ToString("F2", null);
        });

    private Task<int> RevealsAsync(Guid entryId) =>
        _hall.App.WithDbAsync(async db =>
        {
            var code = (await db.Entries.SingleAsync(e => e.Id == entryId)).Code;
            return await db.AuditEvents.CountAsync(a =>
                a.Act == "MoveTurn" && a.Subject == $"entry:{code}" && EF.Functions.ILike(a.After!, "%revealed%")
            );
        });

    private Task<bool> SetDisplayAsync(ScoreDisplay display) =>
        _hall.App.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync();
            var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
            competition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Clock = rulebook.Clock with { Display = display },
                }
            );
            competition.RulebookHash = CanonicalJson.HashText(competition.RulebookJson);
            await db.SaveChangesAsync();
            return true;
        });
}
