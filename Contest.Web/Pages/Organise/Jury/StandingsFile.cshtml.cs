using System.Text;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Rules, marks and votes as the file of docs/scoring.md, for a calculator that is not ours; for the oversight.</summary>
public sealed class StandingsFileModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        var text = StandingsFile.Write(
            await db.StandingRulesAsync(edition.Id, edition.Rulebook, cancel),
            SheetCriteria.Of(edition.Rulebook.Preliminary),
            edition.Rulebook.Cuts.Select(c => (c.Group, c.Rule)),
            await db.MarkedNowAsync(edition.Id, cancel),
            await db.UncountedSheetsAsync(edition.Id, cancel)
        );
        Response.Headers.CacheControl = "no-store";
        return File(Encoding.UTF8.GetBytes(text), "application/json", $"{edition.Slug}-preliminary.json");
    }
}
