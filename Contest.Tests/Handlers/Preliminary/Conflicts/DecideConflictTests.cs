using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary.Conflicts;

public sealed class DecideConflictTests
{
    private StartLine _line = null!;
    private A.Edition _edition = null!;
    private A.SheetOf _sheet = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        _line = new(2) { IsArmed = false };
        _edition = await A.EditionInPreliminaryAsync(_line);
        _sheet = (await A.SheetsAsync(_edition))[0];
    }

    [TearDown]
    public async Task CleanAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task A_namesake_who_is_somebody_else_is_dismissed_with_a_reason_and_goes_on_scoring()
    {
        var hit = await A.HitOnAsync(_edition, _sheet.Id);
        Assert.That((await DecideAsync(hit, uphold: false, " ")).Refusal!.Code, Is.EqualTo("conflict.reason_missing"));

        var answer = A.Must(await DecideAsync(hit, uphold: false, "不是同一人：已核对身份"));

        Assert.That((answer.IsDecided, answer.ApprovalId), Is.EqualTo((true, (Guid?)null)));
        var decided = (await A.ConflictsAsync(_edition)).Single();
        Assert.That(
            (decided.Decision, decided.Reason, decided.DecidedBy, decided.DecidedByName),
            Is.EqualTo((ConflictDecision.Dismissed, "不是同一人：已核对身份", A.Organizer.PersonId, A.Organizer.Name))
        );
        Assert.That(A.Must(await SubmitAsync()).Status, Is.EqualTo(SheetAnswer.Saved));
        Assert.That((await DecideAsync(hit, uphold: true, "再看")).Refusal!.Code, Is.EqualTo("conflict.decided"));
    }

    [Test]
    public async Task Two_organizers_who_decide_one_hit_at_once_and_differ_decide_it_once()
    {
        var hit = await A.HitOnAsync(_edition, _sheet.Id);
        _line.IsArmed = true;

        var both = await Task.WhenAll(
            DecideAsync(hit, uphold: true, "本人确认"),
            DecideAsync(hit, uphold: false, "不是同一人", A.OtherOrganizer)
        );

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "conflict.decided" }));
        var isUpheld = both[0].Refusal is null;
        var decided = (await A.ConflictsAsync(_edition)).Single();
        Assert.That(decided.Decision, Is.EqualTo(isUpheld ? ConflictDecision.Upheld : ConflictDecision.Dismissed));
        Assert.That((await A.SheetAsync(_edition, _sheet.Id)).RecusedAt is not null, Is.EqualTo(isUpheld));
    }

    [Test]
    public async Task One_hit_dismissed_leaves_the_sheet_barred_by_the_other()
    {
        var first = await A.HitOnAsync(_edition, _sheet.Id, words: "甲");
        await A.HitOnAsync(_edition, _sheet.Id, words: "乙");

        A.Must(await DecideAsync(first, uphold: false, "不是"));

        Assert.That((await A.SheetAsync(_edition, _sheet.Id)).IsBarred, Is.True);
    }

    [Test]
    public async Task An_upheld_hit_takes_the_judge_off_the_unfinished_sheet()
    {
        var hit = await A.HitOnAsync(_edition, _sheet.Id, ConflictKind.Employer);

        A.Must(await DecideAsync(hit, uphold: true, "任职单位相同"));

        var sheet = await A.SheetAsync(_edition, _sheet.Id);
        Assert.That((sheet.RecusalReason, sheet.IsBarred), Is.EqualTo(("任职单位相同", true)));
        Assert.That(A.Must(await SubmitAsync()).Refusal!.Code, Is.EqualTo("judging.recused"));
    }

    [TestCase(ConflictKind.Employer)]
    [TestCase(ConflictKind.Inventor)]
    [TestCase(ConflictKind.Owner)]
    public async Task What_is_on_record_is_set_aside_by_two_people(ConflictKind kind)
    {
        var hit = await A.HitOnAsync(_edition, _sheet.Id, kind);

        var asked = A.Must(await DecideAsync(hit, uphold: false, "同名的另一家单位"));
        Assert.That(asked.IsDecided, Is.False);
        Assert.That((await A.ConflictsAsync(_edition)).Single().Decision, Is.EqualTo(ConflictDecision.Open));
        Assert.That(A.Must(await SubmitAsync()).Status, Is.EqualTo(SheetAnswer.Locked), "before the second person");

        Assert.That(
            (await ApproveAsync(asked.ApprovalId!.Value, A.Organizer))!.Code,
            Is.EqualTo("approval.same_person")
        );
        Assert.That(await ApproveAsync(asked.ApprovalId!.Value, A.Supervisor), Is.Null);
        Assert.That((await A.ConflictsAsync(_edition)).Single().Decision, Is.EqualTo(ConflictDecision.Dismissed));
        Assert.That((await A.SheetAsync(_edition, _sheet.Id)).IsBarred, Is.False);
    }

    [Test]
    public async Task Only_an_organizer_decides()
    {
        var hit = await A.HitOnAsync(_edition, _sheet.Id);

        foreach (var role in new[] { Role.Staff, Role.Supervisor, Role.Judge, Role.Entrant })
            Assert.That(
                (await DecideAsync(hit, uphold: false, "理由", A.Organizer with { Role = role })).Refusal!.Code,
                Is.EqualTo("competition.organizer_only")
            );
    }

    [Test]
    public async Task A_conflict_found_late_is_shown_with_and_without_and_two_people_set_the_marks_aside()
    {
        foreach (var sheet in await A.SheetsAsync(_edition))
            A.Must(
                await A.SaveAsync(_edition, sheet, A.FullSheet(_edition.Rulebook.Preliminary, new(sheet.Judge[^1])))
            );
        var hit = await A.HitOnAsync(_edition, _sheet.Id, ConflictKind.Employer);

        var decided = A.Must(await DecideAsync(hit, uphold: true, "三年内任职"));

        var shown = await _edition.Acts.WithDbAsync(db =>
            db.Approvals.Where(a => a.Id == decided.ApprovalId).Select(a => a.Shown).SingleAsync()
        );
        var proposal = SetSheetAside.Read(shown);
        var line = proposal.Lines.Single(l => l.Entry == proposal.Entry);
        Assert.That(
            (proposal.SheetId, proposal.Judge, proposal.Reason),
            Is.EqualTo((_sheet.Id, _sheet.Judge, "三年内任职"))
        );
        Assert.That(
            (line.Score is null, line.ScoreWithout is null),
            Is.EqualTo((false, true)),
            "without it the entry waits"
        );
        Assert.That(
            proposal.Lines.Where(l => l != line).Select(l => l.ScoreWithout),
            Is.EqualTo(proposal.Lines.Where(l => l != line).Select(l => l.Score)),
            "the others keep their scores"
        );

        Assert.That(await ApproveAsync(decided.ApprovalId!.Value, A.Supervisor), Is.Null);
        var sheet2 = await A.SheetAsync(_edition, _sheet.Id);
        Assert.That((sheet2.SetAsideAt, sheet2.SetAsideReason), Is.EqualTo((_edition.Clock.GetUtcNow(), "三年内任职")));
        Assert.That(
            await _edition.Acts.WithDbAsync(db => db.Marks.CountAsync(m => m.SheetId == _sheet.Id)),
            Is.GreaterThan(0),
            "the marks are kept"
        );
    }

    [Test]
    public async Task The_round_does_not_close_over_a_submitted_sheet_with_an_open_hit()
    {
        foreach (var sheet in await A.SheetsAsync(_edition))
            A.Must(
                await A.SaveAsync(_edition, sheet, A.FullSheet(_edition.Rulebook.Preliminary, new(sheet.Judge[^1])))
            );
        var hit = await A.HitOnAsync(_edition, _sheet.Id);
        await _edition.CloseAsync(Stage.Voting);
        _edition.Clock.Set(_edition.Closes(Stage.Preliminary));

        Assert.That((await CloseAsync())!.Code, Is.EqualTo("stage.open_conflicts"));
        A.Must(await DecideAsync(hit, uphold: false, "不是同一人"));
        Assert.That(await CloseAsync(), Is.Null);
    }

    [Test]
    public async Task A_conflict_found_after_the_close_stands_in_the_way_of_the_confirmation_until_new_standings_are_frozen()
    {
        foreach (var sheet in await A.SheetsAsync(_edition))
            A.Must(
                await A.SaveAsync(_edition, sheet, A.FullSheet(_edition.Rulebook.Preliminary, new(sheet.Judge[^1])))
            );
        await _edition.CloseAsync(Stage.Voting);
        _edition.Clock.Set(_edition.Closes(Stage.Preliminary));
        Assert.That(await CloseAsync(), Is.Null);
        var hit = await A.HitOnAsync(_edition, _sheet.Id, ConflictKind.Employer);

        Assert.That((await A.AskToConfirmAsync(_edition)).Refusal!.Code, Is.EqualTo("stage.open_conflicts"));
        var decided = A.Must(await DecideAsync(hit, uphold: true, "三年内任职"));
        Assert.That(
            (await ApproveAsync(decided.ApprovalId!.Value, A.Supervisor))!.Code,
            Is.EqualTo("standing.event_leaves_waiting"),
            "nobody waits for a sheet in frozen standings"
        );
        Assert.That((await A.SheetAsync(_edition, _sheet.Id)).SetAsideAt, Is.Null);
        await LowerQuorumAsync();
        Assert.That(await ApproveAsync(decided.ApprovalId!.Value, A.Supervisor), Is.Null);

        var sheets = await _edition.Acts.WithDbAsync(db =>
            db.StandingSheets.OrderBy(s => s.Number).Select(s => s.Hash).ToListAsync()
        );
        Assert.That(sheets, Has.Count.EqualTo(3), "closed, quorum, set aside");
        Assert.That(sheets[2], Is.Not.EqualTo(sheets[1]));
        Assert.That(await A.DecideAsync(_edition, A.Must(await A.AskToConfirmAsync(_edition))), Is.Null);
    }

    private async Task LowerQuorumAsync()
    {
        var code = await _edition.Acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == _sheet.EntryId).Select(e => e.Code!).SingleAsync()
        );
        JudgingWish wish = new(JudgingEventKind.Quorum, null, null, [code], 1, null, null, "回避后评委不足");
        var asked = await _edition.Acts.WithAsync(
            (ProposeJudgingEvent a) => a.HandleAsync(new(_edition.Id, wish, A.Organizer), default)
        );
        A.Must(await A.DecideAsync(_edition, A.Must(asked)));
    }

    [Test]
    public async Task A_judge_declares_an_interest_in_assigned_entries_once_and_cannot_score_them_until_it_is_decided()
    {
        var mine = (await A.SheetsAsync(_edition)).Where(s => s.PersonId == _sheet.PersonId).Take(2).ToList();
        var others = (await A.SheetsAsync(_edition)).First(s => s.PersonId != _sheet.PersonId);

        Assert.That((await DeclareAsync(others.Id)).Refusal!.Code, Is.EqualTo("judging.not_yours"));
        Assert.That((await DeclareAsync()).Refusal!.Code, Is.EqualTo("conflict.nothing_declared"));
        Assert.That(A.Must(await DeclareAsync([.. mine.Select(s => s.Id)])), Is.EqualTo(2));
        Assert.That(A.Must(await DeclareAsync([.. mine.Select(s => s.Id)])), Is.Zero, "declared twice");

        Assert.That(
            (await A.ConflictsAsync(_edition)).Select(c => (c.EntryId, c.Kind, c.Decision)),
            Is.EquivalentTo(mine.Select(s => (s.EntryId, ConflictKind.Declared, ConflictDecision.Open)))
        );
        var answer = A.Must(await A.SaveAsync(_edition, mine[1], A.FullSheet(_edition.Rulebook.Preliminary, new(1))));
        Assert.That(answer.Refusal!.Code, Is.EqualTo("conflict.unresolved"));
    }

    private Task<Outcome<int>> DeclareAsync(params Guid[] sheets) =>
        _edition.Acts.WithAsync(
            (DeclareInterest a) => a.HandleAsync(new(_sheet.PersonId, sheets, "曾任该单位顾问"), default)
        );

    private Task<Outcome<DecideConflict.Answer>> DecideAsync(
        ConflictOfInterest hit,
        bool uphold,
        string reason,
        Actor? by = null
    ) =>
        _edition.Acts.WithAsync(
            (DecideConflict a) => a.HandleAsync(new(_edition.Id, hit.Id, uphold, reason, by ?? A.Organizer), default)
        );

    private async Task<Refusal?> ApproveAsync(Guid approval, Actor second)
    {
        var hash = await _edition.Acts.WithDbAsync(db =>
            db.Approvals.Where(a => a.Id == approval).Select(a => a.ShownHash).SingleAsync()
        );
        return await _edition.Acts.WithAsync(
            (DecideApproval a) => a.HandleAsync(new(approval, hash, true, second), default)
        );
    }

    private async Task<Refusal?> CloseAsync() =>
        (
            await _edition.Acts.WithAsync(
                (CloseStage a) => a.HandleAsync(new(_edition.Id, Stage.Preliminary, Actor.Clock), default)
            )
        ).Refusal;

    private Task<Outcome<Contest.Infrastructure.Preliminary.SaveSheet.Answer>> SubmitAsync() =>
        A.SaveAsync(_edition, _sheet, A.FullSheet(_edition.Rulebook.Preliminary, new(3)));
}
