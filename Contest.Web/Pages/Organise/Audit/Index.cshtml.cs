using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Look;
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

    /// <summary>What the subjects' ids stand for: an entry's or a sheet's code, a person's or a judge's name.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public long? BrokenAt { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AuditLog))
            return Forbid();
        BrokenAt = await AuditTrail.FirstBreakAsync(db, cancel);
        var events = db.AuditEvents.AsNoTracking().Where(e => e.CompetitionId == edition.Id || e.CompetitionId == null);
        if (Before is { } number)
            events = events.Where(e => e.Number < number);
        if (!string.IsNullOrWhiteSpace(Search))
        {
            var acts = AuditWords.Matching(Search);
            events = events.Where(e =>
                acts.Contains(e.Act) || e.Act.Contains(Search) || e.Who.Contains(Search) || e.Subject.Contains(Search)
            );
        }
        Events = await events.OrderByDescending(e => e.Number).Take(PageSize).ToListAsync(cancel);
        Names = await NamesAsync(cancel);
        return Page();
    }

    private async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CancellationToken cancel)
    {
        var ids = Events.Select(e => AuditWords.IdOf(e.Subject)).OfType<Guid>().Distinct().ToList();
        var entries = db.Entries.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, Name = e.Code ?? e.Title });
        var sheets = db
            .JudgeSheets.Where(s => ids.Contains(s.Id))
            .Join(db.Entries, s => s.EntryId, e => e.Id, (s, e) => new { s.Id, Name = e.Code ?? e.Title });
        var judges = db.Judges.Where(j => ids.Contains(j.Id)).Select(j => new { j.Id, j.Name });
        var people = db.Users.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, Name = p.DisplayName });
        var invited = db.Invitations.Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, Name = i.DisplayName });
        var known = await entries.ToListAsync(cancel);
        known.AddRange(await sheets.ToListAsync(cancel));
        known.AddRange(await judges.ToListAsync(cancel));
        known.AddRange(await people.ToListAsync(cancel));
        known.AddRange(await invited.ToListAsync(cancel));
        var approvals = await db
            .Approvals.Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, Name = a.Act })
            .ToListAsync(cancel);
        known.AddRange(approvals.Select(a => new { a.Id, Name = Approvals.IndexModel.NameOf(a.Name) }));
        return known.Where(n => n.Name.Length > 0).ToDictionary(n => n.Id, n => n.Name);
    }
}
