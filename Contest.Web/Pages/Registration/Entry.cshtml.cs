using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Registration;

/// <summary>One accepted project for everybody: its public fields and nothing else. What is not public does not exist here.</summary>
[PublicPage]
[AboutEntries]
public sealed class EntryModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public PublicEntry Entry { get; private set; } = null!;

    /// <summary>The file of its cover, where it may be shown.</summary>
    public Guid? Cover { get; private set; }
    public bool IsVotingOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.PublicEntry))
            return NotFound();
        if (await db.FindPublicAsync(edition.Id, code, cancel) is not { } found)
            return NotFound();
        (Entry, Cover) = (found.Entry, found.Cover?.Id);
        IsVotingOpen =
            StageGates.WhyNotAct(edition.Competition.Run(Stage.Voting), edition.Rulebook, edition.Now) is null;
        return Page();
    }

    /// <summary>Back to the list as it was: only a query of ours, never another address.</summary>
    public string Back => $"/{edition.Slug}/entries{Request.QueryString.Value}";
}
