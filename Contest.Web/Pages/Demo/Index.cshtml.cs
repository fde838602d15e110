using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Demo;

/// <summary>
/// The demo's sign-in: its fictional people by role, one click each. The page exists only in demo mode
/// (<see cref="DemoOnly"/> takes its route away), and lets in nobody but <see cref="DemoPeople"/>.
/// </summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(
    DemoPeople people,
    ContestDb db,
    SignInManager<Person> signIn,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed record Line(Guid Id, string Name, string? Organisation);

    public IReadOnlyList<IGrouping<Role, Line>> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await people.AllAsync(cancel);
        var ids = all.Select(p => p.Id).ToList();
        var employers = await db
            .Judges.Where(j => j.PersonId != null && ids.Contains(j.PersonId.Value))
            .Select(j => new { Id = j.PersonId!.Value, j.Employer })
            .ToListAsync(cancel);
        var entrants = await db
            .Memberships.Where(m => ids.Contains(m.PersonId) && m.EndedAt == null)
            .OrderBy(m => m.Since)
            .Join(db.Entrants, m => m.EntrantId, e => e.Id, (m, e) => new { Id = m.PersonId, e.Name })
            .ToListAsync(cancel);
        var organisations = employers
            .Select(x => (x.Id, Name: x.Employer))
            .Concat(entrants.Select(x => (x.Id, x.Name)))
            .ToLookup(x => x.Id, x => x.Name);
        Groups =
        [
            .. all.ToLookup(p => p.Role, p => new Line(p.Id, p.DisplayName, organisations[p.Id].FirstOrDefault())),
        ];
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!settings.Value.Demo)
            return NotFound();
        if (await signIn.UserManager.FindByIdAsync(id.ToString()) is not { } person || !DemoPeople.IsDemo(person))
            return NotFound();
        await signIn.SignInAsync(person, isPersistent: false);
        return LocalRedirect(Addresses.Home(person.Role));
    }
}
