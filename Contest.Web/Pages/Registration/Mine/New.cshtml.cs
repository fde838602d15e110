using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>Begins a registration: from here on everything typed is kept.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class NewModel(CurrentEdition edition, StartEntry start) : PageModel
{
    public CurrentEdition Edition => edition;
    public Refusal? Refusal { get; private set; }
    public Refusal? WhyNot =>
        StageGates.WhyNotAct(edition.Competition.Run(Stage.Registration), edition.Rulebook, edition.Now);
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Registration).Closes(edition.Zone);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var started = await start.HandleAsync(
            new(edition.Id, User.EntrantId(), User.DisplayName(), User.Identity?.Name, User.Actor()),
            cancel
        );
        Refusal = started.Refusal;
        return Refusal is null ? LocalRedirect($"/my/{edition.Slug}/entries/{started.Value}/project") : Page();
    }
}
