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
    /// <summary>Most lines shown; the search narrows them.</summary>
    public const int Most = 200;

    public sealed record Line(
        Guid Id,
        string Code,
        string Title,
        string Judge,
        DateTimeOffset? SubmittedAt,
        int Submissions,
        bool IsRecused,
        bool IsSetAside,
        string? Variant
    );

    /// <summary>A code or a judge's name, or a part of it.</summary>
    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>Sheets with another variant than their entry has now, and that one's name.</summary>
    public IReadOnlyDictionary<Guid, string> Strayed { get; private set; } = new Dictionary<Guid, string>();
    public bool HasVariants => edition.Rulebook.Preliminary.Variants.Count > 0;
    public bool MayAsk => User.Role() == Role.Organizer;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var wanted = Search?.Trim() ?? "";
        Lines = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where s.CompetitionId == edition.Id && s.Round == Stage.Preliminary
            where wanted == "" || e.Code == wanted || j.Name.Contains(wanted)
            orderby s.SubmittedAt descending, e.Code, j.Name
            select new Line(
                s.Id,
                e.Code ?? "",
                e.Title,
                j.Name,
                s.SubmittedAt,
                s.Submissions,
                s.RecusedAt != null,
                s.SetAsideAt != null,
                s.Variant
            )
        )
            .Take(Most)
            .ToListAsync(cancel);
        var rules = edition.Rulebook.Preliminary;
        var strayed = await db.StrayedSheetsAsync(edition.Id, Stage.Preliminary, rules, cancel);
        Strayed = strayed.ToDictionary(s => s.SheetId, s => rules.SheetName(s.Now));
    }
}
