using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Web.Editions;
using Contest.Web.Look;
using Contest.Web.Look.Figures;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The public's ballot paper (DESIGN.md 8): plain forms that work without script, the same bytes for everybody
/// (<see cref="Papers"/>), so without a token; <see cref="SameOrigin"/> stands in for it.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(RateLimits.PublicPost)]
[AboutEntries]
public sealed class VoteModel(
    ContestDb db,
    CurrentEdition edition,
    Showcase showcase,
    FigureSheets figures,
    CastBallot castBallot,
    VerifiedVoters voters,
    WaitingVoters waiting
) : PageModel
{
    public sealed record Card(
        Guid EntryId,
        short Number,
        string Code,
        string Title,
        string Entrant,
        string Industry,
        int Inventions,
        int Patents,
        int Pct,
        long? Votes,
        Guid? Cover
    );

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [FromQuery(Name = "field")]
    public string? Industry { get; init; }

    [BindProperty]
    public List<short> Choice { get; init; } = [];

    [BindProperty]
    public Guid ClientId { get; init; }

    public CurrentEdition Edition => edition;
    public VoteRules Rules => edition.Rulebook.Vote;
    public bool IsOpen { get; private set; }
    public bool HasResults => edition.MaySee(User.Viewer(), Sight.PublishedResult);
    public DateTimeOffset ClosesAt { get; private set; }
    public DateTimeOffset? CountsAsOf { get; private set; }

    /// <summary>" · 18:00 更新" beside counts that stand still until the next full span; else nothing.</summary>
    public string HourOfCounts =>
        IsOpen && Rules.Display == CountDisplay.Hourly && CountsAsOf is { } asOf
            ? " · " + string.Format(CultureInfo.CurrentCulture, Texts.Vote.AsOf, LocalTime.Clock(asOf, edition.Zone))
            : "";

    /// <summary>Where newer counts are asked for; null where there are none, or this viewer is shown others.</summary>
    public string? CountsAddress =>
        IsOpen && Rules.Display != CountDisplay.Hidden && User.Role() is null ? $"/api/{edition.Slug}/counts" : null;

    /// <summary>How often, in seconds.</summary>
    public int? CountsEvery =>
        CountsAddress is null ? null
        : Rules.Display == CountDisplay.Live ? 20
        : 60;

    public long? Voters { get; private set; }
    public IReadOnlyList<Card> Cards { get; private set; } = [];

    /// <summary>Where the drawings of all cards lie.</summary>
    public string FiguresAddress { get; private set; } = "";

    public IReadOnlyList<string> Industries { get; private set; } = [];
    public int EntryCount { get; private set; }
    public Refusal? Refusal { get; private set; }

    /// <summary>One tap a vote, or a ballot of several that is cast as a whole.</summary>
    public bool IsOneTap => Rules.MostChoices == 1;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isRead = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);
        if (!isRead && !SameOrigin.IsOwn(Request, VoterCookie.Name))
            context.Result = BadRequest();
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (edition.Competition.Run(Stage.Voting).OpenedAt is null)
            return NotFound();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (edition.Competition.Run(Stage.Voting).OpenedAt is null)
            return NotFound();
        if (edition.Competition.VoterKey is null)
            return NotFound();
        var clientId = ClientId == Guid.Empty ? Guid.NewGuid() : ClientId;
        if (voters.Of(HttpContext, edition) is not { } voter)
            return Redirect(VerifyAddress.Of(edition.Slug, Choice, clientId));
        if (
            voter.Tier == VoterIdentity.Device
            && waiting.WhereTo(HttpContext, edition.Slug, Choice, clientId) is { } queue
        )
            return Redirect(queue);
        var cast = await castBallot.HandleAsync(
            new(edition.Id, clientId, voter.Voter, Choice, voter.Tier, EvidenceOf(edition.Competition.VoterKey)),
            cancel
        );
        if (cast.Value is { } answer)
        {
            TempData["receipt"] = answer.Receipt;
            return Redirect($"/{edition.Slug}/vote/mine");
        }
        Refusal = cast.Refusal;
        if (Refusal!.Code is "voting.busy" or "voting.unconfirmed")
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await ReadAsync(cancel);
        return Page();
    }

    private BallotEvidence EvidenceOf(byte[] editionKey) =>
        BallotEvidence.Of(editionKey, HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent);

    private async Task ReadAsync(CancellationToken cancel)
    {
        var voting = edition.Competition.Run(Stage.Voting);
        ClosesAt = edition.Rulebook.Window(Stage.Voting).Closes(edition.Zone);
        IsOpen = voting.IsOpen && edition.Now < ClosesAt;
        CountsAsOf = Visibility.CountsAsOf(User.Viewer(), Rules, edition.Competition.Stages, ClosesAt, edition.Now);
        var (order, day) = (PaperOrder.Of(HttpContext), edition.Rulebook.LocalDate(edition.Now));
        var counts = await CountsAsync(cancel);
        var cards = await CardsAsync(counts, cancel);
        EntryCount = cards.Count;
        var projects = await showcase.ReadAsync(db, edition.Id, cancel);
        var found = projects.Where(l => l.Text.Fits(Search)).Select(l => l.Id).ToHashSet();
        var sheet = await figures.OfAsync(db, edition.Slug, projects, cancel);
        FiguresAddress = FigureSheets.AddressOf(edition.Slug, sheet.Version);
        Industries = [.. edition.Rulebook.Industries.Where(i => cards.Exists(c => c.Industry == i))];
        Cards =
        [
            .. cards
                .Where(c => string.IsNullOrEmpty(Industry) || c.Industry == Industry)
                .Where(c => found.Contains(c.EntryId))
                .OrderBy(c => PaperOrder.Ticket(order, day, c.Code), StringComparer.Ordinal),
        ];
    }

    private async Task<Dictionary<Guid, long>?> CountsAsync(CancellationToken cancel)
    {
        if (CountsAsOf is not { } asOf)
            return null;
        // once the vote is over nothing comes after its end
        var end = edition.Competition.Run(Stage.Voting).ClosedAt ?? edition.Now;
        var shown = await db.ShownCountsAsync(edition.Id, asOf, end, cancel);
        Voters = shown.Voters;
        return shown.Counts.ToDictionary(c => c.EntryId, c => c.Votes);
    }

    private async Task<List<Card>> CardsAsync(Dictionary<Guid, long>? counts, CancellationToken cancel)
    {
        var entries = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                e.Number,
                e.Code,
                e.Title,
                e.Industry,
                Entrant = e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).First(),
                Inventions = e.Patents.Count(p => p.Kind == PatentKind.Invention),
                Pct = e.Patents.Count(p => p.Kind == PatentKind.PctInvention || p.Kind == PatentKind.PctUtilityModel),
                Patents = e.Patents.Count,
            })
            .ToListAsync(cancel);
        var covers = await db.CoversOfAsync([.. entries.Select(e => e.Id)], cancel);
        return
        [
            .. entries.Select(e => new Card(
                e.Id,
                (short)e.Number,
                e.Code!,
                e.Title,
                e.Entrant,
                e.Industry,
                e.Inventions,
                e.Patents,
                e.Pct,
                counts?.GetValueOrDefault(e.Id),
                covers.TryGetValue(e.Id, out var file) ? file : null
            )),
        ];
    }
}
