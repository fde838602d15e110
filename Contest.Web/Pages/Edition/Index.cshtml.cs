using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Edition;

/// <summary>The page of one edition: where it stands, its timetable, groups and newest notices.</summary>
[PublicPage]
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public Glance Glance { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Glance.MaySee(User.Viewer(), edition))
            return NotFound();
        Glance = await Glance.OfAsync(db, edition, User.Viewer(), cancel);
        return Page();
    }
}
