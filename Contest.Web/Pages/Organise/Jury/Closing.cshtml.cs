using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Closing the preliminary, step by step: what is still open, the close, the confirmation by two people, the notice.</summary>
public sealed class ClosingModel(
    ContestDb db,
    CurrentEdition edition,
    CloseStage close,
    ConfirmStandings confirm,
    RecordLot lot
) : PageModel
{
    /// <summary>One thing that must be so before the round closes.</summary>
    /// <param name="Words">What is asked.</param>
    /// <param name="Open">How many are open; 0 when it is so.</param>
    /// <param name="Where">The jury page where it is done, or null.</param>
    public sealed record Check(string Words, int Open, string? Where);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Check> Checks { get; private set; } = [];
    public StandingSheet? Sheet { get; private set; }
    public IReadOnlyList<GroupAdvancement> Groups { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<LineLot> Lots { get; private set; } = [];
    public IReadOnlyList<Approval> Asked { get; private set; } = [];
    public Approval? Confirmed { get; private set; }
    public Notice? Notice { get; private set; }
    public Refusal? WhyNotClose { get; private set; }
    public Refusal? TermWarning { get; private set; }
    public Refusal? Refusal { get; private set; }

    public bool MayChange => User.Role() == Role.Organizer;
    public StageRun Run => edition.Competition.Run(Stage.Preliminary);
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Preliminary).Closes(edition.Zone);
    public bool NeedsLot => Groups.Any(g => g.NeedsLot);

    /// <summary>A published score with the rulebook's decimals.</summary>
    public string Score(decimal score) =>
        score.ToString("F" + edition.Rulebook.Preliminary.Places, CultureInfo.InvariantCulture);

    /// <summary>The open request of an act, if any.</summary>
    public Approval? Waiting(string act, string subject = "") =>
        Asked.FirstOrDefault(a => a.Act == act && a.Subject == subject);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!MayRead)
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        Refusal = (await close.HandleAsync(new(edition.Id, Stage.Preliminary, User.Actor()), cancel)).Refusal;
        return await DoneAsync(StandingWords.ClosedNow, cancel);
    }

    public async Task<IActionResult> OnPostConfirmAsync(string hash, CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        Refusal = (await confirm.HandleAsync(new(edition.Id, hash ?? "", User.Actor()), cancel)).Refusal;
        return await DoneAsync(StandingWords.AskedToConfirm, cancel);
    }

    public async Task<IActionResult> OnPostLotAsync(
        string group,
        string[] chosen,
        string? witnesses,
        string? reason,
        DateTime drawnAt,
        CancellationToken cancel
    )
    {
        if (!MayChange)
            return Forbid();
        ModelState.Clear();
        var moment = new DateTimeOffset(drawnAt, edition.Zone.GetUtcOffset(drawnAt));
        var asked = await lot.HandleAsync(
            new(edition.Id, group ?? "", chosen ?? [], witnesses ?? "", reason ?? "", moment, User.Actor()),
            cancel
        );
        Refusal = asked.Refusal;
        return await DoneAsync(StandingWords.AskedToRecordLot, cancel);
    }

    private bool MayRead => edition.MaySee(User.Viewer(), Sight.AllSheets);

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}/jury/closing");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (Run.ClosedAt is null)
            await ReadChecksAsync(cancel);
        else
            await ReadStandingsAsync(cancel);
        if (Run.ConfirmedAt is null && Run.OpenedAt is not null)
            TermWarning = await db.TermWarningAsync(
                edition.Now,
                edition.Rulebook.Notices.AdvancementDays,
                edition.Zone,
                cancel
            );
    }

    private async Task ReadChecksAsync(CancellationToken cancel)
    {
        var items = await db.OpenItemsAsync(edition.Id, edition.Rulebook, cancel);
        WhyNotClose = StageGates.WhyNotClose(Stage.Preliminary, edition.Competition.Stages, items);
        var waiting = await db.WaitingEntriesAsync(edition.Id, edition.Rulebook, cancel);
        List<Check> checks =
        [
            new(StandingWords.CheckJudges, items.EntriesWithoutJudges, "jury"),
            new(StandingWords.CheckSheets, items.OpenSheets, "jury"),
            new(StandingWords.CheckWaiting, waiting, "jury/events"),
            new(StandingWords.CheckConflicts, items.OpenConflicts, "jury/conflicts"),
            new(StandingWords.CheckDiscrepancies, items.OpenDiscrepancies, "jury"),
        ];
        if (edition.Rulebook.Vote.WeightPercent > 0)
            checks.Add(new(StandingWords.CheckVotes, items.HasTally ? 0 : 1, "vote"));
        Checks = checks;
    }

    private async Task ReadStandingsAsync(CancellationToken cancel)
    {
        Sheet = await db.StandingsOfAsync(edition.Id, Stage.Preliminary, cancel);
        if (Sheet is null)
            return;
        Groups = await db.AdvancementAsync(Sheet, edition.Rulebook, cancel);
        Titles = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .ToDictionaryAsync(e => e.Id, e => e.Title, cancel);
        Lots = await db
            .LineLots.AsNoTracking()
            .Where(l => l.CompetitionId == edition.Id && l.StandingsHash == Sheet.Hash)
            .ToListAsync(cancel);
        string[] acts = [nameof(ConfirmStandings), nameof(RecordLot)];
        var approvals = await db
            .Approvals.AsNoTracking()
            .Where(a => a.CompetitionId == edition.Id && acts.Contains(a.Act))
            .ToListAsync(cancel);
        Asked = [.. approvals.Where(a => a.DecidedAt is null)];
        Confirmed = approvals.SingleOrDefault(a => a.Act == nameof(ConfirmStandings) && a.IsApproved is true);
        Notice = await db
            .Notices.AsNoTracking()
            .Where(n => n.CompetitionId == edition.Id && n.Kind == "advancement")
            .OrderByDescending(n => n.Number)
            .FirstOrDefaultAsync(cancel);
    }
}
