using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>What plans of judges are made from.</summary>
public static class PlanReads
{
    /// <summary>Pairs that must not be: the obvious conflicts, and the recorded ones that are open or upheld.</summary>
    public static async Task<HashSet<Pairing>> ConflictingPairsAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var judges = await db
            .Judges.Where(j => j.CompetitionId == competitionId)
            .Select(j => new { j.Id, j.Employer })
            .ToListAsync(cancel);
        var entrants = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .SelectMany(e => e.Participations, (e, p) => new { e.Id, p.Entrant.NameKey })
            .ToListAsync(cancel);
        return
        [
            .. EmployerTies.Of(judges.Select(j => (j.Id, j.Employer)), entrants.Select(e => (e.Id, e.NameKey))),
            .. await db.BarredPairsAsync(competitionId, cancel),
        ];
    }

    /// <summary>
    /// The preliminary's plan as a problem: what there is stays (<see cref="PlanInput.Fixed"/>) when
    /// <paramref name="keepsSheets"/>, or only the sheets with something on them.
    /// </summary>
    public static async Task<PlanInput> PlanInputAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<PlanSheet> sheets,
        bool keepsSheets,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var barred = await db.ConflictingPairsAsync(competitionId, cancel);
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        barred.UnionWith(sheets.Where(s => !s.Counts).Select(s => s.Pair));
        return new(
            await db.PlannedEntriesAsync(competitionId, cancel),
            await db.PlannedJudgesAsync(competitionId, rulebook, cancel),
            barred,
            sheets.Where(s => s.Counts && (keepsSheets || s.IsTouched)).Select(s => s.Pair).ToHashSet(),
            await db
                .EntryPanels.Where(p => p.CompetitionId == competitionId)
                .ToDictionaryAsync(p => p.EntryId, p => p.Panel, cancel),
            PlanRules.Of(rulebook.Preliminary)
        );
    }

    /// <summary>What the edition's rulebook asks of a plan.</summary>
    public static async Task<PlanRules> PlanRulesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) => PlanRules.Of((await db.RulebookOfAsync(competitionId, cancel)).Preliminary);

    /// <summary>The preliminary's sheets as the plan sees them.</summary>
    public static async Task<IReadOnlyList<PlanSheet>> PlanSheetsAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        await db
            .JudgeSheets.Where(s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary)
            .Select(s => new PlanSheet(
                s.Id,
                new(s.JudgeId, s.EntryId),
                s.RecusedAt == null && s.SetAsideAt == null,
                s.Version > 0
                    || s.Submissions > 0
                    || s.SubmittedAt != null
                    || db.SheetPatches.Any(p => p.SheetId == s.Id),
                s.SubmittedAt != null
            ))
            .ToListAsync(cancel);

    private static async Task<IReadOnlyList<PlannedEntry>> PlannedEntriesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var entries = await db
            .Entries.AsNoTracking()
            .Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                e.Code,
                e.Industry,
                Ipc = e.Patents.Where(p => p.IsCore && p.Ipc != "").Select(p => p.Ipc).ToList(),
            })
            .ToListAsync(cancel);
        return [.. entries.Select(e => new PlannedEntry(e.Id, e.Code!, e.Ipc, e.Industry))];
    }

    private static async Task<IReadOnlyList<PlannedJudge>> PlannedJudgesAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        var judges = await (
            from judge in db.Judges.AsNoTracking()
            join expert in db.Experts on judge.ExpertId equals expert.Id
            where judge.CompetitionId == competitionId
            select new
            {
                judge.Id,
                judge.Discipline,
                judge.Panel,
                HasLeft = judge.LeftAt != null,
                expert.IpcClasses,
                expert.Fields,
                expert.Languages,
                expert.MostDossiers,
                expert.AvailableFrom,
                expert.AvailableUntil,
            }
        ).ToListAsync(cancel);
        return
        [
            .. judges
                .Select(j => (Judge: j, Can: Can(j.MostDossiers, j.AvailableFrom, j.AvailableUntil)))
                .Select(j => new PlannedJudge(
                    j.Judge.Id,
                    j.Judge.Discipline,
                    j.Judge.IpcClasses,
                    j.Judge.Fields,
                    j.Judge.Languages,
                    j.Judge.HasLeft ? 0 : j.Can.Most,
                    j.Judge.Panel,
                    j.Judge.HasLeft ? null : j.Can.Days
                )),
        ];

        Availability Can(int? named, DateOnly? from, DateOnly? until) =>
            Availability.Of(
                named,
                from,
                until,
                rulebook.Window(Stage.Preliminary),
                rulebook.Preliminary.DossiersPerDay
            );
    }
}
