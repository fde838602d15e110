using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Ballots;

/// <summary>All cases of ballots under review, the undecided first.</summary>
public sealed class CasesModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Line(FraudCase File, string Code, string Title, CaseState State, long Hours);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>How many ballots an entry has is for those who may see counts.</summary>
    public bool MayCount => edition.MaySee(User.Viewer(), Sight.VoteCounts);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.VoteReview))
            return NotFound();
        var asked = await db.AskedCasesAsync(edition.Id, cancel);
        var files = await db
            .FraudCases.AsNoTracking()
            .AsSplitQuery()
            .Include(c => c.Parts)
            .Include(c => c.Rulings)
            .Include(c => c.Answers)
            .Where(c => c.CompetitionId == edition.Id)
            .ToListAsync(cancel);
        var entries = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .ToDictionaryAsync(e => e.Id, e => (e.Code!, e.Title), cancel);
        Lines =
        [
            .. files
                .Select(f => LineOf(f, entries[f.EntryId], asked.ContainsKey(DecideFraudCase.Subject(f.Number))))
                .OrderBy(l => l.State == CaseState.Decided)
                .ThenByDescending(l => l.File.Number),
        ];
        return Page();
    }

    private Line LineOf(FraudCase file, (string Code, string Title) entry, bool isAsked) =>
        new(
            file,
            entry.Code,
            entry.Title,
            CaseWords.StateOf(file, isAsked, edition.Now),
            (long)(edition.Now - file.OpenedAt).TotalHours
        );
}
