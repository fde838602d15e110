using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Web.Editions;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Ballots;

/// <summary>The vote as the organizers see it: ballots by day, counts where they may be seen, the tally and the close.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition, CloseStage close) : PageModel
{
    public sealed record Day(DateOnly Date, long Ballots, long Voters);

    public sealed record TierLine(VoterIdentity Tier, long Ballots, long Voters);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Day> Days { get; private set; } = [];
    public Tally? Counts { get; private set; }
    public TallySheet? Tally { get; private set; }
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();
    public long Voters { get; private set; }

    /// <summary>Ballots and voters, in all and by day, may be seen by whoever looks.</summary>
    public bool IsTurnoutShown { get; private set; }

    public IReadOnlyList<TierLine> Tiers { get; private set; } = [];
    public IReadOnlyList<ChartHour> Hours { get; private set; } = [];
    public DateTimeOffset FirstHour { get; private set; }
    public DateTimeOffset LastHour { get; private set; }
    public int OpenCases { get; private set; }
    public Refusal? Refusal { get; private set; }
    public StageRun Run => edition.Competition.Run(Stage.Voting);
    public DateTimeOffset Opens => edition.Rulebook.Window(Stage.Voting).Opens(edition.Zone);
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Voting).Closes(edition.Zone);
    public bool IsEarly => StageGates.IsEarly(Closes, edition.Now);
    public bool MayClose => User.Role() == Role.Organizer && Run.IsOpen;
    public long Ballots => Days.Sum(d => d.Ballots);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var closed = await close.HandleAsync(new(edition.Id, Stage.Voting, User.Actor()), cancel);
        if (closed.Value is { } answer)
        {
            TempData["done"] = answer.IsClosed ? Counting.Closed : Counting.CloseAsked;
            return Redirect($"/organise/{edition.Slug}/vote");
        }
        Refusal = closed.Refusal;
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        OpenCases = await db.OpenFraudCasesAsync(edition.Id, cancel);
        var viewer = User.Viewer();
        IsTurnoutShown = edition.MaySee(viewer, Sight.Turnout);
        if (IsTurnoutShown)
            await ReadTurnoutAsync(cancel);
        if (edition.MaySee(viewer, Sight.Tally))
            Tally = await db.TallySheets.SingleOrDefaultAsync(t => t.CompetitionId == edition.Id, cancel);
        if (Tally is not null)
            Counts = CanonicalJson.Read<Tally>(Tally.Json);
        else if (
            Visibility.CountsAsOf(viewer, edition.Rulebook.Vote, edition.Competition.Stages, Closes, edition.Now) is
            { } upTo
        )
            Counts = Core.Voting.Tally.Of(await db.VoteCountsAsync(edition.Id, upTo, cancel));
        Titles = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .ToDictionaryAsync(e => e.Id, e => e.Title, cancel);
    }

    private async Task ReadTurnoutAsync(CancellationToken cancel)
    {
        var ballots = db.Ballots.Where(b => b.CompetitionId == edition.Id);
        Days = await ballots
            .GroupBy(b => b.Day)
            .OrderBy(g => g.Key)
            .Select(g => new Day(g.Key, g.LongCount(), g.Select(b => b.Voter).Distinct().LongCount()))
            .ToListAsync(cancel);
        Voters = await ballots.Select(b => b.Voter).Distinct().LongCountAsync(cancel);
        await ReadCountersAsync(cancel);
    }

    /// <summary>By tier and by hour, from what the clerk has counted: however many ballots there are, some hundred rows.</summary>
    private async Task ReadCountersAsync(CancellationToken cancel)
    {
        var counters = await db
            .BallotCounters.AsNoTracking()
            .Where(c => c.CompetitionId == edition.Id)
            .ToListAsync(cancel);
        if (counters.Count == 0)
            return;
        Tiers =
        [
            .. counters
                .GroupBy(c => c.Tier)
                .OrderBy(g => g.Key)
                .Select(g => new TierLine(g.Key, g.Sum(c => c.Ballots), g.Sum(c => c.Voters))),
        ];
        (FirstHour, LastHour) = (counters.Min(c => c.Hour), counters.Max(c => c.Hour).AddHours(1));
        var hours = counters.ToLookup(c => c.Hour);
        Hours =
        [
            .. Enumerable
                .Range(0, (int)(LastHour - FirstHour).TotalHours)
                .Select(h => hours[FirstHour.AddHours(h)])
                .Select(h => new ChartHour(h.Sum(c => c.Ballots), h.Sum(c => c.Voters), IsMarked: true)),
        ];
    }
}
