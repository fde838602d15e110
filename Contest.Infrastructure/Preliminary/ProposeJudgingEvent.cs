using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// A drop-out, a replacement, a lowered quorum or a late mark: proposed with its effect on the standings, and done when a
/// second person has approved exactly that effect. Nothing of it happens in any other way.
/// </summary>
public sealed class ProposeJudgingEvent(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, JudgingWish Wish, Actor Actor);

    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var proposal = await db.ProposalAsync(command.CompetitionId, command.Wish, now, cancel);
        if (proposal.Refusal is { } refusal)
            return refusal;
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(ProposeJudgingEvent),
            CanonicalJson.Write(proposal.Value!),
            command.Actor,
            now,
            cancel,
            Subject(proposal.Value!.Wish)
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    /// <summary>What was shown, as long as it holds (<see cref="JudgingProposal.Bound"/>); else what there is now.</summary>
    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var shown = Read(approval.Shown);
        var proposal = await db.ProposalAsync(approval.CompetitionId, shown.Wish, clock.GetUtcNow(), cancel);
        return proposal.Refusal is { } refusal ? refusal
            : proposal.Value!.Bound() == shown.Bound() ? approval.Shown
            : CanonicalJson.Write(proposal.Value!);
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        // sheets in flight come in before this, or find it done
        var runs = await db.MoveStagesAsync(approval.CompetitionId, cancel);
        var shown = await ShowAsync(approval, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        if (shown.Value != approval.Shown)
            return new("approval.changed");
        var wish = Read(approval.Shown).Wish;
        var run = runs.Single(r => r.Stage == Stage.Preliminary);
        var round = await JudgingRound.ReadAsync(db, approval.CompetitionId, run, cancel);
        await DoAsync(round, wish, now, cancel);
        var number = await KeepAsync(round, wish, approval, now, cancel);
        if (run.ClosedAt is not null)
            await ComputeAnewAsync(round, approval, now, cancel);
        await db.RecordAsync(
            new(approval.RequestedBy, approval.RequestedByName, Role.Organizer),
            nameof(ProposeJudgingEvent),
            $"judging-event:{number}",
            now,
            approval.CompetitionId,
            after: new { wish.Kind, wish.Reason },
            cancel: cancel
        );
        return null;
    }

    /// <summary>One open request for each thing it can be about.</summary>
    public static string Subject(JudgingWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var about = wish.Kind switch
        {
            JudgingEventKind.Quorum => string.Join(',', wish.Entries),
            JudgingEventKind.LateMark => $"{wish.SheetId}",
            _ => $"{wish.JudgeId}",
        };
        return about.Length <= 60 ? $"{wish.Kind}:{about}" : $"{wish.Kind}:{CanonicalJson.HashText(about)[..40]}";
    }

    /// <summary>A proposal as it was shown.</summary>
    public static JudgingProposal Read(string shown) => CanonicalJson.Read<JudgingProposal>(shown);

    private async Task DoAsync(JudgingRound round, JudgingWish wish, DateTimeOffset now, CancellationToken cancel)
    {
        if (wish.Kind is JudgingEventKind.DropOut)
        {
            var judge = await db.Judges.SingleAsync(j => j.Id == wish.JudgeId, cancel);
            (judge.LeftAt, judge.LeftReason) = (now, wish.Reason);
        }
        if (wish.Kind is not (JudgingEventKind.DropOut or JudgingEventKind.Replacement))
            return;
        List<Guid> open = [.. round.Meant(wish, submitted: false).Select(s => s.Id)];
        var sheets = await db.JudgeSheets.Where(s => open.Contains(s.Id)).ToListAsync(cancel);
        foreach (var sheet in sheets)
            (sheet.RecusedAt, sheet.RecusalReason) = (now, wish.Reason);
        if (wish.SuccessorId is { } successor)
            await db.AddSheetsAsync(
                round.CompetitionId,
                Stage.Preliminary,
                [.. sheets.Select(s => new Pairing(successor, s.EntryId))],
                now,
                cancel
            );
        if (wish.Kind == JudgingEventKind.DropOut && round.Rulebook.Preliminary.DropOut == DropOutRule.SetAllAside)
            await SetAsideAsync([.. round.Meant(wish, submitted: true).Select(s => s.Id)], wish, now, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task SetAsideAsync(List<Guid> ids, JudgingWish wish, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var sheet in await db.JudgeSheets.Where(s => ids.Contains(s.Id)).ToListAsync(cancel))
            (sheet.SetAsideAt, sheet.SetAsideReason) = (now, wish.Reason);
    }

    private async Task<int> KeepAsync(
        JudgingRound round,
        JudgingWish wish,
        Approval approval,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var last = await db
            .JudgingEvents.Where(e => e.CompetitionId == round.CompetitionId)
            .MaxAsync(e => (int?)e.Number, cancel);
        JudgingEvent kept = new()
        {
            CompetitionId = round.CompetitionId,
            Number = (last ?? 0) + 1,
            Kind = wish.Kind,
            JudgeId = wish.JudgeId,
            SuccessorId = wish.SuccessorId,
            EntryIds = round.Named(wish),
            Fewest = wish.Fewest,
            SheetId = wish.SheetId,
            Until = wish.Until,
            Reason = wish.Reason,
            Shown = approval.Shown,
            At = now,
            ApprovalId = approval.Id,
        };
        db.JudgingEvents.Add(kept);
        await db.SaveChangesAsync(cancel);
        return kept.Number;
    }

    private async Task ComputeAnewAsync(
        JudgingRound round,
        Approval approval,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var standings = await db.ComputeNowAsync(round.CompetitionId, round.Rulebook, cancel);
        Actor first = new(approval.RequestedBy, approval.RequestedByName, Role.Organizer);
        await db.KeepStandingsAsync(round.CompetitionId, standings, first, now, cancel);
    }
}
