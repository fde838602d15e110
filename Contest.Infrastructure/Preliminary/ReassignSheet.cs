using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Gives an entry that lacks a judge (one stepped back) another one: without conflict, with the fewest sheets. An entry
/// with all its judges gets none, so that two organizers who press at once replace one judge once.
/// </summary>
public sealed class ReassignSheet(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid EntryId, Actor Actor);

    public async Task<Outcome<Pairing>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        if (StageGates.WhyNotAct(runs.Single(r => r.Stage == Stage.Preliminary)) is { } closed)
            return closed;
        var entries = await db.PlannedEntriesAsync(command.CompetitionId, cancel);
        if (entries.FirstOrDefault(e => e.EntryId == command.EntryId) is not { } entry)
            return new Refusal("voting.not_on_the_paper");
        var sheets = await db
            .JudgeSheets.Where(s => s.CompetitionId == command.CompetitionId && s.Round == Stage.Preliminary)
            .Select(s => new
            {
                s.JudgeId,
                s.EntryId,
                IsRecused = s.RecusedAt != null,
            })
            .ToListAsync(cancel);
        var wanted = (await db.RulebookOfAsync(command.CompetitionId, cancel)).Preliminary.JudgesPerEntry;
        if (sheets.Count(s => s.EntryId == entry.EntryId && !s.IsRecused) >= wanted)
            return new Refusal("judging.enough_judges", entry.Code, wanted);
        var judge = (await db.PlannedJudgesAsync(command.CompetitionId, cancel))
            .Where(j => !AssignmentPlan.InConflict(j, entry))
            .Where(j => !sheets.Any(s => s.JudgeId == j.JudgeId && s.EntryId == entry.EntryId))
            .OrderBy(j => sheets.Count(s => s.JudgeId == j.JudgeId))
            .ThenBy(j => j.JudgeId)
            .FirstOrDefault();
        if (judge is null)
            return new Refusal("judging.not_enough_judges", entry.Code);

        Pairing pair = new(judge.JudgeId, entry.EntryId);
        db.JudgeSheets.Add(Sheets.New(command.CompetitionId, Stage.Preliminary, pair, now));
        await db.RecordAsync(
            command.Actor,
            nameof(ReassignSheet),
            $"entry:{entry.Code}",
            now,
            command.CompetitionId,
            after: pair,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return pair;
    }
}
