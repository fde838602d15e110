using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A person decides what becomes of a discrepancy: one more judge reads the entry, or what the panel's talk came to is noted. All marks stay.</summary>
public sealed class ResolveDiscrepancy(ContestDb db, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition.</param>
    /// <param name="TaskId">The task.</param>
    /// <param name="Outcome">What is decided.</param>
    /// <param name="JudgeId">The additional judge, for <see cref="DiscrepancyOutcome.AnotherJudge"/>.</param>
    /// <param name="Note">The reason, or what came of the talk; never empty.</param>
    /// <param name="Actor">Who decides.</param>
    public sealed record Command(
        Guid CompetitionId,
        Guid TaskId,
        DiscrepancyOutcome Outcome,
        Guid? JudgeId,
        string Note,
        Actor Actor
    );

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        if (string.IsNullOrWhiteSpace(command.Note) || command.Note.Trim().Length > 1000)
            return new("plan.note_missing");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        if (StageGates.WhyNotAct(runs.Single(r => r.Stage == Stage.Preliminary)) is { } closed)
            return closed;
        var task = await db.DiscrepancyTasks.SingleOrDefaultAsync(
            t => t.Id == command.TaskId && t.CompetitionId == command.CompetitionId,
            cancel
        );
        if (task is null or { ResolvedAt: not null })
            return new("plan.task_done");
        if (
            command.Outcome == DiscrepancyOutcome.AnotherJudge
            && await AddAsync(command, task, now, cancel) is { } refusal
        )
            return refusal;

        (task.Outcome, task.Note) = (command.Outcome, command.Note.Trim());
        (task.ResolvedAt, task.ResolvedBy) = (now, command.Actor.Name);
        await db.RecordAsync(
            command.Actor,
            nameof(ResolveDiscrepancy),
            $"entry:{task.EntryId}",
            now,
            command.CompetitionId,
            after: new
            {
                task.Outcome,
                task.JudgeId,
                task.Note,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<Refusal?> AddAsync(
        Command command,
        DiscrepancyTask task,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var sheets = await db.PlanSheetsAsync(command.CompetitionId, cancel);
        var input = await db.PlanInputAsync(command.CompetitionId, sheets, keepsSheets: true, cancel);
        Pairing pair = new(command.JudgeId ?? Guid.Empty, task.EntryId);
        if (!Replacement.Candidates(input, task.EntryId).Contains(pair))
            return new("plan.not_free");
        await db.AddSheetsAsync(command.CompetitionId, Stage.Preliminary, [pair], now, cancel);
        task.JudgeId = pair.JudgeId;
        return null;
    }
}
