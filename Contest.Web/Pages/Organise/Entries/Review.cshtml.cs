using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Pages.Registration.Files;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Says = Contest.Web.Texts.Entries;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>Formal review of one entry: everything about it, what the checks found, and the decision.</summary>
public sealed partial class ReviewModel(
    ContestDb db,
    CurrentEdition edition,
    DecideEntry decide,
    AnswerRejection answer,
    CheckDecision check,
    SettleSpotCheck settle,
    IOptions<ContestSettings> settings
) : PageModel
{
    public const int LongestNote = 2000;

    /// <summary>What the reviewer filled in; kept when it is refused.</summary>
    public sealed class Form
    {
        public uint? Version { get; init; }
        public ReviewOutcome? Outcome { get; init; }
        public List<string> Reasons { get; init; } = [];
        public string? Note { get; init; }
        public string? Group { get; init; }
    }

    [FromRoute]
    public Guid EntryId { get; init; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public CurrentEdition Edition => edition;
    public Entry Entry { get; private set; } = null!;
    public EntryPapers Papers { get; private set; } = new([]);

    /// <summary>The last two submissions, the older first: what a correction is read between.</summary>
    public IReadOnlyList<Submission> Submissions { get; private set; } = [];

    /// <summary>The return the last submission answers; null where nothing was asked between the two.</summary>
    public ReviewDecision? AskedFor =>
        Entry
            .Decisions.Where(d =>
                d.Outcome == ReviewOutcome.Returned
                && d.DecidedAt >= Submissions[^2].At
                && d.DecidedAt <= Submissions[^1].At
            )
            .MaxBy(d => d.DecidedAt);

    /// <summary>Rejections proposed for this entry, the newest last.</summary>
    public IReadOnlyList<RejectionProposal> Proposals { get; private set; } = [];

    /// <summary>The rejection that waits for a second person now.</summary>
    public RejectionProposal? OpenProposal => Proposals.LastOrDefault(p => p.IsOpenFor(Entry));

    /// <summary>May be the second person.</summary>
    public bool MayAnswer =>
        IsOffice && edition.IsOpen(Stage.Registration) && OpenProposal?.ProposedBy != User.PersonId();

    public string? ImportedFrom { get; private set; }
    public IReadOnlyList<Finding> Findings { get; private set; } = [];
    public IReadOnlyList<EntryCheck> Checks { get; private set; } = [];
    public Guid? PreviousWaiting { get; private set; }
    public Guid? NextWaiting { get; private set; }
    public int Waiting { get; private set; }
    public Refusal? Refusal { get; private set; }
    public string? Problem { get; private set; }

    public bool IsOffice => User.Role() is Role.Organizer or Role.Staff;
    public DateOnly Today => edition.Today;

    /// <summary>Until when a correction would be awaited if the entry were returned now.</summary>
    public WorkingTerm CorrectBy { get; private set; } = null!;

    /// <summary>What may be decided now, in the order it is offered.</summary>
    public IReadOnlyList<ReviewOutcome> Offered =>
        !IsOffice || !edition.IsOpen(Stage.Registration) || OpenProposal is not null
            ? []
            :
            [
                .. Enum.GetValues<ReviewOutcome>()
                    .Where(o =>
                        FormalReview.WhyNot(Entry, o, [FormalReview.Reasons[0]], edition.Rulebook.Review, edition.Now)
                            is null
                    ),
            ];

    /// <summary>What a finding is about, in words.</summary>
    public static string Place(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Sheet switch
        {
            Headings.EntrantsSheet => string.Format(null, Says.AboutEntrant, finding.Row),
            Headings.PatentsSheet => string.Format(null, Says.AboutPatent, finding.Row),
            _ => Says.AboutProject,
        };
    }

    /// <summary>What a check is about, in words.</summary>
    public static string Place(EntryCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return check.Subject switch
        {
            CheckSubject.Entrant => string.Format(null, Says.AboutEntrant, check.Row),
            CheckSubject.Patent => string.Format(null, Says.AboutPatent, check.Row),
            _ => Says.AboutProject,
        };
    }

    /// <summary>Checks that say the same of several patents are read once.</summary>
    public static IEnumerable<IReadOnlyList<EntryCheck>> Same(IEnumerable<EntryCheck> checks) =>
        checks.GroupBy(c => (c.Code, c.FindingCode, c.Message)).Select(same => same.ToList());

    /// <summary>The finding is about a field that a check has something to say on already.</summary>
    private static bool IsSaid(EntryCheck check, Finding finding) =>
        check.Result != CheckResult.Pass
        && check.Field == finding.Column
        && finding.Row == Math.Max(check.Row, 1)
        && finding.Sheet
            == check.Subject switch
            {
                CheckSubject.Entrant => Headings.EntrantsSheet,
                CheckSubject.Patent => Headings.PatentsSheet,
                _ => Headings.ProjectsSheet,
            };

    public Check Number(Patent patent) => StoredForm.CheckNumber(patent, Today);

    public static Check Identity(Entrant entrant)
    {
        ArgumentNullException.ThrowIfNull(entrant);
        return EntrantIdentity.Check(entrant.IdentifierKind, entrant.Identifier);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.EntryConfidential))
            return Forbid();
        return await SeeAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (!await db.Entries.AnyAsync(e => e.Id == EntryId && e.CompetitionId == edition.Id, cancel))
            return NotFound();
        if (Input.Outcome is not { } outcome || !Enum.IsDefined(outcome))
        {
            Problem = Says.ChooseOutcome;
            return await SeeAsync(cancel);
        }
        if (Input.Note is { Length: > LongestNote })
        {
            Problem = string.Format(null, Says.NoteTooLong, LongestNote);
            return await SeeAsync(cancel);
        }
        Refusal = await decide.HandleAsync(
            new(
                EntryId,
                Input.Version,
                outcome,
                outcome == ReviewOutcome.Accepted ? [] : Input.Reasons,
                Input.Note ?? "",
                User.Actor(),
                Input.Group is { Length: > 0 } group ? group : null,
                Request.Public(settings.Value)
            ),
            cancel
        );
        if (Refusal is not null)
        {
            db.ChangeTracker.Clear();
            return await SeeAsync(cancel);
        }
        TempData["done"] =
            outcome == ReviewOutcome.Rejected && edition.Rulebook.Review.NeedsSecondForRejection
                ? Says.RejectionProposed
                : string.Format(null, Says.Decided, StateWords.Say(FormalReview.After(outcome)));
        return Redirect(Here);
    }

    /// <summary>The second person's answer to the proposed rejection.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(
        Guid proposalId,
        uint version,
        bool confirm,
        string? why,
        CancellationToken cancel
    )
    {
        if (!IsOffice)
            return Forbid();
        if (!await db.Entries.AnyAsync(e => e.Id == EntryId && e.CompetitionId == edition.Id, cancel))
            return NotFound();
        Input = new() { Note = why };
        if (why is { Length: > LongestNote })
        {
            Problem = string.Format(null, Says.NoteTooLong, LongestNote);
            return await SeeAsync(cancel);
        }
        Refusal = await answer.HandleAsync(
            new(EntryId, proposalId, version, confirm, why ?? "", User.Actor(), Request.Public(settings.Value)),
            cancel
        );
        if (Refusal is not null)
        {
            db.ChangeTracker.Clear();
            return await SeeAsync(cancel);
        }
        TempData["done"] = confirm ? Says.RejectionConfirmed : Says.RejectionDeclined;
        return Redirect(Here);
    }

    private async Task<IActionResult> SeeAsync(CancellationToken cancel)
    {
        var entry = await db.WholeEntryAsync(edition.Id, EntryId, cancel);
        if (entry is null)
            return NotFound();
        CorrectBy = (await db.WorkingCalendarAsync(cancel)).After(
            edition.Now,
            edition.Rulebook.Review.CorrectionDays,
            edition.Zone
        );
        Entry = entry;
        var facts = await db.FactsOfAsync(entry, isReviewer: true, cancel);
        Checks = EntryChecks.Of(StoredForm.Of(entry), edition.Rulebook, facts, Today);
        Findings =
        [
            .. StoredForm.FindingsOf(entry, Today).Where(f => !Checks.Any(c => IsSaid(c, f))),
            .. await db.PartFindingsAsync(entry, cancel),
        ];
        Proposals = await db
            .RejectionProposals.AsNoTracking()
            .Where(p => p.EntryId == EntryId)
            .OrderBy(p => p.ProposedAt)
            .ToListAsync(cancel);
        Submissions =
        [
            .. (
                await db
                    .Submissions.AsNoTracking()
                    .Where(s => s.EntryId == EntryId)
                    .OrderByDescending(s => s.Number)
                    .Take(2)
                    .ToListAsync(cancel)
            ).OrderBy(s => s.Number),
        ];
        ImportedFrom = await db
            .ImportRuns.Where(r => r.Id == entry.ImportRunId)
            .Select(r => r.FileName)
            .SingleOrDefaultAsync(cancel);
        SpotChecks = await db
            .SpotChecks.AsNoTracking()
            .Where(c => c.EntryId == EntryId)
            .OrderBy(c => c.CheckedAt)
            .ToListAsync(cancel);
        Papers = await EntryPapers.ReadAsync(db, EntryId, Enum.GetValues<FileSlot>(), cancel);
        await ReadQueueAsync(cancel);
        return Page();
    }

    private async Task ReadQueueAsync(CancellationToken cancel)
    {
        if (Filter is not null)
        {
            await ReadFilteredQueueAsync(Filter, cancel);
            return;
        }
        var waiting = db.Entries.Where(e =>
            e.CompetitionId == edition.Id && e.State == EntryState.Submitted && e.Id != EntryId
        );
        Waiting = await waiting.CountAsync(cancel);
        PreviousWaiting = await waiting
            .Where(e => e.Number < Entry.Number)
            .OrderByDescending(e => e.Number)
            .Select(e => (Guid?)e.Id)
            .FirstOrDefaultAsync(cancel);
        NextWaiting = await waiting
            .Where(e => e.Number > Entry.Number)
            .OrderBy(e => e.Number)
            .Select(e => (Guid?)e.Id)
            .FirstOrDefaultAsync(cancel);
    }
}
