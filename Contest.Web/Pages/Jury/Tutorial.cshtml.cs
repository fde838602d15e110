using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// Two minutes on a made-up dossier with the score sheet of the judge's own edition. What is scored stays in the page:
/// there is nothing here that could send it.
/// </summary>
public sealed class TutorialModel(ContestDb db) : PageModel
{
    public JudgingRules Rules { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId();
        var json = await db
            .Competitions.OrderByDescending(c => db.Judges.Any(j => j.CompetitionId == c.Id && j.PersonId == person))
            .ThenByDescending(c => c.CreatedAt)
            .Select(c => c.RulebookJson)
            .FirstOrDefaultAsync(cancel);
        if (json is null)
            return NotFound();
        Rules = ParsedRulebooks.Of(json).Judging(Stage.Preliminary);
        return Page();
    }
}
