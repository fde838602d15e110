using Contest.Core;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Computes who reads what and keeps it as a draft; nothing changes for any judge. What a person has placed by hand in the
/// draft before stays. The computing holds nobody up.
/// </summary>
public sealed class DraftPlan(ContestDb db, FindConflicts find, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition.</param>
    /// <param name="KeepsSheets">Every sheet there is stays and only what is lacking is planned; otherwise all but what somebody has typed on.</param>
    /// <param name="Leaver">A judge who drops out with this plan.</param>
    /// <param name="Actor">Who asks.</param>
    public sealed record Command(Guid CompetitionId, bool KeepsSheets, Actor Actor, DraftLeaver? Leaver = null);

    public async Task<Outcome<PlanDraft>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        if (await db.WhyNotPlanAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        if (command.Leaver is { } leaver && string.IsNullOrWhiteSpace(leaver.Reason))
            return new Refusal("plan.reason_missing");
        // what has changed since the conflicts were last looked for is known before anybody is planned
        await find.HandleAsync(new(command.CompetitionId, Actor: command.Actor), cancel);
        var sheets = await db.PlanSheetsAsync(command.CompetitionId, cancel);
        var keeps = command.KeepsSheets || command.Leaver is not null;
        var read = await db.PlanInputAsync(command.CompetitionId, sheets, keeps, cancel);
        if (command.Leaver is { } gone && read.Judges.All(j => j.JudgeId != gone.JudgeId))
            return new Refusal("plan.unknown_pair");
        var before = await db.OpenPlanAsync(command.CompetitionId, cancel);
        var byHand = ByHand(before, read);
        var input = read with { Fixed = read.Fixed.Concat(byHand).ToHashSet() };
        input = input.WithLeaver(command.Leaver, sheets);
        var touched = sheets.Where(s => s.IsTouched).Select(s => s.Pair).ToHashSet();
        var content = DraftPlanContent.Of(input, AssignmentPlan.Of(input), byHand, touched) with
        {
            Leaver = command.Leaver,
        };
        return await KeepAsync(command, content, before?.Hash, now, cancel);
    }

    private async Task<Outcome<PlanDraft>> KeepAsync(
        Command command,
        DraftPlanContent content,
        string? seen,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel);
        var draft = await db.OpenPlanAsync(command.CompetitionId, cancel);
        if (draft?.Hash != seen)
            return new Refusal("plan.changed"); // somebody computed or changed one meanwhile: theirs is not lost
        if (draft is null)
        {
            draft = new()
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = command.CompetitionId,
                Json = "",
                Hash = "",
                ComputedBy = command.Actor.Name,
            };
            db.PlanDrafts.Add(draft);
        }
        draft.Write(content);
        (draft.ComputedAt, draft.ComputedBy, draft.ChangedAt) = (now, command.Actor.Name, null);
        await db.RecordAsync(
            command.Actor,
            nameof(DraftPlan),
            "preliminary",
            now,
            command.CompetitionId,
            after: new { draft.Hash, Pairs = content.Pairs().Count },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return draft;
    }

    private static HashSet<Pairing> ByHand(PlanDraft? draft, PlanInput input)
    {
        var (entries, judges) = (
            input.Entries.Select(e => e.EntryId).ToHashSet(),
            input.Judges.Select(j => j.JudgeId).ToHashSet()
        );
        return draft is null
            ? []
            :
            [
                .. draft
                    .Content()
                    .Entries.SelectMany(
                        e => e.Seats.Where(s => s.IsByHand),
                        (e, s) => new Pairing(s.JudgeId, e.EntryId)
                    )
                    .Where(p => entries.Contains(p.EntryId) && judges.Contains(p.JudgeId) && !input.Barred.Contains(p)),
            ];
    }
}
