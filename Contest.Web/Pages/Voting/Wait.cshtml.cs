using Contest.Core;
using Contest.Web.Editions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Voting;

/// <summary>The turn of a new device without script, said in words; its ballot waits in the form.</summary>
[ResponseCache(NoStore = true)]
[AboutEntries]
public sealed class WaitModel(CurrentEdition edition, WaitingVoters waiting) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public List<short> Choice { get; init; } = [];

    [BindProperty(SupportsGet = true)]
    public Guid Ballot { get; init; }

    [FromQuery]
    public string? Place { get; init; }

    public CurrentEdition Edition => edition;
    public int Seconds { get; private set; }
    public bool IsFull { get; private set; }

    public IActionResult OnGet()
    {
        if (edition.Competition.Run(Stage.Voting).OpenedAt is null)
            return NotFound();
        if (Choice.Count is 0 or > VerifyAddress.MostChoices)
            return Redirect($"/{edition.Slug}/vote");
        IsFull = string.IsNullOrEmpty(Place);
        Seconds = waiting.SecondsLeft(HttpContext, edition.Slug, Place) ?? 0;
        return Page();
    }
}
