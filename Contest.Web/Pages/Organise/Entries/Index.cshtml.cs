using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>Every entry of the edition, searched, filtered and paged by the database.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public const int PageSize = 50;

    public sealed record Line(
        Guid Id,
        int Number,
        string? Code,
        string Title,
        string? Lead,
        string? Group,
        int Patents,
        EntryState State,
        DateTimeOffset? SubmittedAt
    );

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [FromQuery(Name = "state")]
    public EntryState? State { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "unit")]
    public Guid? Unit { get; init; }

    [FromQuery(Name = "reason")]
    public string? Reason { get; init; }

    [FromQuery(Name = "p")]
    public int PageNumber { get; init; } = 1;

    public CurrentEdition Edition => edition;
    public IReadOnlyDictionary<EntryState, int> Counts { get; private set; } = new Dictionary<EntryState, int>();
    public int All => Counts.Values.Sum();
    public int Matching { get; private set; }
    public int At { get; private set; } = 1;
    public int Pages => int.Max(1, (Matching + PageSize - 1) / PageSize);
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>The first entry that waits for review.</summary>
    public Guid? FirstWaiting { get; private set; }

    public bool MayImport => User.Role() is Role.Organizer or Role.Staff && edition.IsOpen(Stage.Registration);
    public bool IsFiltered => Filter.IsSet;

    /// <summary>May take the list out of the system.</summary>
    public bool MayExport => User.Role() is Role.Organizer or Role.Staff;

    private EntryFilter Filter => new(Search, State, Group, Unit, Reason);

    /// <summary>Another page of the same list.</summary>
    public string Address(int page) =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["q"] = Search,
                    ["state"] = State?.ToString(),
                    ["group"] = Group,
                    ["unit"] = Unit?.ToString(),
                    ["reason"] = Reason,
                    ["p"] = page.ToString(CultureInfo.InvariantCulture),
                }
            )
            .ToString();

    /// <summary>The same view as a file.</summary>
    public string ExportAddress(string kind) =>
        $"/organise/{edition.Slug}/entries/export"
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["q"] = Search,
                ["state"] = State?.ToString(),
                ["group"] = Group,
                ["unit"] = Unit?.ToString(),
                ["reason"] = Reason,
                ["kind"] = kind,
            }.Where(pair => pair.Value is { Length: > 0 })
        );

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.Console))
            return Forbid();
        var entries = db.Entries.AsNoTracking().Where(e => e.CompetitionId == edition.Id);
        Counts = await entries
            .GroupBy(e => e.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        if (Counts.ContainsKey(EntryState.Submitted))
            FirstWaiting = await entries
                .Where(e => e.State == EntryState.Submitted)
                .OrderBy(e => e.Number)
                .Select(e => (Guid?)e.Id)
                .FirstOrDefaultAsync(cancel);
        await ReadAsync(Filter.Of(entries), cancel);
        return Page();
    }

    private async Task ReadAsync(IQueryable<Entry> entries, CancellationToken cancel)
    {
        // the tabs have counted the whole list and each state already
        Matching = Filter.IsSet ? await entries.CountAsync(cancel) : All;
        At = int.Clamp(PageNumber, 1, Pages);
        // the page's rows are found first: what a line shows is not looked up for the rows that are skipped
        var page = entries.OrderBy(e => e.Number).Skip((At - 1) * PageSize).Take(PageSize).Select(e => e.Id);
        Lines = await db
            .Entries.AsNoTracking()
            .Where(e => page.Contains(e.Id))
            .OrderBy(e => e.Number)
            .Select(e => new Line(
                e.Id,
                e.Number,
                e.Code,
                e.Title,
                e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).FirstOrDefault(),
                e.Group,
                e.Patents.Count,
                e.State,
                e.SubmittedAt
            ))
            .ToListAsync(cancel);
    }
}
