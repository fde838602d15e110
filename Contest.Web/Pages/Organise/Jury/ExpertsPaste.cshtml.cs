using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Say = Contest.Web.Texts.Experts;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Experts pasted from a spreadsheet: looked at line by line, then the good lines imported; the others stay in the box.</summary>
public sealed class ExpertsPasteModel(ContestDb db, CurrentEdition edition, ImportExperts import) : PageModel
{
    [BindProperty(Name = "list")]
    public string? Pasted { get; set; }

    public CurrentEdition Edition => edition;

    /// <summary>The lines as they were read; null before the first look.</summary>
    public IReadOnlyList<PastedExpert>? Rows { get; private set; }
    public Refusal? Refusal { get; private set; }

    /// <summary>What was done while lines are left.</summary>
    public string? Done { get; private set; }

    public int Good => Rows?.Count(r => r.IsGood) ?? 0;

    public IActionResult OnGet() => User.Role() == Role.Organizer ? Page() : Forbid();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        await LookAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var imported = await import.HandleAsync(new(edition.Id, Pasted ?? "", User.Actor()), cancel);
        if (imported.Value is not { } answer)
        {
            await LookAsync(cancel);
            Refusal = imported.Refusal;
            return Page();
        }
        if (answer.Rest.Length == 0)
        {
            TempData["done"] = string.Format(null, Say.PasteDone, answer.Added);
            return Redirect($"/organise/{edition.Slug}/jury/experts");
        }
        // what stayed out is in the box, and looked at as it stands there now
        Pasted = answer.Rest;
        Done = string.Format(null, Say.PasteLeft, answer.Added, answer.Rows.Count - answer.Added);
        await LookAsync(cancel);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var read = PastedExperts.Read(Pasted);
        Refusal = read.Whole;
        if (read.Whole is null)
            Rows = await db.KnownAlreadyAsync(read.Rows, cancel);
    }
}
