using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Drop-outs, replacements, quorums and late marks: looked at before they are proposed, and the list of what was done.</summary>
public sealed class EventsModel(ContestDb db, CurrentEdition edition, ProposeJudgingEvent propose) : PageModel
{
    public sealed class EventInput
    {
        public JudgingEventKind Kind { get; set; } = JudgingEventKind.DropOut;
        public Guid? JudgeId { get; set; }
        public Guid? SuccessorId { get; set; }
        public string? Entries { get; set; }
        public int? Fewest { get; set; }
        public Guid? SheetId { get; set; }
        public DateTime? Until { get; set; }
        public string? Reason { get; set; }
    }

    public sealed record Option(Guid Id, string Words);

    public sealed record Done(JudgingEvent Event, string First, string Second, JudgingProposal Shown);

    [BindProperty]
    public EventInput Input { get; set; } = new();

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Option> Judges { get; private set; } = [];
    public IReadOnlyList<Option> OpenSheets { get; private set; } = [];
    public IReadOnlyList<Done> Events { get; private set; } = [];
    public IReadOnlyList<Approval> Waiting { get; private set; } = [];
    public JudgingProposal? Preview { get; private set; }
    public Refusal? Refusal { get; private set; }

    public bool MayChange => User.Role() == Role.Organizer;
    public StageRun Run => edition.Competition.Run(Stage.Preliminary);

    public string Place(PlaceNow place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Rank is { } rank && place.Score is { } score
            ? string.Format(
                CultureInfo.CurrentCulture,
                StandingWords.PlaceShort,
                rank,
                score.ToString("F" + edition.Rulebook.Preliminary.Places, CultureInfo.InvariantCulture),
                SideName(place.Side)
            )
            : SideName(place.Side);
    }

    public static string SideName(CutSide side) =>
        side switch
        {
            CutSide.Through => StandingWords.SideThrough,
            CutSide.Level => StandingWords.SideLevel,
            CutSide.Below => StandingWords.SideBelow,
            _ => StandingWords.SideWaiting,
        };

    public static string KindName(JudgingEventKind kind) =>
        kind switch
        {
            JudgingEventKind.DropOut => StandingWords.KindDropOut,
            JudgingEventKind.Replacement => StandingWords.KindReplacement,
            JudgingEventKind.Quorum => StandingWords.KindQuorum,
            _ => StandingWords.KindLateMark,
        };

    /// <summary>What it is about, in one line.</summary>
    public string About(JudgingProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var wish = proposal.Wish;
        var entries = wish.Entries.Count == 0 ? "" : string.Join("、", wish.Entries);
        return wish.Kind switch
        {
            JudgingEventKind.Replacement => $"{proposal.Judge} → {proposal.Successor} {entries}",
            JudgingEventKind.Quorum => string.Format(
                CultureInfo.CurrentCulture,
                StandingWords.QuorumAbout,
                entries.Length == 0 ? StandingWords.WholeRound : entries,
                wish.Fewest
            ),
            JudgingEventKind.LateMark => string.Format(
                CultureInfo.CurrentCulture,
                StandingWords.LateAbout,
                proposal.Judge,
                entries,
                wish.Until is { } until ? Look.LocalTime.ShowWithZone(until, edition.Zone) : ""
            ),
            _ => proposal.Judge ?? "",
        };
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        ModelState.Clear();
        var proposal = await db.ProposalAsync(edition.Id, Wish(), edition.Now, cancel);
        (Refusal, Preview) = (proposal.Refusal, proposal.Value);
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostProposeAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        ModelState.Clear();
        Refusal = (await propose.HandleAsync(new(edition.Id, Wish(), User.Actor()), cancel)).Refusal;
        if (Refusal is null)
        {
            TempData["done"] = StandingWords.Proposed;
            return Redirect($"/organise/{edition.Slug}/jury/events");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private JudgingWish Wish()
    {
        var isOfJudge = Input.Kind is JudgingEventKind.DropOut or JudgingEventKind.Replacement;
        var isLate = Input.Kind == JudgingEventKind.LateMark;
        return new(
            Input.Kind,
            isOfJudge ? Input.JudgeId : null,
            Input.Kind == JudgingEventKind.Replacement ? Input.SuccessorId : null,
            Input.Kind is JudgingEventKind.Replacement or JudgingEventKind.Quorum ? Codes() : [],
            Input.Kind == JudgingEventKind.Quorum ? Input.Fewest : null,
            isLate ? Input.SheetId : null,
            isLate && Input.Until is { } until ? new DateTimeOffset(until, edition.Zone.GetUtcOffset(until)) : null,
            Input.Reason ?? ""
        );
    }

    private string[] Codes() =>
        (Input.Entries ?? "").Split(
            [' ', ',', '，', '、', ';', '；', '\t', '\r', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private async Task ReadAsync(CancellationToken cancel)
    {
        Judges = await db
            .Judges.Where(j => j.CompetitionId == edition.Id && j.LeftAt == null)
            .OrderBy(j => j.Name)
            .Select(j => new Option(j.Id, j.Name))
            .ToListAsync(cancel);
        OpenSheets = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where
                s.CompetitionId == edition.Id
                && s.Round == Stage.Preliminary
                && s.SubmittedAt == null
                && s.RecusedAt == null
                && s.SetAsideAt == null
            orderby e.Code, j.Name
            select new Option(s.Id, e.Code + " · " + j.Name)
        ).ToListAsync(cancel);
        Waiting = await db
            .Approvals.AsNoTracking()
            .Where(a => a.CompetitionId == edition.Id && a.Act == nameof(ProposeJudgingEvent) && a.DecidedAt == null)
            .OrderBy(a => a.RequestedAt)
            .ToListAsync(cancel);
        Events = await ReadEventsAsync(cancel);
    }

    private async Task<IReadOnlyList<Done>> ReadEventsAsync(CancellationToken cancel)
    {
        var events = await (
            from e in db.JudgingEvents.AsNoTracking()
            join a in db.Approvals on e.ApprovalId equals a.Id
            where e.CompetitionId == edition.Id
            orderby e.Number descending
            select new
            {
                Event = e,
                a.RequestedByName,
                a.DecidedByName,
            }
        ).ToListAsync(cancel);
        return
        [
            .. events.Select(e => new Done(
                e.Event,
                e.RequestedByName,
                e.DecidedByName ?? "",
                ProposeJudgingEvent.Read(e.Event.Shown)
            )),
        ];
    }
}
