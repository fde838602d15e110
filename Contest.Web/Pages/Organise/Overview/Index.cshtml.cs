using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Overview;

/// <summary>The edition at a glance: its figures, its stages with their gates, and what waits for a second person.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition, OpenStage open, CloseStage close) : PageModel
{
    public sealed record StageLine(
        Stage Stage,
        string Name,
        DateTimeOffset Opens,
        DateTimeOffset Closes,
        StageRun Run,
        Refusal? WhyNotOpen,
        Refusal? WhyNotClose
    );

    public CurrentEdition Edition => edition;
    public IReadOnlyList<StageLine> Stages { get; private set; } = [];
    public int Entries { get; private set; }
    public int Accepted { get; private set; }
    public int Entrants { get; private set; }
    public int Patents { get; private set; }
    public long? Votes { get; private set; }
    public int WaitingApprovals { get; private set; }
    public bool MayMove => User.Role() == Role.Organizer;
    public Refusal? Refusal { get; private set; }

    /// <summary>The one sentence that matters: what is open and until when, else what opens next.</summary>
    public string Said
    {
        get
        {
            var line = Stages.LastOrDefault(s => s.Run.IsOpen) ?? Stages.FirstOrDefault(s => s.Run.OpenedAt is null);
            if (line is null)
                return Desk.AllStagesDone;
            var until = line.Run.IsOpen ? line.Closes : line.Opens;
            var text =
                !line.Run.IsOpen ? Desk.NextFrom
                : until > edition.Now ? Desk.NowUntil
                : Desk.NowLate;
            return string.Format(
                null,
                text,
                line.Name,
                LocalTime.Show(until, edition.Zone),
                Zones.Name(edition.Zone, until)
            );
        }
    }

    /// <summary>What the calendar does not know of the objection days that begin when preliminary judging is closed.</summary>
    public Refusal? TermWarning { get; private set; }

    /// <summary>Spot checks to make or to settle while registration is open.</summary>
    public int OpenSpotChecks { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostOpenAsync(Stage stage, CancellationToken cancel)
    {
        if (!MayMove)
            return Forbid();
        if (!Enum.IsDefined(stage))
            return BadRequest();
        var opened = await open.HandleAsync(new(edition.Id, stage, User.Actor()), cancel);
        Refusal = opened.Refusal;
        var said = opened.Value?.IsOpen == true ? Desk.StageOpened : Desk.StageOpenAsked;
        return await DoneAsync(string.Format(null, said, Words.Say(StageGates.NameCode(stage))), cancel);
    }

    public async Task<IActionResult> OnPostCloseAsync(Stage stage, CancellationToken cancel)
    {
        if (!MayMove)
            return Forbid();
        if (!Enum.IsDefined(stage))
            return BadRequest();
        var closed = await close.HandleAsync(new(edition.Id, stage, User.Actor()), cancel);
        Refusal = closed.Refusal;
        var said = closed.Value?.IsClosed == true ? Desk.StageClosed : Desk.StageCloseAsked;
        return await DoneAsync(string.Format(null, said, Words.Say(StageGates.NameCode(stage))), cancel);
    }

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}");
        }
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var items = await db.OpenItemsAsync(edition.Id, edition.Rulebook, cancel);
        var runs = edition.Competition.Stages;
        Stages =
        [
            .. Enum.GetValues<Stage>()
                .Select(s => new StageLine(
                    s,
                    Words.Say(StageGates.NameCode(s)),
                    edition.Rulebook.Window(s).Opens(edition.Zone),
                    edition.Rulebook.Window(s).Closes(edition.Zone),
                    edition.Competition.Run(s),
                    StageGates.WhyNotOpen(s, runs, items),
                    StageGates.WhyNotClose(s, runs, items)
                )),
        ];
        var entries = db.Entries.Where(e => e.CompetitionId == edition.Id && e.State != EntryState.Draft);
        Entries = await entries.CountAsync(cancel);
        Accepted = await entries.CountAsync(e => e.State == EntryState.Accepted, cancel);
        Entrants = await entries
            .SelectMany(e => e.Participations)
            .Select(p => p.EntrantId)
            .Distinct()
            .CountAsync(cancel);
        Patents = await entries.SelectMany(e => e.Patents).CountAsync(cancel);
        if (edition.MaySee(User.Viewer(), Sight.Turnout))
            Votes = await db
                .Ballots.Where(b => b.CompetitionId == edition.Id)
                .SumAsync(b => (long)b.Choices.Length, cancel);
        // nothing stops for them, but after registration they cannot be made
        if (edition.IsOpen(Stage.Registration))
            OpenSpotChecks = await db.ReviewQueueOf(edition.Id, edition.Now)
                .CountAsync(r => r.Task == ReviewTask.SpotCheck || r.Task == ReviewTask.DecideAgain, cancel);
        if (edition.IsOpen(Stage.Preliminary))
            TermWarning = await db.TermWarningAsync(
                edition.Now,
                edition.Rulebook.Notices.AdvancementDays,
                edition.Zone,
                cancel
            );
        WaitingApprovals = await db.Approvals.CountAsync(
            a => a.CompetitionId == edition.Id && a.DecidedAt == null,
            cancel
        );
    }
}
