using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Final;

/// <summary>
/// The final as the hall may see it, whoever has opened it: the server draws the whole state, a script exchanges the
/// part that changes.
/// </summary>
/// <param name="part">The partial view that changes.</param>
public abstract class FinalPageModel(ContestDb db, CurrentEdition edition, string part) : PageModel
{
    public CurrentEdition Edition => edition;
    public FinalShow Show { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>The part that changes.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        return await ReadAsync(cancel) ? Partial(part, this) : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.FinalScreen))
            return false;
        Show = await FinalShow.ReadAsync(db, edition, everyScore: false, cancel);
        return true;
    }
}
