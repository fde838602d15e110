using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Pages.Edition;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration;

/// <summary>The showcase: accepted entries by code, searched, filtered and paged by the address.</summary>
public sealed class EntriesModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public const int PageSize = 24;

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "field")]
    public string? Industry { get; init; }

    [FromQuery(Name = "page")]
    public int? Asked { get; init; }

    public CurrentEdition Edition => edition;

    /// <summary>The entries are public by now.</summary>
    public bool IsPublished { get; private set; }
    public int Total { get; private set; }
    public int Found { get; private set; }
    public int Current { get; private set; } = 1;
    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);
    public IReadOnlyList<Glance.Card> Cards { get; private set; } = [];
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search + Group + Industry);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Glance.MaySee(User.Viewer(), edition))
            return NotFound();
        IsPublished = Visibility.MaySee(User.Viewer(), Sight.PublicEntry, edition.Competition.Stages);
        if (IsPublished)
            await ReadAsync(cancel);
        return Page();
    }

    /// <summary>This list with another page, group or field.</summary>
    public string Link(int page)
    {
        QueryString query = new();
        foreach (var (name, value) in ((string, string?)[])[("q", Search), ("group", Group), ("field", Industry)])
            if (!string.IsNullOrWhiteSpace(value))
                query = query.Add(name, value);
        if (page > 1)
            query = query.Add("page", $"{page}");
        return $"/{edition.Slug}/entries{query}";
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var accepted = db.Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted);
        Total = await accepted.CountAsync(cancel);
        var fitting = Fitting(accepted);
        Found = IsFiltered ? await fitting.CountAsync(cancel) : Total;
        Current = Math.Clamp(Asked ?? 1, 1, Pages);
        Cards = await fitting
            .OrderBy(e => e.Code)
            .Skip((Current - 1) * PageSize)
            .Take(PageSize)
            .Select(e => new Glance.Card(
                e.Code!,
                e.Title,
                e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).First(),
                e.Industry,
                e.Patents.Count
            ))
            .ToListAsync(cancel);
    }

    private IQueryable<Entry> Fitting(IQueryable<Entry> entries)
    {
        if (!string.IsNullOrWhiteSpace(Group))
            entries = entries.Where(e => e.Group == Group);
        if (!string.IsNullOrWhiteSpace(Industry))
            entries = entries.Where(e => e.Industry == Industry);
        if (string.IsNullOrWhiteSpace(Search))
            return entries;
        var like =
            $"%{Search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return entries.Where(e =>
            EF.Functions.ILike(e.Title, like)
            || EF.Functions.ILike(e.Code!, like)
            || e.Participations.Any(p => EF.Functions.ILike(p.Entrant.Name, like))
        );
    }
}
