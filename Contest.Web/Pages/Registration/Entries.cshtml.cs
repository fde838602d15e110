using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Pages.Edition;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration;

/// <summary>The showcase: accepted entries by code, searched, filtered and paged by the address.</summary>
[PublicPage]
[AboutEntries]
public sealed class EntriesModel(ContestDb db, Showcase showcase, CurrentEdition edition) : PageModel
{
    public const int PageSize = 24;

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "field")]
    public string? Industry { get; init; }

    /// <summary>所在地区 of the leading organisation.</summary>
    [FromQuery(Name = "region")]
    public string? Region { get; init; }

    /// <summary>"title", or anything else for the code; never by votes (DOMAIN.md 1.6).</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

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
    public bool IsByTitle => Sort == "title";

    /// <summary>The fields that have projects, in the rulebook's order, each with how many fit the rest of the filter.</summary>
    public IReadOnlyList<(string Industry, int Count)> Fields { get; private set; } = [];

    /// <summary>The places the projects come from, by name; one alone is no choice.</summary>
    public IReadOnlyList<string> Regions { get; private set; } = [];

    /// <summary>What a project's page hands back to this list.</summary>
    public string Kept => Query(Industry, Current);

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search + Group + Region + Industry);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Glance.MaySee(User.Viewer(), edition))
            return NotFound();
        IsPublished = edition.MaySee(User.Viewer(), Sight.PublicEntry);
        if (IsPublished)
            await ReadAsync(cancel);
        return Page();
    }

    /// <summary>This list at another page.</summary>
    public string Link(int page) => $"/{edition.Slug}/entries{Query(Industry, page)}";

    /// <summary>This list with another field of industry, from its first page.</summary>
    public string LinkTo(string? industry) => $"/{edition.Slug}/entries{Query(industry, 1)}";

    private string Query(string? industry, int page)
    {
        QueryString query = new();
        var sort = IsByTitle ? "title" : null;
        foreach (
            var (name, value) in ((string, string?)[])
                [("q", Search), ("group", Group), ("region", Region), ("field", industry), ("sort", sort)]
        )
            if (!string.IsNullOrWhiteSpace(value))
                query = query.Add(name, value);
        return (page > 1 ? query.Add("page", $"{page}") : query).ToString();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var all = await showcase.ReadAsync(db, edition.Id, cancel);
        var isFound = SearchText.Finder(Search);
        var inAnyField = all.Where(l => string.IsNullOrWhiteSpace(Group) || l.Group == Group)
            .Where(l => string.IsNullOrWhiteSpace(Region) || l.Region == Region)
            .Where(l => isFound(l.Text))
            .ToList();
        var fitting = inAnyField.Where(l => string.IsNullOrWhiteSpace(Industry) || l.Industry == Industry).ToList();
        var counts = inAnyField.CountBy(l => l.Industry).ToDictionary();
        Fields = [.. edition.Rulebook.Industries.Where(counts.ContainsKey).Select(i => (i, counts[i]))];
        Regions = [.. all.Select(l => l.Region).Where(r => r.Length > 0).Distinct().Order(Showcase.Reading)];
        Total = all.Count;
        Found = fitting.Count;
        Current = Math.Clamp(Asked ?? 1, 1, Pages);
        var sorted = IsByTitle ? Showcase.ByTitle(fitting) : fitting;
        Guid[] shown = [.. sorted.Skip((Current - 1) * PageSize).Take(PageSize).Select(l => l.Id)];
        Cards = await CardsAsync(shown, cancel);
    }

    private async Task<IReadOnlyList<Glance.Card>> CardsAsync(Guid[] shown, CancellationToken cancel)
    {
        var cards = await db
            .Entries.Where(e => shown.Contains(e.Id) && e.State == EntryState.Accepted)
            .Select(e => new Glance.Card(
                e.Id,
                e.Code!,
                e.Title,
                e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).First(),
                e.Industry,
                e.Patents.Count,
                null
            ))
            .ToListAsync(cancel);
        return await db.WithCoversAsync([.. cards.OrderBy(c => Array.IndexOf(shown, c.Id))], cancel);
    }
}
