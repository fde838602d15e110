using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>A submitted sheet is given back by two people, with what it says; its former marks stay and no longer count.</summary>
public sealed class UnlockSheetTests
{
    [Test]
    public async Task Two_people_give_a_sheet_back_the_judge_corrects_it_and_the_former_marks_stay()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var (sheet, first) = await SubmittedAsync(edition);
        var code = edition.Rulebook.Preliminary.Sheet[0].Code;

        Assert.That(await ApproveAsync(edition, A.Must(await AskAsync(edition, sheet))), Is.Null);

        var open = await StateAsync(edition, sheet);
        Assert.That((open.SubmittedAt, open.Submissions), Is.EqualTo(((DateTimeOffset?)null, 1)));
        Assert.That(CanonicalJson.Read<SheetState>(open.State).Values[code], Is.EqualTo(first.Set[code]));
        SheetUpdate second = new("tablet", 2, open.Version, Other(first, code), [], [], Submit: true);
        Assert.That(A.Must(await A.SaveAsync(edition, sheet, second)).IsSubmitted, Is.True);
        var marks = await edition.Acts.WithDbAsync(db =>
            db.Marks.Where(m => m.SheetId == sheet.Id && m.Criterion == code)
                .OrderBy(m => m.Submission)
                .Select(m => new ValueTuple<int, decimal>(m.Submission, m.Points))
                .ToListAsync()
        );
        Assert.That(marks, Is.EqualTo(new[] { (1, Number(first.Set[code])), (2, Number(second.Set[code])) }));
    }

    [Test]
    public async Task It_takes_a_reason_a_submission_and_a_second_person()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var (sheet, _) = await SubmittedAsync(edition);
        var untouched = (await A.SheetsAsync(edition))[1];

        Assert.That((await AskAsync(edition, sheet, " ")).Refusal?.Code, Is.EqualTo("judging.unlock_reason"));
        Assert.That((await AskAsync(edition, untouched)).Refusal?.Code, Is.EqualTo("judging.not_submitted"));
        Assert.That(
            (await AskAsync(edition, sheet, by: A.Supervisor)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
        var asked = A.Must(await AskAsync(edition, sheet));
        Assert.That((await AskAsync(edition, sheet)).Refusal?.Code, Is.EqualTo("approval.already_open"));
        Assert.That((await ApproveAsync(edition, asked, A.Organizer))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That((await StateAsync(edition, sheet)).SubmittedAt, Is.Not.Null);
    }

    [Test]
    public async Task A_sheet_that_was_set_aside_stays_locked_for_everybody()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var (sheet, _) = await SubmittedAsync(edition);
        var other = (await A.SheetsAsync(edition))[1];
        await edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.ExecuteUpdateAsync(s => s.SetProperty(x => x.SetAsideAt, DateTimeOffset.UnixEpoch))
        );

        Assert.That((await AskAsync(edition, sheet)).Refusal?.Code, Is.EqualTo("judging.set_aside"));
        var late = A.Must(await A.SaveAsync(edition, other, A.FullSheet(edition.Rulebook.Preliminary, new(1))));
        Assert.That((late.Status, late.Refusal?.Code), Is.EqualTo((SheetAnswer.Locked, "judging.set_aside")));
    }

    [Test]
    public async Task Two_second_persons_at_once_give_it_back_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInPreliminaryAsync(line);
        var (sheet, _) = await SubmittedAsync(edition);
        var asked = A.Must(await AskAsync(edition, sheet));
        line.IsArmed = true;

        var both = await Task.WhenAll(
            ApproveAsync(edition, asked, A.OtherOrganizer),
            ApproveAsync(edition, asked, A.Supervisor)
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        Assert.That((await StateAsync(edition, sheet)).SubmittedAt, Is.Null);
    }

    [Test]
    public async Task Giving_back_and_closing_at_once_is_one_before_the_other()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInPreliminaryAsync(line);
        var chance = new Random(3);
        foreach (var each in await A.SheetsAsync(edition))
            A.Must(await A.SaveAsync(edition, each, A.FullSheet(edition.Rulebook.Preliminary, chance)));
        await edition.CloseAsync(Stage.Voting);
        var sheet = (await A.SheetsAsync(edition))[0];
        edition.Clock.Set(edition.Closes(Stage.Preliminary).AddTicks(-1));
        var asked = A.Must(await AskAsync(edition, sheet));
        line.IsArmed = true;

        var closing = edition.Acts.WithAsync(
            (CloseStage a) => a.HandleAsync(new(edition.Id, Stage.Preliminary, Actor.Clock), default)
        );
        var approving = ApproveAsync(edition, asked);

        var isClosed = (await closing).Refusal is null;
        var isGivenBack = await approving is null;
        Assert.That(isClosed, Is.Not.EqualTo(isGivenBack), "a round never closes on a sheet that was given back");
        Assert.That((await StateAsync(edition, sheet)).SubmittedAt is null, Is.EqualTo(isGivenBack));
    }

    private static async Task<(A.SheetOf Sheet, SheetUpdate Update)> SubmittedAsync(A.Edition edition)
    {
        var sheet = (await A.SheetsAsync(edition))[0];
        var update = A.FullSheet(edition.Rulebook.Preliminary, new(1));
        A.Must(A.Must(await A.SaveAsync(edition, sheet, update)).Refusal);
        return (sheet, update);
    }

    private static Dictionary<string, string?> Other(SheetUpdate update, string code) =>
        new() { [code] = Number(update.Set[code]) == 0 ? "1" : "0" };

    private static decimal Number(string? text) =>
        decimal.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<JudgeSheet> StateAsync(A.Edition edition, A.SheetOf sheet) =>
        edition.Acts.WithDbAsync(db => db.JudgeSheets.AsNoTracking().SingleAsync(s => s.Id == sheet.Id));

    private static Task<Outcome<Approval>> AskAsync(
        A.Edition edition,
        A.SheetOf sheet,
        string reason = "评委要求更正",
        Actor? by = null
    ) =>
        edition.Acts.WithAsync(
            (UnlockSheet a) => a.HandleAsync(new(edition.Id, sheet.Id, reason, by ?? A.Organizer), default)
        );

    private static Task<Refusal?> ApproveAsync(A.Edition edition, Approval asked, Actor? by = null) =>
        edition.Acts.WithAsync(
            (DecideApproval a) => a.HandleAsync(new(asked.Id, asked.ShownHash, true, by ?? A.OtherOrganizer), default)
        );
}
