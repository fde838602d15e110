using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The jury of the preliminary: who reads what and how far they are.</summary>
public sealed partial class IndexModel(
    ContestDb db,
    CurrentEdition edition,
    AddJudge add,
    AssignJudges assign,
    ReassignSheet reassign,
    CloseStage close,
    InvitePerson invite,
    FindConflicts find,
    RemindJudges remind,
    ResolveDiscrepancy resolve,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed class JudgeInput
    {
        [Required]
        [StringLength(100)]
        public string Name { get; set; } = "";

        [Required]
        [StringLength(200)]
        public string Employer { get; set; } = "";

        public Discipline Discipline { get; set; } = Discipline.IntellectualProperty;

        public bool IsFinalJudge { get; set; } = true;

        [StringLength(256)]
        public string? Email { get; set; }
    }

    [BindProperty]
    public JudgeInput Input { get; set; } = new();

    public CurrentEdition Edition => edition;
    public JuryProgress Progress { get; private set; } = new([], [], new Dictionary<DateOnly, int>());
    public Refusal? WhyNotClose { get; private set; }
    public Refusal? Refusal { get; private set; }

    /// <summary>What the calendar does not know of the objection days that begin with the close.</summary>
    public Refusal? TermWarning { get; private set; }

    public bool MayChange => User.Role() == Role.Organizer;
    public StageRun Run => edition.Competition.Run(Stage.Preliminary);
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Preliminary).Closes(edition.Zone);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        if (!ModelState.IsValid)
        {
            await ReadAsync(cancel);
            return Page();
        }
        var added = await add.HandleAsync(
            new(
                edition.Id,
                Input.Name,
                Input.Employer,
                Input.Discipline,
                Input.IsFinalJudge,
                PersonId: null,
                User.Actor()
            ),
            cancel
        );
        Refusal = added.Refusal;
        var told = string.Format(null, Judging.JudgeAdded, Input.Name.Trim());
        if (added.Value is { } judge && !string.IsNullOrWhiteSpace(Input.Email))
        {
            TempData["done"] = told; // the judge is there, whatever becomes of the invitation
            Refusal = await InviteAsync(judge, Input.Email, cancel);
            told = $"{told} {string.Format(null, Judging.JudgeInvited, Input.Email.Trim())}";
        }
        return await DoneAsync(told, cancel);
    }

    public async Task<IActionResult> OnPostInviteAsync(Guid judgeId, string? email, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        if (
            await db.Judges.SingleOrDefaultAsync(j => j.Id == judgeId && j.CompetitionId == edition.Id, cancel)
            is not { } judge
        )
            return NotFound();
        Refusal = await InviteAsync(judge, email ?? "", cancel);
        return await DoneAsync(string.Format(null, Judging.JudgeInvited, judge.Name), cancel);
    }

    public async Task<IActionResult> OnPostAssignAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        var plan = await assign.HandleAsync(new(edition.Id, User.Actor()), cancel);
        Refusal = plan.Refusal;
        return await DoneAsync(string.Format(null, Judging.Assigned, plan.Value?.New.Count), cancel);
    }

    public async Task<IActionResult> OnPostReassignAsync(Guid entryId, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        Refusal = (await reassign.HandleAsync(new(edition.Id, entryId, User.Actor()), cancel)).Refusal;
        return await DoneAsync(Judging.Reassigned, cancel);
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        Refusal = (await close.HandleAsync(new(edition.Id, Stage.Preliminary, User.Actor()), cancel)).Refusal;
        return await DoneAsync(Judging.Closed, cancel);
    }

    private async Task<Refusal?> InviteAsync(Judge judge, string email, CancellationToken cancel)
    {
        await find.HandleAsync(new(edition.Id, judge.Id, Actor: User.Actor()), cancel); // before the invitation is sent
        return (
            await invite.HandleAsync(
                new(
                    email.Trim(),
                    judge.Name,
                    Role.Judge,
                    Request.Public(settings.Value),
                    "zh-CN",
                    User.Actor(),
                    JudgeId: judge.Id,
                    CompetitionId: edition.Id
                ),
                cancel
            )
        ).Refusal;
    }

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}/jury");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Progress = await JuryProgress.ReadAsync(db, edition, cancel);
        await ReadFollowUpAsync(cancel);
        await ReadChartsAsync(cancel);
        var items = await db.OpenItemsAsync(edition.Id, edition.Rulebook, cancel);
        if (Run.IsOpen)
            TermWarning = await db.TermWarningAsync(
                edition.Now,
                edition.Rulebook.Notices.AdvancementDays,
                edition.Zone,
                cancel
            );
        WhyNotClose = StageGates.WhyNotClose(Stage.Preliminary, edition.Competition.Stages, items);
    }
}
