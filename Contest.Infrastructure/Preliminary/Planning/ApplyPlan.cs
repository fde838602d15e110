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
/// Makes the draft real as one act, exactly as it was seen: panels, entries of panels, sheets. Before the stage and during
/// it, for the difference only. A sheet somebody has typed on is never taken away.
/// </summary>
public sealed class ApplyPlan(ContestDb db, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition.</param>
    /// <param name="Hash">The draft as the organizer saw it.</param>
    /// <param name="Actor">Who applies it.</param>
    public sealed record Command(Guid CompetitionId, string Hash, Actor Actor);

    public async Task<Outcome<PlanDiff>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel); // two organizers at once take turns
        await db.MoveStagesAsync(command.CompetitionId, cancel); // nobody opens or closes the round meanwhile
        if (await db.WhyNotPlanAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        if (await db.OpenPlanAsync(command.CompetitionId, cancel) is not { } draft)
            return new Refusal("plan.none");
        if (draft.Hash != command.Hash)
            return new Refusal("plan.changed");
        var content = draft.Content();
        var sheets = await db.PlanSheetsAsync(command.CompetitionId, cancel);
        var input = await db.PlanInputAsync(command.CompetitionId, sheets, keepsSheets: true, cancel);
        if (WhyNot(content, input) is { } refusal)
            return refusal;
        if (await WhyNotLeaveAsync(command.CompetitionId, content.Leaver, cancel) is { } leaving)
            return leaving;
        if (content.Leaver is null && IsSame(content, input, PlanDiff.Of(sheets, content.Pairs())))
            return new Refusal("plan.nothing");

        var diff = await WriteAsync(command, content, sheets, now, cancel);
        (draft.AppliedAt, draft.AppliedBy) = (now, command.Actor.Name);
        await db.RecordAsync(
            command.Actor,
            nameof(ApplyPlan),
            "preliminary",
            now,
            command.CompetitionId,
            after: new
            {
                draft.Hash,
                New = diff.New.Count,
                Gone = diff.Gone.Count,
                Kept = diff.Kept.Count,
                diff.Same,
                Left = content.Leaver,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return diff;
    }

    private static Refusal? WhyNot(DraftPlanContent content, PlanInput input)
    {
        var entries = input.Entries.ToDictionary(e => e.EntryId, e => e.Code);
        var isSame =
            content.Judges.Select(j => j.JudgeId).ToHashSet().SetEquals(input.Judges.Select(j => j.JudgeId))
            && content.Entries.Select(e => e.EntryId).ToHashSet().SetEquals(entries.Keys);
        if (!isSame)
            return new("plan.stale");
        var barred = content
            .Pairs()
            .Where(input.Barred.Contains)
            .Select(p => entries[p.EntryId])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return barred.Count > 0 ? new("plan.conflicts", barred.Count, string.Join("、", barred.Take(20))) : null;
    }

    /// <summary>A leaver whose submitted sheets would no longer count changes the standings: that takes two people.</summary>
    private async Task<Refusal?> WhyNotLeaveAsync(Guid competitionId, DraftLeaver? leaver, CancellationToken cancel)
    {
        if (leaver is null)
            return null;
        var rules = (await db.RulebookOfAsync(competitionId, cancel)).Preliminary;
        var hasGiven = await db.JudgeSheets.AnyAsync(
            s => s.JudgeId == leaver.JudgeId && s.Round == Stage.Preliminary && s.SubmittedAt != null,
            cancel
        );
        return rules.DropOut == DropOutRule.SetAllAside && hasGiven ? new("plan.leave_by_event") : null;
    }

    private static bool IsSame(DraftPlanContent content, PlanInput input, PlanDiff diff)
    {
        var panels = input.Judges.ToDictionary(j => j.JudgeId, j => j.Panel);
        return diff.IsEmpty
            && diff.Kept.Count == 0
            && content.Judges.All(j => panels[j.JudgeId] == j.Panel)
            && content.Entries.All(e =>
                e.Panel == (input.Panels.TryGetValue(e.EntryId, out var panel) ? panel : (int?)null)
            );
    }

    private async Task<PlanDiff> WriteAsync(
        Command command,
        DraftPlanContent content,
        IReadOnlyList<PlanSheet> sheets,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var diff = PlanDiff.Of(sheets, content.Pairs());
        var gone = await db.HoldUntouchedSheetsAsync([.. diff.Gone.Select(s => s.SheetId)], cancel);
        db.JudgeSheets.RemoveRange(gone);
        await db.AddSheetsAsync(command.CompetitionId, Stage.Preliminary, diff.New, now, cancel);
        await WritePanelsAsync(command.CompetitionId, content, cancel);
        await LeaveAsync(command.CompetitionId, content.Leaver, now, cancel);
        var removed = gone.Select(s => s.Id).ToHashSet();
        return diff with
        {
            Gone = [.. diff.Gone.Where(s => removed.Contains(s.SheetId))],
            Kept = [.. diff.Kept, .. diff.Gone.Where(s => !removed.Contains(s.SheetId))],
        };
    }

    private async Task WritePanelsAsync(Guid competitionId, DraftPlanContent content, CancellationToken cancel)
    {
        var panels = content.Judges.ToDictionary(j => j.JudgeId, j => j.Panel);
        foreach (var judge in await db.Judges.Where(j => j.CompetitionId == competitionId).ToListAsync(cancel))
            judge.Panel = panels[judge.Id];
        var there = await db
            .EntryPanels.Where(p => p.CompetitionId == competitionId)
            .ToDictionaryAsync(p => p.EntryId, cancel);
        foreach (var entry in content.Entries)
        {
            if (there.Remove(entry.EntryId, out var known) && entry.Panel is { } same)
                known.Panel = same;
            else if (known is not null)
                db.EntryPanels.Remove(known);
            else if (entry.Panel is { } panel)
                db.EntryPanels.Add(
                    new()
                    {
                        CompetitionId = competitionId,
                        EntryId = entry.EntryId,
                        Panel = panel,
                    }
                );
        }
        db.EntryPanels.RemoveRange(there.Values);
    }

    /// <summary>
    /// Who dropped out, now or before, keeps what is submitted. Sheets with something on them that are not submitted stay as
    /// a record and count as stepped back from, so that nobody waits for them.
    /// </summary>
    private async Task LeaveAsync(Guid competitionId, DraftLeaver? leaver, DateTimeOffset now, CancellationToken cancel)
    {
        var judges = await db.Judges.Where(j => j.CompetitionId == competitionId).ToListAsync(cancel);
        if (leaver is not null && judges.Single(j => j.Id == leaver.JudgeId) is { LeftAt: null } judge)
            (judge.LeftAt, judge.LeftReason) = (now, leaver.Reason.Trim());
        foreach (var gone in judges.Where(j => j.LeftAt is not null))
        {
            var open = await db.HoldOpenSheetsAsync(competitionId, gone.Id, cancel);
            foreach (var sheet in open.Where(s => db.Entry(s).State != EntityState.Deleted))
                (sheet.RecusedAt, sheet.RecusalReason) = (now, gone.LeftReason);
        }
    }
}
