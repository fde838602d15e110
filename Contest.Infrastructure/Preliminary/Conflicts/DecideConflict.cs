using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>
/// An organizer decides a hit with a reason: it is a conflict, or it is none. What is on record (employer, inventor,
/// owner) is set aside by two people. An upheld hit takes the judge off the entry; marks already given wait for two
/// people (<see cref="SetSheetAside"/>).
/// </summary>
public sealed class DecideConflict(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Guid ConflictId, bool Uphold, string Reason, Actor Actor);

    /// <summary>What came of it: decided, or waiting for the second person.</summary>
    /// <param name="IsDecided">The hit is decided.</param>
    /// <param name="ApprovalId">What waits for the second person: this decision, or the marks to be set aside.</param>
    public sealed record Answer(bool IsDecided, Guid? ApprovalId);

    /// <summary>What the second person is shown of a dismissal.</summary>
    public sealed record Proposal(
        Guid ConflictId,
        string Judge,
        string Entry,
        ConflictKind Kind,
        string Evidence,
        string Reason
    );

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var conflict = await HoldAsync(command.CompetitionId, command.ConflictId, cancel);
        if (conflict is null)
            return new Refusal("conflict.unknown");
        if (ConflictRules.WhyNotDecide(conflict.Decision, command.Reason) is { } refusal)
            return refusal;
        var answer = ConflictRules.TakesTwo(conflict.Kind, command.Uphold)
            ? await AskAsync(command, conflict, now, cancel)
            : await DecideAsync(conflict, command.Uphold, command.Reason, command.Actor, now, cancel);
        if (answer.Refusal is null)
            await transaction.CommitAsync(cancel);
        return answer;
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        var conflict = await db.Conflicts.AsNoTracking().SingleAsync(c => c.Id == asked.ConflictId, cancel);
        return ConflictRules.WhyNotDecide(conflict.Decision, asked.Reason) is { } refusal
            ? refusal
            : await ProposalAsync(conflict, asked.Reason, cancel);
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        var conflict = await HoldAsync(approval.CompetitionId, asked.ConflictId, cancel);
        if (conflict is null)
            return new("conflict.unknown");
        if (ConflictRules.WhyNotDecide(conflict.Decision, asked.Reason) is { } refusal)
            return refusal;
        Actor first = new(approval.RequestedBy, approval.RequestedByName, Role.Organizer);
        return (await DecideAsync(conflict, upholds: false, asked.Reason, first, now, cancel)).Refusal;
    }

    /// <summary>A proposal as it was shown.</summary>
    public static Proposal Read(string shown) => CanonicalJson.Read<Proposal>(shown);

    /// <summary>The sheets first, as everywhere: whoever saves one holds it while waiting for nothing of ours.</summary>
    private async Task<ConflictOfInterest?> HoldAsync(Guid competitionId, Guid conflictId, CancellationToken cancel)
    {
        var pair = await db
            .Conflicts.Where(c => c.Id == conflictId && c.CompetitionId == competitionId)
            .Select(c => new { c.JudgeId, c.EntryId })
            .SingleOrDefaultAsync(cancel);
        if (pair is null)
            return null;
        await db.HoldSheetsOfPairAsync(pair.JudgeId, pair.EntryId, cancel);
        return await db.HoldConflictAsync(conflictId, cancel);
    }

    private async Task<Outcome<Answer>> AskAsync(
        Command command,
        ConflictOfInterest conflict,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(DecideConflict),
            await ProposalAsync(conflict, command.Reason.Trim(), cancel),
            command.Actor,
            now,
            cancel,
            $"{conflict.Id}"
        );
        return asked.Refusal is { } refusal ? refusal : new Answer(false, asked.Value!.Id);
    }

    private async Task<string> ProposalAsync(ConflictOfInterest conflict, string reason, CancellationToken cancel) =>
        CanonicalJson.Write(
            new Proposal(
                conflict.Id,
                await db.Judges.Where(j => j.Id == conflict.JudgeId).Select(j => j.Name).SingleAsync(cancel),
                await db.Entries.Where(e => e.Id == conflict.EntryId).Select(e => e.Code ?? "").SingleAsync(cancel),
                conflict.Kind,
                conflict.Evidence,
                reason
            )
        );

    private async Task<Outcome<Answer>> DecideAsync(
        ConflictOfInterest conflict,
        bool upholds,
        string reason,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        conflict.Decision = upholds ? ConflictDecision.Upheld : ConflictDecision.Dismissed;
        conflict.DecidedBy = actor.PersonId;
        conflict.DecidedByName = actor.Name;
        conflict.DecidedAt = now;
        conflict.Reason = reason.Trim();
        await db.SaveChangesAsync(cancel);
        var aside = upholds ? await TakeOffAsync(conflict, actor, now, cancel) : null;
        await db.RecordAsync(
            actor,
            nameof(DecideConflict),
            $"conflict:{conflict.Id}",
            now,
            conflict.CompetitionId,
            after: new { conflict.Decision, conflict.Reason },
            cancel: cancel
        );
        return new Answer(true, aside);
    }

    /// <summary>An unfinished sheet is recused (回避); for a submitted one the second person is asked at once.</summary>
    private async Task<Guid?> TakeOffAsync(
        ConflictOfInterest conflict,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        Guid? aside = null;
        foreach (
            var sheet in await db
                .JudgeSheets.Where(s => s.JudgeId == conflict.JudgeId && s.EntryId == conflict.EntryId)
                .Where(s => s.RecusedAt == null && s.SetAsideAt == null)
                .ToListAsync(cancel)
        )
            if (sheet.SubmittedAt is null)
                (sheet.RecusedAt, sheet.RecusalReason) = (now, conflict.Reason);
            else if (
                await db.AskToSetAsideAsync(
                    new(conflict.CompetitionId, sheet.Id, conflict.Reason!, actor),
                    now,
                    cancel
                ) is
                { Value: { } asked }
            )
                aside = asked.Id;
        await db.SaveChangesAsync(cancel);
        return aside;
    }
}
