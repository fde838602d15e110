using Contest.Core.Registration;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>One's own entry as everybody would see it, and what nobody would.</summary>
public sealed class PreviewModel(OwnEntry own) : PageModel
{
    public OwnEntry Own => own;
    public PublicEntry Entry { get; private set; } = null!;

    /// <summary>The fields that stay back: what is never public, and what there is no consent to.</summary>
    public IReadOnlyList<string> KeptBack =>
        [
            Registering.Contact,
            Registering.Revenue,
            .. PublishedFields
                .All.Where(name => !own.Draft.Published.Contains(name))
                .Select(name => FieldWords.Label("publish/" + name)),
        ];

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return NotFound();
        Entry = DraftPreview.Of(own.Entry, own.Draft, own.Edition.Rulebook, own.Edition.Now);
        return Page();
    }
}
