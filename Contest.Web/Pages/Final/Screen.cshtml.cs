using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Final;

/// <summary>The hall's screen (DESIGN.md 7): the server draws the whole state, the script only exchanges and animates it.</summary>
public sealed class ScreenModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public FinalShow Show { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>The part that changes.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        return await ReadAsync(cancel) ? Partial("_Show", this) : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.FinalScreen, edition.Competition.Stages))
            return false;
        // the hall's screen shows what the hall may see, whoever has opened it
        Show = await FinalShow.ReadAsync(db, edition, everyScore: false, cancel);
        return true;
    }
}
