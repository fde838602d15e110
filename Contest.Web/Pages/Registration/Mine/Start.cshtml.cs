using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>Begins a registration for one of one's organisations: from here on everything typed is kept.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class StartModel(ContestDb db, CurrentEdition edition, StartEntry start) : PageModel
{
    public sealed record Organisation(Guid Id, string Name);

    [BindProperty]
    public Guid? Lead { get; set; }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Organisation> Organisations { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public Refusal? WhyNot =>
        StageGates.WhyNotAct(edition.Competition.Run(Stage.Registration), edition.Rulebook, edition.Now);
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Registration).Closes(edition.Zone);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        Lead = Organisations.Count > 0 ? Organisations[0].Id : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var lead = Organisations.FirstOrDefault(o => o.Id == Lead)?.Id;
        var started = await start.HandleAsync(
            new(edition.Id, lead, User.DisplayName(), User.Identity?.Name, User.Actor()),
            cancel
        );
        Refusal = started.Refusal;
        return Refusal is null ? LocalRedirect($"/my/{edition.Slug}/entries/{started.Value}/project") : Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var own = db.EntrantsOf(User.PersonId());
        Organisations = await db
            .Entrants.Where(e => own.Contains(e.Id))
            .OrderBy(e => e.Name)
            .Select(e => new Organisation(e.Id, e.Name))
            .ToListAsync(cancel);
    }
}
