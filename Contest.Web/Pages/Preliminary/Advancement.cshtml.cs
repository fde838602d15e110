using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Preliminary;

/// <summary>Who goes on to the final, by group and code: without scores or places, which are the result's.</summary>
public sealed class AdvancementModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Line(string Code, string Title, string Group, IReadOnlyList<string> Entrants);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Notice? Notice { get; private set; }

    /// <summary>Until two people have confirmed the list there is none.</summary>
    public bool IsConfirmed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AdvancementList))
            return Page();
        IsConfirmed = true;
        Lines = await (
            from f in db.Finalists
            join e in db.Entries on f.EntryId equals e.Id
            where f.CompetitionId == edition.Id
            orderby e.Code
            select new Line(
                e.Code!,
                e.Title,
                e.Group!,
                e.Participations.OrderBy(p => p.Position).Select(p => p.Entrant.Name).ToList()
            )
        ).ToListAsync(cancel);
        Notice = await db
            .Notices.Where(n => n.CompetitionId == edition.Id && n.Kind == "advancement")
            .OrderByDescending(n => n.Number)
            .FirstOrDefaultAsync(cancel);
        return Page();
    }
}
