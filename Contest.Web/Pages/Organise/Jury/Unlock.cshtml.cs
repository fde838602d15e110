using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>A submitted sheet is given back to its judge: one asks with a reason, a second person confirms exactly that.</summary>
[RequireStepUp("Confirm")]
public sealed class UnlockModel(ContestDb db, CurrentEdition edition, UnlockSheet unlock, DecideApproval decide)
    : PageModel
{
    public sealed record Line(
        string Code,
        string Title,
        string Judge,
        DateTimeOffset? SubmittedAt,
        int Submissions,
        bool IsSetAside,
        int Number
    );

    [FromRoute]
    public Guid SheetId { get; init; }

    /// <summary>What was typed, kept when it is refused.</summary>
    [BindProperty]
    public string? Reason { get; init; }

    public CurrentEdition Edition => edition;
    public Line Sheet { get; private set; } = null!;
    public Approval? Asked { get; private set; }
    public UnlockSheet.Proposal? Proposal => Asked is null ? null : UnlockSheet.Read(Asked.Shown);
    public Refusal? Refusal { get; private set; }
    public bool MayAsk =>
        User.Role() == Role.Organizer && Asked is null && Sheet is { SubmittedAt: not null, IsSetAside: false };
    public bool MayConfirm =>
        User.Role() is Role.Supervisor or Role.Organizer && Asked is not null && Asked.RequestedBy != User.PersonId();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAskAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var asked = await unlock.HandleAsync(new(edition.Id, SheetId, Reason ?? "", User.Actor()), cancel);
        return await ToldAsync(asked.Refusal, Texts.Jury.UnlockAsked, cancel);
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
        DecideApproval.Matter about = new(edition.Id, nameof(UnlockSheet), UnlockSheet.Subject(SheetId));
        var refusal = await decide.HandleAsync(new(approvalId, shownHash, approve, User.Actor(), about), cancel);
        return await ToldAsync(refusal, approve ? Texts.Jury.Unlocked : Texts.Jury.UnlockDeclined, cancel);
    }

    private async Task<IActionResult> ToldAsync(Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is null)
        {
            TempData["done"] = done;
            return Redirect($"/organise/{edition.Slug}/jury/sheets/{SheetId}/unlock");
        }
        Refusal = refusal;
        db.ChangeTracker.Clear();
        return await ReadAsync(cancel) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        var line = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where s.Id == SheetId && s.CompetitionId == edition.Id
            select new Line(e.Code ?? "", e.Title, j.Name, s.SubmittedAt, s.Submissions, s.SetAsideAt != null, e.Number)
        ).SingleOrDefaultAsync(cancel);
        if (line is null)
            return false;
        Sheet = line;
        var subject = UnlockSheet.Subject(SheetId);
        Asked = await db
            .Approvals.AsNoTracking()
            .SingleOrDefaultAsync(
                a =>
                    a.CompetitionId == edition.Id
                    && a.Act == nameof(UnlockSheet)
                    && a.Subject == subject
                    && a.DecidedAt == null,
                cancel
            );
        return true;
    }
}
