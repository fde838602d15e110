using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration;

/// <summary>One accepted project for everybody: its public fields and nothing else. What is not public does not exist here.</summary>
public sealed class EntryModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public PublicEntry Entry { get; private set; } = null!;
    public bool IsVotingOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.PublicEntry, edition.Competition.Stages))
            return NotFound();
        if (await FindAsync(code, cancel) is not { } entry)
            return NotFound();
        Entry = entry;
        IsVotingOpen =
            StageGates.WhyNotAct(edition.Competition.Run(Stage.Voting), edition.Rulebook, edition.Now) is null;
        return Page();
    }

    /// <summary>Back to the list as it was: only a query of ours, never another address.</summary>
    public string Back => $"/{edition.Slug}/entries{Request.QueryString.Value}";

    /// <summary>Read whole, shown only as <see cref="PublicEntry"/> lets it be.</summary>
    private async Task<PublicEntry?> FindAsync(string code, CancellationToken cancel)
    {
        var entry = await db
            .Entries.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .Include(e => e.Patents)
            .SingleOrDefaultAsync(e => e.CompetitionId == edition.Id && e.Code == code, cancel);
        return entry is null ? null : PublicEntry.Of(entry);
    }
}
