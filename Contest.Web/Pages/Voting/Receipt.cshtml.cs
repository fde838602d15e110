using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// Looks a receipt up. It says that the ballot is recorded and where it is in the ledger; for whom it was only where the
/// rulebook has open receipts (DOMAIN.md 1.17).
/// </summary>
public sealed class ReceiptModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Recorded(string Receipt, DateTimeOffset CastAt);

    [FromQuery(Name = "code")]
    public string? Typed { get; init; }

    public CurrentEdition Edition => edition;
    public bool IsAsked => !string.IsNullOrWhiteSpace(Typed);

    /// <summary>The check character is right: it may be a receipt.</summary>
    public bool IsWellFormed { get; private set; }
    public Recorded? Found { get; private set; }
    public string? TallyHash { get; private set; }

    /// <summary>Its leaf, once the clerk has taken it.</summary>
    public LedgerReads.Inclusion? Leaf { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (edition.Competition.Run(Core.Stage.Voting).OpenedAt is null)
            return NotFound();
        var code = IsAsked ? ReceiptCode.Parse(Typed!) : null;
        IsWellFormed = code is not null;
        Found = code is null ? null : await FindAsync(code, cancel);
        if (Found is not null && edition.MaySee(User.Viewer(), Sight.VoteLedger))
            Leaf = await db.InclusionAsync(edition.Id, Found.Receipt, cancel);
        TallyHash = await db
            .TallySheets.Where(t => t.CompetitionId == edition.Id)
            .Select(t => t.Hash)
            .SingleOrDefaultAsync(cancel);
        return Page();
    }

    private Task<Recorded?> FindAsync(string code, CancellationToken cancel)
    {
        using ReceiptNumbers numbers = new(edition.Competition.ReceiptKey);
        var arrival = numbers.ArrivalOf(code);
        return db
            .Ballots.Where(b => b.Arrival == arrival && b.CompetitionId == edition.Id && b.Receipt == code)
            .Select(b => new Recorded(b.Receipt, b.CastAt))
            .SingleOrDefaultAsync(cancel);
    }
}
