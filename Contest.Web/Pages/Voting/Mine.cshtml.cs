using Contest.Core;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Voting;

/// <summary>What this browser has voted, as a device and as what it has shown: its own ballots with their receipts.</summary>
[ResponseCache(NoStore = true)]
[AboutEntries]
public sealed class MineModel(ContestDb db, CurrentEdition edition, VerifiedVoters voters) : PageModel
{
    public sealed record Line(
        DateTimeOffset CastAt,
        string Receipt,
        Guid LedgerId,
        IReadOnlyList<Chosen> Choices,
        Decided? Last
    );

    /// <summary>The last decision about the ballot, for the voter's own device only.</summary>
    public sealed record Decided(LeafKind Kind, string Reason);

    public sealed record Chosen(string Code, string Title);

    public CurrentEdition Edition => edition;

    /// <summary>Where receipts do not show the choice, the ballot stands under another name in the published list.</summary>
    public bool HasLedgerIds => edition.Rulebook.Vote.Receipts == Core.Competitions.LedgerMode.InclusionOnly;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>The receipt of a ballot just cast without script.</summary>
    public string? Receipt { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (edition.Competition.Run(Stage.Voting).OpenedAt is null)
            return NotFound();
        Receipt = TempData["receipt"] as string;
        if (voters.All(HttpContext, edition) is { Count: > 0 } mine)
            Lines = await db
                .Ballots.Where(b => b.CompetitionId == edition.Id && mine.Contains(b.Voter))
                .OrderByDescending(b => b.Arrival)
                .Select(b => new Line(
                    b.CastAt,
                    b.Receipt,
                    b.LedgerId,
                    db.Entries.Where(e => e.CompetitionId == edition.Id && b.Choices.Contains((short)e.Number))
                        .OrderBy(e => e.Code)
                        .Select(e => new Chosen(e.Code!, e.Title))
                        .ToList(),
                    db.BallotDecisions.Where(d => d.Arrival == b.Arrival)
                        .OrderByDescending(d => d.Step)
                        .Select(d => new Decided(d.Kind, d.Reason))
                        .FirstOrDefault()
                ))
                .ToListAsync(cancel);
        return Page();
    }
}
