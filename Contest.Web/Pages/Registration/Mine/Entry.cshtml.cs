using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Operations;
using Contest.Web.Pages.Registration.Files;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>One's own entry as a whole: what is still to mend, everything written, submitting and taking back.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class EntryModel(
    ContestDb db,
    OwnEntry own,
    SubmitEntry submit,
    WithdrawEntry withdraw,
    IOptions<ContestSettings> settings
) : PageModel
{
    /// <summary>Something to mend or mind, with where.</summary>
    public sealed record Line(DraftStep Step, string Anchor, string Says);

    public OwnEntry Own => own;
    public Refusal? Refusal { get; private set; }
    public IReadOnlyList<Submission> Submissions { get; private set; } = [];
    public IReadOnlyList<ReviewDecision> Decisions => [.. own.Entry.Decisions.OrderByDescending(d => d.DecidedAt)];
    public bool MayWithdraw =>
        own.Entry.State is EntryState.Draft or EntryState.Submitted or EntryState.Returned
        && own.Edition.IsOpen(Stage.Registration);

    public IReadOnlyList<Line> ToMend =>
        [
            .. own.Findings.Where(f => f.Level == CheckResult.Error).Select(LineOf).OrderBy(l => l.Step),
            .. SubmissionRules.WhyNot(own.Draft, [], own.Edition.Rulebook) is { } whole
                ?
                [
                    new Line(
                        DraftSteps.Of(whole),
                        whole.Code == "entry.not_declared" ? "#" + AnchorOf("declaration/accepted") : "",
                        whole.Message
                    ),
                ]
                : Array.Empty<Line>(),
            .. SelfCheck?.Stops.Select(l => new Line(
                l.Step,
                l.Where,
                $"{l.Check.Name}{Registering.Colon}{l.Check.Message} {l.Check.Rule}"
            )) ?? [],
        ];

    /// <summary>What a reviewer would see; null when there is nothing to change any more.</summary>
    public SelfCheck? SelfCheck { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return NotFound();
        Submissions = await own.SubmissionsAsync(cancel);
        if (own.WhyNotChange is null)
            SelfCheck = await SelfCheck.OfAsync(db, own, own.Edition.Rulebook.LocalDate(own.Edition.Now), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostSubmitAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return await EndedAccess.AnswerAsync(own, this, entryId, cancel);
        var answer = await submit.HandleAsync(
            new(entryId, Registering.DeclarationText, Request.Public(settings.Value), User.Actor()),
            cancel
        );
        return await AnswerAsync(entryId, answer.Refusal, Registering.Submitted, cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return await EndedAccess.AnswerAsync(own, this, entryId, cancel);
        var refusal = await withdraw.HandleAsync(new(entryId, User.Actor(), Request.Public(settings.Value)), cancel);
        return await AnswerAsync(entryId, refusal, Registering.Withdrawn, cancel);
    }

    private async Task<IActionResult> AnswerAsync(Guid entryId, Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is not null)
        {
            var page = await OnGetAsync(entryId, cancel);
            // the same number as the list below it, which counts the declaration too
            Refusal = refusal is { Code: "entry.has_errors" } ? new(refusal.Code, ToMend.Count) : refusal;
            return page;
        }
        TempData["done"] = done;
        return LocalRedirect(own.Address);
    }

    private Line LineOf(Finding finding)
    {
        var anchor = own.Draft.PathOf(finding) is { } path ? "#" + AnchorOf(path) : "";
        return new(DraftSteps.Of(finding), anchor, Says(finding));
    }

    /// <summary>An empty field is named and asked for; what is in a field wrongly has its own sentence.</summary>
    private string Says(Finding finding) =>
        own.Draft.PathOf(finding) is { } path
        && !path.EndsWith(DraftFields.Position, StringComparison.Ordinal)
        && string.IsNullOrWhiteSpace(finding.Value)
            ? $"{FieldWords.Label(path, own.Draft)}{Registering.Colon}{Registering.FillIn}"
            : finding.Message;

    internal static string AnchorOf(string path) =>
        path.Split('/') is [_, var row, DraftFields.Position] ? "row-" + row : "f-" + path.Replace('/', '-');
}
