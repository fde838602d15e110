using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Results;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>
/// Publishing takes two people. The first asks and sees the result sheet; the second approves exactly that sheet; then
/// it becomes an immutable publication with its notice, and certificates are numbered.
/// </summary>
public sealed class PublishResults(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Actor Actor);

    /// <summary>Asks for the second person; yields the request's id.</summary>
    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (StageGates.WhyNotAct(await db.HoldStageAsync(command.CompetitionId, Stage.Results, cancel)) is { } closed)
            return closed;
        var sheet = await db.ResultSheetAsync(command.CompetitionId, cancel);
        if (sheet.Refusal is { } refusal)
            return refusal;
        if (await IsPublishedAsync(command.CompetitionId, sheet.Value!.Hash(), cancel))
            return new Refusal("results.already_published");
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(PublishResults),
            sheet.Value!.ToJson(),
            command.Actor,
            now,
            cancel
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var sheet = await db.ResultSheetAsync(approval.CompetitionId, cancel);
        return sheet.Refusal is { } refusal ? refusal : sheet.Value!.ToJson();
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        ArgumentNullException.ThrowIfNull(second);
        if (StageGates.WhyNotAct(await db.HoldStageAsync(approval.CompetitionId, Stage.Results, cancel)) is { } closed)
            return closed;
        if (await db.OpenFraudCasesAsync(approval.CompetitionId, cancel) is > 0 and var cases)
            return new("fraud.results_wait", cases);
        // a second request may have slipped in while the first was approved
        if (await IsPublishedAsync(approval.CompetitionId, approval.ShownHash, cancel))
            return new("results.already_published");
        var rulebook = await db.RulebookOfAsync(approval.CompetitionId, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var calendar = await db.WorkingCalendarAsync(cancel);
        var last = await db
            .Publications.Where(p => p.CompetitionId == approval.CompetitionId)
            .MaxAsync(p => (int?)p.Number, cancel);
        Publication publication = new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = approval.CompetitionId,
            Number = (last ?? 0) + 1,
            Json = approval.Shown,
            Hash = approval.ShownHash,
            PublishedAt = now,
            PublishedBy = approval.RequestedByName,
            ApprovedBy = second.Name,
            ObjectionsUntil = calendar.After(now, rulebook.Notices.ResultDays, zone).Ends,
        };
        db.Publications.Add(publication);
        await db.PublishNoticeAsync(
            approval.CompetitionId,
            "result",
            new
            {
                Publication = publication.Number,
                publication.Hash,
                Days = rulebook.Notices.ResultDays,
            },
            now,
            publication.ObjectionsUntil,
            cancel
        );
        await db.SaveChangesAsync(cancel);
        await IssueCertificates.ForAsync(db, publication, rulebook, now, cancel);
        return null;
    }

    private Task<bool> IsPublishedAsync(Guid competitionId, string hash, CancellationToken cancel) =>
        db.Publications.AnyAsync(p => p.CompetitionId == competitionId && p.Hash == hash, cancel);
}
