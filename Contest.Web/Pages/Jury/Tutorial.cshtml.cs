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
        var rules = ParsedRulebooks.Of(json).Judging(Stage.Preliminary);
        var variants = rules.Variants.Count == 0 ? [] : await VariantsAsync(person, cancel);
        Rules = rules.On(variants.Find(v => v is null || rules.Variants.Any(known => known.Code == v)));
        return Page();
    }

    /// <summary>The variants of the judge's own sheets, the most frequent first: that sheet is worth practising on.</summary>
    private Task<List<string?>> VariantsAsync(Guid? person, CancellationToken cancel) =>
        db
            .JudgeSheets.Where(s => s.Round == Stage.Preliminary)
            .Where(s => db.Judges.Any(j => j.Id == s.JudgeId && j.PersonId == person))
            .GroupBy(s => s.Variant)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key)
            .Select(g => g.Key)
            .ToListAsync(cancel);
}
