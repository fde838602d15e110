using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The sheets of the preliminary that do not count, for whoever counts it again: nothing is left out.</summary>
public static class UncountedSheets
{
    public static async Task<IReadOnlyList<UncountedSheet>> UncountedSheetsAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var sheets = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            where s.CompetitionId == competitionId && s.Round == Stage.Preliminary
            where s.SubmittedAt == null || s.SetAsideAt != null
            orderby j.Name, s.Id
            select new
            {
                s.EntryId,
                s.Variant,
                j.Name,
                IsAside = s.SetAsideAt != null,
                IsRecused = s.RecusedAt != null,
                Marks = db
                    .Marks.Where(m => m.SheetId == s.Id && m.Submission == s.Submissions && s.SubmittedAt != null)
                    .Select(m => new { m.Criterion, m.Points })
                    .ToList(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        return
        [
            .. sheets.Select(s => new UncountedSheet(
                s.EntryId,
                s.Name,
                s.IsAside ? "setAside"
                    : s.IsRecused ? "recused"
                    : "open",
                s.Marks.ToDictionary(m => m.Criterion, m => m.Points)
            )
            {
                Variant = s.Variant,
            }),
        ];
    }
}
