using Contest.Core;
using Contest.Infrastructure.Data;
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
        int Number
    )
    {
        /// <summary>What the judge calls the entry; null where it is the code.</summary>
        public string? Blind { get; init; }
    }

    /// <summary>A code, a blind number or a judge's name, or a part of it.</summary>
    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public bool MayAsk => User.Role() == Role.Organizer;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var wanted = Search?.Trim() ?? "";
        var number = edition.NumberOfBlind(wanted);
        Lines = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where s.CompetitionId == edition.Id && s.Round == Stage.Preliminary
            where wanted == "" || e.Code == wanted || e.Number == number || j.Name.Contains(wanted)
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
                e.Number
            )
        )
            .Take(Most)
            .ToListAsync(cancel);
        Lines = [.. Lines.Select(l => l with { Blind = edition.BlindNumberOf(l.Number) })];
    }
}
