using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Opens a task for every entry whose submitted totals lie further apart than the rulebook says: one an entry, also when
/// the totals come closer afterwards. Called by the clock.
/// </summary>
public sealed class FindDiscrepancies(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Actor Actor);

    /// <summary>How many tasks were opened.</summary>
    public async Task<Outcome<int>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        var rules = (await db.RulebookOfAsync(command.CompetitionId, cancel)).Preliminary;
        if (rules.DiscrepancyPoints is null)
            return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel);
        var found = await db.NewDisagreementsAsync(command.CompetitionId, rules, cancel);
        if (found.Count == 0)
            return 0;
        db.DiscrepancyTasks.AddRange(
            found.Select(e => new DiscrepancyTask
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = command.CompetitionId,
                EntryId = e.Key,
                FoundAt = now,
                Lowest = e.Min(),
                Highest = e.Max(),
            })
        );
        await db.RecordAsync(
            command.Actor,
            nameof(FindDiscrepancies),
            "preliminary",
            now,
            command.CompetitionId,
            after: new { Entries = found.Select(e => e.Key) },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return found.Count;
    }
}

/// <summary>Entries whose judges are far apart.</summary>
public static class Disagreements
{
    /// <summary>Entries whose totals lie further apart than the rulebook says and that have no task yet, with their totals.</summary>
    public static async Task<IReadOnlyList<IGrouping<Guid, decimal>>> NewDisagreementsAsync(
        this ContestDb db,
        Guid competitionId,
        JudgingRules rules,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.DiscrepancyPoints is null)
            return [];
        var totals = await (
            from sheet in db.JudgeSheets
            where sheet.CompetitionId == competitionId && sheet.Round == Stage.Preliminary
            where sheet.SubmittedAt != null && sheet.SetAsideAt == null
            where !db.DiscrepancyTasks.Any(t => t.CompetitionId == competitionId && t.EntryId == sheet.EntryId)
            select new
            {
                sheet.EntryId,
                Total = db
                    .Marks.Where(m => m.SheetId == sheet.Id && m.Submission == sheet.Submissions)
                    .Sum(m => m.Points),
            }
        ).ToListAsync(cancel);
        return
        [
            .. totals
                .GroupBy(t => t.EntryId, t => t.Total)
                .Where(e => DiscrepancyTask.IsApart([.. e], rules.DiscrepancyPoints)),
        ];
    }

    /// <summary>Disagreements nobody has settled; those the clock has made no task of yet are among them.</summary>
    public static async Task<int> OpenDisagreementsAsync(
        this ContestDb db,
        Guid competitionId,
        JudgingRules rules,
        CancellationToken cancel
    ) =>
        await db.DiscrepancyTasks.CountAsync(t => t.CompetitionId == competitionId && t.Outcome == null, cancel)
        + (await db.NewDisagreementsAsync(competitionId, rules, cancel)).Count;
}
