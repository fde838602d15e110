using Contest.Core;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>Changes one seat of the draft by hand: gives it to another judge, adds one, takes one away.</summary>
public sealed class ChangePlan(ContestDb db, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition.</param>
    /// <param name="Hash">The draft as the organizer saw it.</param>
    /// <param name="EntryId">The entry.</param>
    /// <param name="From">The judge who loses the seat; null: a judge is added.</param>
    /// <param name="To">The judge who gets it; null: the seat is taken away.</param>
    /// <param name="Actor">Who asks.</param>
    public sealed record Command(Guid CompetitionId, string Hash, Guid EntryId, Guid? From, Guid? To, Actor Actor);

    public async Task<Outcome<PlanDraft>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel);
        if (await db.OpenPlanAsync(command.CompetitionId, cancel) is not { } draft)
            return new Refusal("plan.none");
        if (draft.Hash != command.Hash)
            return new Refusal("plan.changed");
        var content = draft.Content();
        if (WhyNot(content, command) is { } unknown)
            return unknown;
        if (await TouchedAsync(command, cancel) is { } code)
            return new Refusal("plan.has_marks", code);

        draft.Write(await AfterAsync(content, command, cancel));
        draft.ChangedAt = now;
        await db.RecordAsync(
            command.Actor,
            nameof(ChangePlan),
            $"entry:{command.EntryId}",
            now,
            command.CompetitionId,
            before: new { JudgeId = command.From },
            after: new { JudgeId = command.To },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return draft;
    }

    private static Refusal? WhyNot(DraftPlanContent content, Command command)
    {
        var entry = content.Entries.FirstOrDefault(e => e.EntryId == command.EntryId);
        var isKnown =
            entry is not null
            && (command.From ?? command.To) is not null
            && (command.From is not { } from || entry.Seats.Any(s => s.JudgeId == from))
            && (command.To is not { } to || content.Judges.Any(j => j.JudgeId == to));
        if (!isKnown)
            return new("plan.unknown_pair");
        return command.To is { } judge && entry!.Seats.Any(s => s.JudgeId == judge) ? new("plan.twice") : null;
    }

    /// <summary>The code of the entry when the seat that would go has something on its sheet.</summary>
    private async Task<string?> TouchedAsync(Command command, CancellationToken cancel)
    {
        if (command.From is not { } from)
            return null;
        var sheets = await db.PlanSheetsAsync(command.CompetitionId, cancel);
        return sheets.Any(s => s.IsTouched && s.Pair == new Pairing(from, command.EntryId))
            ? await db.Entries.Where(e => e.Id == command.EntryId).Select(e => e.Code).SingleAsync(cancel)
            : null;
    }

    private async Task<DraftPlanContent> AfterAsync(DraftPlanContent content, Command command, CancellationToken cancel)
    {
        if (command.From is { } from)
            content = content.Without(new(from, command.EntryId));
        if (command.To is not { } to)
            return content;
        var wanted = (await db.RulebookOfAsync(command.CompetitionId, cancel)).Preliminary.JudgesPerEntry;
        var entry = content.Entries.Single(e => e.EntryId == command.EntryId);
        var panel = content.Judges.Single(j => j.JudgeId == to).Panel;
        var kind =
            entry.Panel is null || entry.Panel == panel ? SeatKind.Regular
            : entry.Seats.Count < wanted ? SeatKind.Substitute
            : SeatKind.Bridge;
        return content.With(new(to, command.EntryId), kind);
    }
}
