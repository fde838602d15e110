using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The organizers' answer to a judge's doubt; once given it stands. What follows from it is done elsewhere.</summary>
public sealed class AnswerEligibility(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid QuestionId, string Answer, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not Role.Organizer)
            return new("competition.organizer_only");
        if (command.Answer.Trim().Length is 0 or > EligibilityQuestion.Longest)
            return new("judging.answer_missing", EligibilityQuestion.Longest);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldQuestionAsync(command.CompetitionId, command.QuestionId, cancel) is not { } question)
            return new("judging.question_unknown");
        if (question.AnsweredAt is not null)
            return new("judging.question_answered", question.AnsweredByName!);
        question.Answer = command.Answer.Trim();
        question.AnsweredAt = now;
        question.AnsweredByName = command.Actor.Name;
        await db.RecordAsync(
            command.Actor,
            nameof(AnswerEligibility),
            $"sheet:{question.SheetId}",
            now,
            command.CompetitionId,
            after: new { question.Answer },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
