using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Draw;

/// <summary>The draw for everybody: what was announced, committed, published and revealed, and the order to compute again.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public DrawPicture Picture { get; private set; } = null!;

    /// <summary>What this page itself says, from the record and not from the bundle: the bundle is compared with it.</summary>
    public object Announced =>
        new
        {
            Picture.Record.BundleHash,
            Picture.Record.LabelsHash,
            Picture.Labels,
            Commitments = Picture.Parties.Select(p => new { Name = p, Commitment = Picture.CommitmentOf(p)?.Hash }),
            Values = Picture.Values,
            Order = Enumerable.Range(1, Picture.Shown).Select(place => Picture.At(place)!.Code),
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await DrawPicture.ReadAsync(db, edition, User.Viewer(), cancel) is not { } picture)
            return NotFound();
        Picture = picture;
        return Page();
    }
}
