using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Edition;

/// <summary>公示公告: everything the edition announced, newest first.</summary>
[PublicPage]
public sealed class NoticesModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Glance.MaySee(User.Viewer(), edition))
            return NotFound();
        Notices = await db
            .Notices.AsNoTracking()
            .Where(n => n.CompetitionId == edition.Id)
            .OrderByDescending(n => n.Number)
            .ToListAsync(cancel);
        return Page();
    }
}
