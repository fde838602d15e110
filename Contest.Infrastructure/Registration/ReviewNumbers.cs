using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>A line of the league table (推荐单位排行).</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Quota">Its quota; null: no limit.</param>
/// <param name="HandedIn">Entries neither draft nor withdrawn.</param>
/// <param name="Accepted">Accepted now.</param>
/// <param name="Returned">Back with the entrant now.</param>
/// <param name="Rejected">Rejected now.</param>
/// <param name="Advanced">In the final; null while the viewer may not know.</param>
/// <param name="Awarded">Entries with an award that is not revoked; null while the viewer may not know.</param>
public sealed record LeagueLine(
    Guid UnitId,
    string Name,
    int? Quota,
    int HandedIn,
    int Accepted,
    int Returned,
    int Rejected,
    int? Advanced,
    int? Awarded
);

/// <summary>What the statistics of formal review are counted from; as many queries for one entry as for five thousand.</summary>
public static class ReviewNumbers
{
    /// <summary>Every decision of the edition, counted.</summary>
    public static async Task<ReviewStatistics> ReviewStatisticsAsync(
        this ContestDb db,
        Guid competitionId,
        TimeZoneInfo zone,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var calendar = await db.WorkingCalendarAsync(cancel);
        var rows = await (
            from e in db.Entries
            join d in db.ReviewDecisions on e.Id equals d.EntryId
            where e.CompetitionId == competitionId
            select new
            {
                e.Id,
                e.Group,
                e.Recommender,
                Unit = db
                    .RecommendingUnits.Where(u => u.Id == e.RecommenderUnitId)
                    .Select(u => u.Name)
                    .FirstOrDefault(),
                d.Outcome,
                d.Reasons,
                d.DecidedAt,
                // an imported entry has no submission of its own; its moment is the entry's
                Sent = db.Submissions.Where(s => s.EntryId == e.Id && s.At <= d.DecidedAt)
                    .Max(s => (DateTimeOffset?)s.At)
                    ?? e.SubmittedAt,
                Check = db.SpotChecks.Where(c => c.DecisionId == d.Id).Select(c => (bool?)c.Agrees).FirstOrDefault(),
            }
        ).ToListAsync(cancel);
        return ReviewStatistics.Of([
            .. rows.Select(r => new DecisionFacts(
                r.Id,
                r.Group,
                r.Unit ?? Plain.Tidy(r.Recommender),
                r.Outcome,
                r.Reasons,
                calendar.Between(r.Sent ?? r.DecidedAt, r.DecidedAt, zone),
                r.Check
            )),
        ]);
    }

    /// <summary>The league table: every unit in its order; later stages only where the viewer may know them.</summary>
    public static async Task<IReadOnlyList<LeagueLine>> LeagueAsync(
        this ContestDb db,
        Guid competitionId,
        Viewer viewer,
        IReadOnlyList<StageRun> stages,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var showsFinal = Visibility.MaySee(viewer, Sight.AdvancementList, stages);
        var showsAwards = Visibility.MaySee(viewer, Sight.PublishedResult, stages);
        var units = await db
            .RecommendingUnits.Where(u => u.CompetitionId == competitionId)
            .OrderBy(u => u.Position)
            .ThenBy(u => u.Id)
            .Select(u => new
            {
                u.Id,
                u.Name,
                u.Quota,
            })
            .ToListAsync(cancel);
        var entries = (
            await db
                .Entries.Where(e =>
                    e.CompetitionId == competitionId
                    && e.RecommenderUnitId != null
                    && e.State != EntryState.Draft
                    && e.State != EntryState.Withdrawn
                )
                .Select(e => new
                {
                    Unit = e.RecommenderUnitId!.Value,
                    e.State,
                    IsFinalist = showsFinal && db.Finalists.Any(f => f.EntryId == e.Id),
                    IsAwarded = showsAwards && db.Certificates.Any(c => c.EntryId == e.Id && c.RevokedAt == null),
                })
                .ToListAsync(cancel)
        ).ToLookup(e => e.Unit);
        return
        [
            .. units.Select(u => new LeagueLine(
                u.Id,
                u.Name,
                u.Quota,
                entries[u.Id].Count(),
                entries[u.Id].Count(e => e.State == EntryState.Accepted),
                entries[u.Id].Count(e => e.State == EntryState.Returned),
                entries[u.Id].Count(e => e.State == EntryState.Rejected),
                showsFinal ? entries[u.Id].Count(e => e.IsFinalist) : null,
                showsAwards ? entries[u.Id].Count(e => e.IsAwarded) : null
            )),
        ];
    }
}
