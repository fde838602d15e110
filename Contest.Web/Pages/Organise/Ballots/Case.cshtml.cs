using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Web.Editions;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Ballots;

/// <summary>
/// A case: what was found and why, the hours against the entry's own baseline, the ranking with and without, what the
/// entrant says, and the two people's decision.
/// </summary>
[RequireStepUp("Confirm")]
public sealed class CaseModel(ContestDb db, CurrentEdition edition, DecideFraudCase decideCase, DecideApproval decide)
    : PageModel
{
    [FromRoute(Name = "case")]
    public int Number { get; init; }

    /// <summary>What was typed, kept when it is refused.</summary>
    [BindProperty]
    public string? Words { get; init; }

    [BindProperty]
    public string? Choice { get; init; }

    [BindProperty]
    public int? Part { get; init; }

    public CurrentEdition Edition => edition;
    public FraudCase Case { get; private set; } = null!;
    public CaseState State { get; private set; }
    public string Code { get; private set; } = "";
    public string EntryTitle { get; private set; } = "";
    public Approval? Asked { get; private set; }
    public DecideFraudCase.Proposal? Proposal => Asked is null ? null : DecideFraudCase.Read(Asked.Shown);
    public IReadOnlyDictionary<Guid, Approval> Approvals { get; private set; } = new Dictionary<Guid, Approval>();
    public CaseFigures? Figures { get; private set; }
    public Refusal? Refusal { get; private set; }
    public bool MayCount => edition.MaySee(User.Viewer(), Sight.VoteCounts);
    public bool MayPropose =>
        User.Role() == Role.Organizer && Asked is null && State != CaseState.Decided && edition.IsOpen(Stage.Voting);
    public bool MayConfirm =>
        User.Role() is Role.Supervisor or Role.Organizer && Asked is not null && Asked.RequestedBy != User.PersonId();

    public static FraudEvidence EvidenceOf(FraudPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return CanonicalJson.Read<FraudEvidence>(part.Evidence);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        edition.MaySee(User.Viewer(), Sight.VoteReview) && await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostProposeAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        // "void:automated": a decision with a reason of its own kind
        var (kind, reason) = (Choice ?? "").Split(':') is [var first, var second] ? (first, second) : ("", "");
        var asked = await decideCase.HandleAsync(
            new(
                edition.Id,
                Number,
                Part,
                kind == "void" ? LeafKind.Void : LeafKind.Restore,
                reason,
                Words ?? "",
                User.Actor()
            ),
            cancel
        );
        return await ToldAsync(asked.Refusal, VoteReview.Proposed, cancel);
    }

    public async Task<IActionResult> OnPostConfirmAsync(
        Guid approvalId,
        string shownHash,
        bool approve,
        CancellationToken cancel
    )
    {
        if (User.Role() is not (Role.Supervisor or Role.Organizer))
            return Forbid();
        DecideApproval.Matter about = new(edition.Id, nameof(DecideFraudCase), DecideFraudCase.Subject(Number));
        var refusal = await decide.HandleAsync(new(approvalId, shownHash, approve, User.Actor(), about), cancel);
        return await ToldAsync(refusal, approve ? VoteReview.Confirmed : VoteReview.Declined, cancel);
    }

    private async Task<IActionResult> ToldAsync(Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is null)
        {
            TempData["done"] = done;
            return Redirect($"/organise/{edition.Slug}/vote/cases/{Number}");
        }
        Refusal = refusal;
        db.ChangeTracker.Clear();
        return await ReadAsync(cancel) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await db.FraudCaseAsync(edition.Id, Number, cancel) is not { } file)
            return false;
        Case = file;
        Asked = (await db.AskedCasesAsync(edition.Id, cancel)).GetValueOrDefault(DecideFraudCase.Subject(Number));
        State = CaseWords.StateOf(file, Asked is not null, edition.Now);
        var entry = await db
            .Entries.Where(e => e.Id == file.EntryId)
            .Select(e => new
            {
                e.Code,
                e.Title,
                e.Number,
            })
            .SingleAsync(cancel);
        (Code, EntryTitle) = (entry.Code!, entry.Title);
        var approvals = file.Rulings.Select(r => r.ApprovalId).ToList();
        Approvals = await db
            .Approvals.AsNoTracking()
            .Where(a => approvals.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        if (MayCount)
            Figures = await CaseFigures.OfAsync(db, edition, file, (short)entry.Number, cancel);
        return true;
    }
}
