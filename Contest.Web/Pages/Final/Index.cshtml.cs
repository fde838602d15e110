using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Final;

/// <summary>The final for those who are not in the hall: who is on stage, the running order, and every score shown with its calculation.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public FinalShow Show { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>The part that changes.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        return await ReadAsync(cancel) ? Partial("_Live", this) : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.FinalScreen, edition.Competition.Stages))
            return false;
        Show = await FinalShow.ReadAsync(db, edition, everyScore: false, cancel);
        return true;
    }
}
