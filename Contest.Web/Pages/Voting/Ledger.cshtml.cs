using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Voting;

/// <summary>The vote ledger for whoever doubts the count: checkpoints, files, a recount in the browser, and its limits.</summary>
public sealed class LedgerModel(ContestDb db, CurrentEdition edition) : PageModel
{
    /// <summary>Checkpoints on the page; the file has all.</summary>
    private const int Shown = 24;

    public CurrentEdition Edition => edition;

    /// <summary>The key's fingerprint; null where the vote opened before the ledger's first round.</summary>
    public string? Fingerprint { get; private set; }

    public LedgerMode Mode { get; private set; } = LedgerMode.InclusionOnly;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints { get; private set; } = [];

    /// <summary>All leaves and the count are there to be downloaded.</summary>
    public bool HasFiles { get; private set; }

    /// <summary>The published count; null before the close.</summary>
    public PublicTally? Tally { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var viewer = User.Viewer();
        if (!edition.MaySee(viewer, Sight.VoteLedger))
            return NotFound();
        var head = await db
            .LedgerHeads.Where(h => h.CompetitionId == edition.Id)
            .Select(h => new
            {
                h.PublicKey,
                h.Mode,
                h.Size,
                h.IsClosed,
            })
            .SingleOrDefaultAsync(cancel);
        Fingerprint = head is null ? null : LedgerKey.Fingerprint(head.PublicKey);
        Mode = head is { Size: > 0 } ? head.Mode : edition.Rulebook.Vote.Receipts;
        HasFiles = head is { IsClosed: true } && edition.MaySee(viewer, Sight.Tally);
        if (HasFiles)
            Tally = CanonicalJson.Read<PublicTally>(
                await db
                    .TallySheets.Where(t => t.CompetitionId == edition.Id)
                    .Select(t => t.PublicJson)
                    .SingleAsync(cancel)
            );
        var texts = await db
            .LedgerCheckpoints.Where(c => c.CompetitionId == edition.Id)
            .OrderByDescending(c => c.Number)
            .Select(c => c.Text)
            .Take(Shown)
            .ToListAsync(cancel);
        Checkpoints = [.. texts.Select(Checkpoint.Parse)];
        return Page();
    }
}
