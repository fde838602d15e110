using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Who has which sheet and how far it is, to find the one to be unlocked. No points here.</summary>
public sealed class SheetsModel(ContestDb db, CurrentEdition edition) : PageModel
{
    private const int OnAPage = 50;

    public sealed record Line(
        Guid Id,
        string Code,
        string Title,
        string Judge,
        DateTimeOffset? SubmittedAt,
        int Submissions,
        bool IsRecused,
        bool IsSetAside,
        int Number,
        string? Variant
    )
    {
        /// <summary>What the judge calls the entry; null where it is the code.</summary>
        public string? Blind { get; init; }
    }

    /// <summary>A code, a blind number or a judge's name, or a part of it.</summary>
    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int At { get; set; } = 1;

    public int Matching { get; private set; }
    public int Pages => int.Max(1, (Matching + OnAPage - 1) / OnAPage);
    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>Sheets on this page with another variant than their entry has now, and that one's name.</summary>
    public IReadOnlyDictionary<Guid, string> Strayed { get; private set; } = new Dictionary<Guid, string>();
    public bool MayAsk => User.Role() == Role.Organizer;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var wanted = Search?.Trim() ?? "";
        var number = edition.NumberOfBlind(wanted);
        var found =
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where s.CompetitionId == edition.Id && s.Round == Stage.Preliminary
            where wanted == "" || e.Code == wanted || e.Number == number || j.Name.Contains(wanted)
            select new
            {
                Sheet = s,
                Judge = j.Name,
                e.Code,
                e.Number,
                e.Title,
            };
        Matching = await found.CountAsync(cancel);
        At = int.Clamp(At, 1, Pages);
        Lines = await found
            // what can be unlocked comes first, the newest on top
            .OrderBy(f => f.Sheet.SubmittedAt == null)
            .ThenByDescending(f => f.Sheet.SubmittedAt)
            .ThenBy(f => f.Code)
            .ThenBy(f => f.Judge)
            .Skip((At - 1) * OnAPage)
            .Take(OnAPage)
            .Select(f => new Line(
                f.Sheet.Id,
                f.Code ?? "",
                f.Title,
                f.Judge,
                f.Sheet.SubmittedAt,
                f.Sheet.Submissions,
                f.Sheet.RecusedAt != null,
                f.Sheet.SetAsideAt != null,
                f.Number,
                f.Sheet.Variant
            ))
            .ToListAsync(cancel);
        Lines = [.. Lines.Select(l => l with { Blind = edition.BlindNumberOf(l.Number) })];
        var rules = edition.Rulebook.Preliminary;
        var shown = Lines.Select(l => l.Id).ToList();
        var strayed = await db.StrayedSheetsAsync(db.JudgeSheets.Where(s => shown.Contains(s.Id)), rules, cancel);
        Strayed = strayed.ToDictionary(s => s.SheetId, s => rules.SheetName(s.Now));
    }

    /// <summary>The list's address with the search kept.</summary>
    public string Address(int page) =>
        string.IsNullOrWhiteSpace(Search)
            ? FormattableString.Invariant($"/organise/{edition.Slug}/jury/sheets?p={page}")
            : FormattableString.Invariant(
                $"/organise/{edition.Slug}/jury/sheets?q={Uri.EscapeDataString(Search)}&p={page}"
            );
}
