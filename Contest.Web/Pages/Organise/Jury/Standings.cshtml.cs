using System.Globalization;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The standings of the preliminary by group, every number with a way to its calculation; for the oversight only.</summary>
public sealed class StandingsModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public ShownStandings Shown { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string> Codes { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>A published score with the rulebook's decimals.</summary>
    public string Score(decimal score) =>
        score.ToString("F" + edition.Rulebook.Preliminary.Places, CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        Shown = await ShownStandings.ReadAsync(db, edition, cancel);
        var entries = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .Select(e => new
            {
                e.Id,
                e.Code,
                e.Title,
            })
            .ToListAsync(cancel);
        Titles = entries.ToDictionary(e => e.Id, e => e.Title);
        Codes = entries.ToDictionary(e => e.Id, e => e.Code!);
        return Page();
    }
}
