using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A judge steps back from an entry (回避), with the reason; nothing of the sheet counts from then on.</summary>
public sealed class RecuseSheet(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid SheetId, Guid PersonId, string Reason);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(command.Reason))
            return new("judging.reason_missing");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldSheetAsync(command.SheetId, cancel) is not { } sheet)
            return new("judging.not_yours");
        var judge = await db.Judges.SingleAsync(j => j.Id == sheet.JudgeId, cancel);
        if (judge.PersonId != command.PersonId)
            return new("judging.not_yours");
        if (sheet.SubmittedAt is not null)
            return new("judging.already_submitted");
        if (sheet.RecusedAt is not null)
            return new("judging.recused");
        if (StageGates.WhyNotAct(await db.HoldStageAsync(sheet.CompetitionId, sheet.Round, cancel)) is { } closed)
            return closed;

        sheet.RecusedAt = now;
        sheet.RecusalReason = command.Reason.Trim();
        await db.RecordAsync(
            new(judge.PersonId, judge.Name, Role.Judge),
            nameof(RecuseSheet),
            $"sheet:{sheet.Id}",
            now,
            sheet.CompetitionId,
            after: new { sheet.RecusalReason },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
