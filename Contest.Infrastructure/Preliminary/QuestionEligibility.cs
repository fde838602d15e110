using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A judge doubts that an entry may take part and says why (DOMAIN.md 1.7): the organizers answer.</summary>
public sealed class QuestionEligibility(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid SheetId, Guid PersonId, string Reason);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (EligibilityQuestion.WhyNot(command.Reason) is { } refusal)
            return refusal;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldSheetAsync(command.SheetId, cancel) is not { RecusedAt: null } sheet)
            return new("judging.not_yours");
        var judge = await db.Judges.SingleAsync(j => j.Id == sheet.JudgeId, cancel);
        if (judge.PersonId != command.PersonId)
            return new("judging.not_yours");
        if (await db.EligibilityQuestions.AnyAsync(q => q.SheetId == sheet.Id && q.AnsweredAt == null, cancel))
            return new("judging.question_open");
        db.EligibilityQuestions.Add(
            new()
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = sheet.CompetitionId,
                SheetId = sheet.Id,
                Reason = command.Reason.Trim(),
                AskedAt = now,
            }
        );
        await db.RecordAsync(
            new(judge.PersonId, judge.Name, Role.Judge),
            nameof(QuestionEligibility),
            $"sheet:{sheet.Id}",
            now,
            sheet.CompetitionId,
            after: new { Reason = command.Reason.Trim() },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
