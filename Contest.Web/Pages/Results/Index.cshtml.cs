using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Results;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Results;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Results;

/// <summary>The published result: reads only the latest snapshot, never the tables behind it.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class IndexModel(ContestDb db, CurrentEdition edition, RaiseObjection raise) : PageModel
{
    public CurrentEdition Edition => edition;
    public Publication Publication { get; private set; } = null!;
    public ResultSheet Sheet { get; private set; } = null!;

    /// <summary>Certificate numbers by entry and award.</summary>
    public IReadOnlyDictionary<(Guid, string), string> Certificates { get; private set; } =
        new Dictionary<(Guid, string), string>();

    /// <summary>The signed-in entrant's own entries in this edition, for the objection form.</summary>
    public IReadOnlyList<(Guid Id, string Code, string Title)> Own { get; private set; } = [];

    [BindProperty]
    public Guid EntryId { get; init; }

    [BindProperty]
    public string? Text { get; init; }

    public bool MayObject => Publication.ObjectionsUntil is { } until && edition.Now < until;
    public Refusal? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Content(Publication.Json, "application/json; charset=utf-8") : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Entrant)
            return User.Identity?.IsAuthenticated == true ? Forbid() : Challenge();
        var raised = await raise.HandleAsync(new(edition.Id, EntryId, Text ?? "", User.Actor()), cancel);
        if (raised.Refusal is null)
        {
            TempData["done"] = Texts.Results.ObjectionReceived;
            return Redirect($"/{edition.Slug}/results");
        }
        Refusal = raised.Refusal;
        return await ReadAsync(cancel) ? Page() : NotFound();
    }

    /// <summary>The award's name in the reader's language; the sheet holds its code.</summary>
    public string AwardName(string code) =>
        edition.Rulebook.Awards.FirstOrDefault(a => a.Code == code)?.Name.ToString()
        ?? Sheet.AwardTable.FirstOrDefault(a => a.Code == code)?.Name
        ?? code;

    /// <summary>Winners of one award over all groups, best score first.</summary>
    public IEnumerable<ResultLine> Winners(string award) =>
        Sheet
            .Groups.SelectMany(g => g.Lines)
            .Where(l => l.Award == award)
            .OrderByDescending(l => l.Standing.Score)
            .ThenBy(l => l.Standing.Label, StringComparer.Ordinal);

    public string Score(decimal score) =>
        score.ToString("F" + edition.Rulebook.Final.Places, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.PublishedResult))
            return false;
        var latest = await db
            .Publications.AsNoTracking()
            .Where(p => p.CompetitionId == edition.Id)
            .OrderByDescending(p => p.Number)
            .FirstOrDefaultAsync(cancel);
        if (latest is null)
            return false;
        Publication = latest;
        Sheet = ResultSheet.Parse(latest.Json);
        Certificates = await db
            .Certificates.Where(c => c.CompetitionId == edition.Id && c.RevokedAt == null)
            .ToDictionaryAsync(c => (c.EntryId, c.Award), c => c.Number, cancel);
        if (User.Role() == Role.Entrant)
        {
            var person = User.PersonId();
            var organisations = db.EntrantsOf(person);
            var own = await db
                .Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
                .Where(e => e.OwnerId == person || e.Participations.Any(p => organisations.Contains(p.EntrantId)))
                .Select(e => new
                {
                    e.Id,
                    e.Code,
                    e.Title,
                })
                .ToListAsync(cancel);
            Own = [.. own.Select(e => (e.Id, e.Code!, e.Title))];
        }
        return true;
    }
}
