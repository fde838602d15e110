using System.Globalization;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The standings as a workbook with the formulas, for the oversight.</summary>
public sealed class StandingsWorkbookModel(ContestDb db, CurrentEdition edition) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        var titles = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .ToDictionaryAsync(e => e.Id, e => e.Title, cancel);
        var sheets = StandingsWorkbook.Of(
            edition.Rulebook,
            await db.StandingRulesAsync(edition.Id, edition.Rulebook, cancel),
            await db.MarkedNowAsync(edition.Id, cancel),
            titles
        );
        var day = TimeZoneInfo
            .ConvertTime(edition.Now, edition.Zone)
            .ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        Response.Headers.CacheControl = "no-store";
        return File(FormulaWorkbook.Write(sheets), Xlsx, $"{edition.Slug}-standings-{day}.xlsx");
    }
}
