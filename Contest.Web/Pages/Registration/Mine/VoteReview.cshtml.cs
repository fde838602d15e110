using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>What is held against ballots for one's own entry, and where its owner answers in time.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class VoteReviewModel(ContestDb db, OwnEntry own, AnswerFraudCase answer) : PageModel
{
    [FromRoute(Name = "case")]
    public int Number { get; init; }

    /// <summary>What was typed, kept when it is refused.</summary>
    [BindProperty]
    public string? Words { get; init; }

    public OwnEntry Own => own;
    public FraudCase Case { get; private set; } = null!;
    public Refusal? Refusal { get; private set; }

    /// <summary>Until when the owner may answer; null when there is nothing to answer any more.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Whether this person answers for the entry.</summary>
    public bool IsOwner { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel) =>
        await ReadAsync(entryId, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await ReadAsync(entryId, cancel))
            return NotFound();
        Refusal = await answer.HandleAsync(new(entryId, Number, Words ?? "", User.Actor()), cancel);
        if (Refusal is not null)
            return Page();
        TempData["done"] = Texts.VoteReview.MineSent;
        return LocalRedirect($"{own.Address}/vote-review/{Number}");
    }

    private async Task<bool> ReadAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return false;
        // who found the entry as an entrant has found their own
        if (!own.Edition.MaySee(User.Viewer(), Sight.VoteReview, isOwn: true))
            return false;
        var file = await db.FraudCaseAsync(own.Edition.Id, Number, cancel);
        if (file is null || file.EntryId != entryId)
            return false;
        Case = file;
        Until = FraudGates.WaitsUntil(file, FraudGates.Parts(file, part: null), own.Edition.Now);
        IsOwner = await db.MayAnswerAsync(own.Entry, User.PersonId(), cancel);
        return true;
    }
}
