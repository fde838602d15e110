using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Audit;

/// <summary>The audit log, newest first, with the state of its hash chain.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public const int PageSize = 100;

    [FromQuery(Name = "before")]
    public long? Before { get; init; }

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<AuditEvent> Events { get; private set; } = [];
    public long? BrokenAt { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.AuditLog, edition.Competition.Stages))
            return Forbid();
        BrokenAt = await AuditTrail.FirstBreakAsync(db, cancel);
        var events = db.AuditEvents.AsNoTracking().Where(e => e.CompetitionId == edition.Id || e.CompetitionId == null);
        if (Before is { } number)
            events = events.Where(e => e.Number < number);
        if (!string.IsNullOrWhiteSpace(Search))
            events = events.Where(e => e.Act.Contains(Search) || e.Who.Contains(Search) || e.Subject.Contains(Search));
        Events = await events.OrderByDescending(e => e.Number).Take(PageSize).ToListAsync(cancel);
        return Page();
    }
}
