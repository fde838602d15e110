using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>open → ready → closed → confirmed → advancement notice.</summary>
public class ConfirmStandingsTests
{
    [Test]
    public async Task Nobody_goes_on_and_nothing_is_announced_before_two_people_have_confirmed()
    {
        await using var edition = await ClosedAsync();
        var before = await StateAsync(edition);
        var draw = await edition.Acts.WithAsync(
            (OpenStage a) => a.HandleAsync(new(edition.Id, Stage.Draw, A.Organizer), default)
        );
        var approval = A.Must(await A.AskToConfirmAsync(edition));
        var asked = await StateAsync(edition);
        var alone = await A.DecideAsync(edition, approval, A.Organizer);
        A.Must(await A.DecideAsync(edition, approval));

        Assert.That(before, Is.EqualTo((0, 0, false)));
        Assert.That(draw.Refusal!.Code, Is.EqualTo("stage.no_cut"));
        Assert.That(asked, Is.EqualTo((0, 0, false)));
        Assert.That(alone!.Code, Is.EqualTo("approval.same_person"));
        Assert.That(await StateAsync(edition), Is.EqualTo((6, 1, true)));
        var notice = await edition.Acts.WithDbAsync(db => db.Notices.SingleAsync(n => n.Kind == "advancement"));
        var sheet = await edition.Acts.WithDbAsync(db => db.StandingSheets.SingleAsync());
        Assert.That(notice.Facts, Does.Contain(sheet.Hash));
        Assert.That(notice.ObjectionsUntil, Is.Not.Null);
        await edition.OpenAsync(Stage.Draw);
    }

    [Test]
    public async Task The_first_asks_for_the_standings_they_have_read_and_for_no_others()
    {
        await using var edition = await ClosedAsync();
        var asked = await edition.Acts.WithAsync(
            (ConfirmStandings a) => a.HandleAsync(new(edition.Id, "00", A.Organizer), default)
        );
        Assert.That(asked.Refusal!.Code, Is.EqualTo("approval.changed"));
    }

    [Test]
    public async Task Standings_computed_anew_since_are_not_what_was_approved()
    {
        await using var edition = await ClosedAsync();
        var approval = A.Must(await A.AskToConfirmAsync(edition));
        await edition.Acts.WithDbAsync(async db =>
        {
            var first = await db.StandingSheets.AsNoTracking().SingleAsync();
            db.StandingSheets.Add(
                new()
                {
                    CompetitionId = edition.Id,
                    Round = Stage.Preliminary,
                    Number = 2,
                    Json = first.Json + " ",
                    Hash = CanonicalJson.HashText(first.Json + " "),
                    ComputedAt = first.ComputedAt,
                    By = "组委会甲",
                }
            );
            await db.SaveChangesAsync();
            return true;
        });
        Assert.That((await A.DecideAsync(edition, approval))!.Code, Is.EqualTo("approval.changed"));
        Assert.That(await StateAsync(edition), Is.EqualTo((0, 0, false)));
    }

    [Test]
    public async Task Two_second_people_at_once_confirm_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await ClosedAsync(line);
        var approval = A.Must(await A.AskToConfirmAsync(edition));
        line.IsArmed = true;
        var both = await Task.WhenAll(
            A.DecideAsync(edition, approval),
            A.DecideAsync(edition, approval, A.OtherOrganizer)
        );
        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        Assert.That(both.Single(r => r is not null)!.Code, Is.EqualTo("approval.already_decided"));
        Assert.That(await StateAsync(edition), Is.EqualTo((6, 1, true)));
    }

    [Test]
    public async Task Two_organizers_at_once_ask_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await ClosedAsync(line);
        line.IsArmed = true;
        var both = await Task.WhenAll(A.AskToConfirmAsync(edition), A.AskToConfirmAsync(edition, A.OtherOrganizer));
        Assert.That(both.Count(o => o.Refusal is null), Is.EqualTo(1));
        Assert.That(both.Single(o => o.Refusal is not null).Refusal!.Code, Is.EqualTo("approval.already_open"));
    }

    [Test]
    public async Task Two_organizers_at_once_close_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await ScoredAsync(line);
        await edition.CloseAsync(Stage.Voting);
        line.IsArmed = true;
        var both = await Task.WhenAll(CloseAsync(edition, A.Organizer), CloseAsync(edition, A.OtherOrganizer));
        Assert.That(both.Count(o => o.Refusal is null), Is.EqualTo(1));
        Assert.That(both.Single(o => o.Refusal is not null).Refusal!.Code, Is.EqualTo("stage.not_open"));
        Assert.That(await edition.Acts.WithDbAsync(db => db.StandingSheets.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task A_round_does_not_close_over_an_undecided_conflict_where_the_judge_has_marks()
    {
        await using var edition = await ScoredAsync();
        await edition.CloseAsync(Stage.Voting);
        var conflict = Guid.CreateVersion7();
        await edition.Acts.WithDbAsync(async db =>
        {
            var sheet = await db.JudgeSheets.FirstAsync(s => s.Round == Stage.Preliminary);
            db.Conflicts.Add(
                new()
                {
                    Id = conflict,
                    CompetitionId = edition.Id,
                    JudgeId = sheet.JudgeId,
                    EntryId = sheet.EntryId,
                    Kind = ConflictKind.Employer,
                    Evidence = "{}",
                    FoundAt = edition.Clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync();
            return true;
        });
        Assert.That((await CloseAsync(edition, A.Organizer)).Refusal!.Code, Is.EqualTo("stage.open_conflicts"));
        await edition.Acts.WithDbAsync(db =>
            db.Conflicts.Where(c => c.Id == conflict)
                .ExecuteUpdateAsync(c =>
                    c.SetProperty(x => x.Decision, ConflictDecision.Dismissed)
                        .SetProperty(x => x.DecidedAt, DateTimeOffset.UnixEpoch)
                )
        );
        Assert.That((await CloseAsync(edition, A.Organizer)).Refusal, Is.Null);
    }

    private static async Task<A.Edition> ScoredAsync(IInterceptor? line = null)
    {
        var edition = await A.EditionInPreliminaryAsync(line);
        Random chance = new(11);
        foreach (var sheet in await A.SheetsAsync(edition))
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, chance))).Refusal
            );
        return edition;
    }

    private static async Task<A.Edition> ClosedAsync(IInterceptor? line = null)
    {
        var edition = await ScoredAsync(line);
        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);
        return edition;
    }

    private static Task<Outcome<CloseStage.Answer>> CloseAsync(A.Edition edition, Actor by) =>
        edition.Acts.WithAsync((CloseStage a) => a.HandleAsync(new(edition.Id, Stage.Preliminary, by), default));

    private static Task<(int Finalists, int Notices, bool IsConfirmed)> StateAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
            (
                await db.Finalists.CountAsync(),
                await db.Notices.CountAsync(n => n.Kind == "advancement"),
                await db.StageRuns.AnyAsync(r => r.Stage == Stage.Preliminary && r.ConfirmedAt != null)
            )
        );
}
