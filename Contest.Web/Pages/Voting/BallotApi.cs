using System.Globalization;
using System.Text.Json.Serialization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;
using Contest.Web.Editions;
using Contest.Web.Localisation;
using Contest.Web.Operations;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// Ballots as JSON, for the page's script. Casting is the one place where 160,000 phones meet in an hour: it leaves the
/// pipeline as soon as the route is known and asks the database for nothing but the ballot itself. A JSON body is no
/// simple request, so no other site can send one in a visitor's name (there is no CORS); the cookie is Lax besides.
/// </summary>
public static partial class BallotApi
{
    /// <summary>More than the longest ballot of ten choices; a longer body is none.</summary>
    private const int MostBytes = 1024;

    /// <param name="Id">The client's random id of the ballot, the same again when it is repeated.</param>
    /// <param name="Choices">The numbers of the entries chosen.</param>
    /// <param name="Work">The sum a new device was asked for, and its answer.</param>
    /// <param name="Answer">The number that solves it.</param>
    public sealed record Paper(Guid Id, short[] Choices, string? Work = null, long? Answer = null);

    /// <param name="Left">Ballots left today.</param>
    public sealed record Recorded(string Receipt, DateTimeOffset CastAt, int Left);

    /// <summary>Why a ballot was not taken; a repeat with the same id is always safe.</summary>
    /// <param name="Go">Where the voter goes first, with what was chosen; null: nowhere.</param>
    /// <param name="Work">What the device works out first; then the same ballot again.</param>
    public sealed record NotRecorded(string Code, string Message, string? Go = null, Sum? Work = null);

    /// <summary>A sum (<see cref="ProofOfWork"/>), and what the page says meanwhile.</summary>
    public sealed record Sum(string Token, string Seed, int Bits, string Begins, string Goes, string Done);

    /// <summary>What this device has done today.</summary>
    /// <param name="Now">The server's clock, in milliseconds since 1970: what the page counts down by.</param>
    public sealed record Mine(int Left, int Ballots, IReadOnlyList<short> Voted, long Now);

    [JsonSerializable(typeof(Paper))]
    [JsonSerializable(typeof(Recorded))]
    [JsonSerializable(typeof(NotRecorded))]
    [JsonSerializable(typeof(Mine))]
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
    )]
    private sealed partial class Shapes : JsonSerializerContext;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/{edition}/ballots", (RequestDelegate)CastAsync).ShortCircuit();
        routes.MapGet("/api/{edition}/ballots", MineAsync);
    }

    private static async Task CastAsync(HttpContext http)
    {
        var services = http.RequestServices;
        http.Response.Headers.CacheControl = "no-store";
        using var lease = services
            .GetRequiredService<BallotLimiter>()
            .Limiter.AttemptAcquire(http.Connection.RemoteIpAddress ?? System.Net.IPAddress.Loopback);
        if (!lease.IsAcquired)
        {
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, new("voting.busy"));
            return;
        }
        if (await PaperOfAsync(http) is not { } paper)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, new("voting.unreadable"));
            return;
        }
        var slug = (string)http.Request.RouteValues["edition"]!;
        if (await services.GetRequiredService<VotingEditions>().FindAsync(slug, http.RequestAborted) is not { } edition)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var voters = services.GetRequiredService<VerifiedVoters>();
        if (voters.Of(http, slug, edition.VoterKey, edition.Rules) is not { } voter)
        {
            var go = VerifyAddress.Of(slug, paper.Choices, paper.Id);
            await RefuseAsync(http, StatusCodes.Status403Forbidden, new("voting.identity_needed"), go);
            return;
        }
        if (voter.Tier == VoterIdentity.Device && !await HasWorkedAsync(http, slug, paper))
            return;
        var cast = await services
            .GetRequiredService<BallotBox>()
            .CastAsync(
                new(
                    edition.Id,
                    paper.Id,
                    voter.Voter,
                    paper.Choices,
                    voter.Tier,
                    BallotEvidence.Of(edition.VoterKey, http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent)
                ),
                services.GetRequiredService<TimeProvider>().GetUtcNow()
            );
        await (
            cast.Value is { } answer
                ? http.Response.WriteAsJsonAsync(
                    new Recorded(answer.Receipt, answer.CastAt, answer.Left),
                    Shapes.Default.Recorded
                )
                : RefuseAsync(http, StatusOf(cast.Refusal!), cast.Refusal!)
        );
    }

    /// <summary>False: the device owes a sum and has been asked for it.</summary>
    private static async ValueTask<bool> HasWorkedAsync(HttpContext http, string slug, Paper paper)
    {
        var devices = http.RequestServices.GetRequiredService<VoterCookie>();
        if (!devices.Owes(http))
            return true;
        var (work, device) = (http.RequestServices.GetRequiredService<VoterWork>(), devices.DeviceOf(http));
        if (work.IsDone(slug, device, paper.Id, paper.Work, paper.Answer))
        {
            devices.Settle(http);
            return true;
        }
        var sum = work.Ask(slug, device, http);
        await RefuseAsync(http, StatusCodes.Status403Forbidden, new("voting.work"), sum: sum);
        return false;
    }

    private static async Task<Paper?> PaperOfAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.ContentLength is not (> 0 and <= MostBytes))
            return null;
        try
        {
            var paper = await http.Request.ReadFromJsonAsync(Shapes.Default.Paper, http.RequestAborted);
            return paper is { Choices.Length: <= 20 } && paper.Id != Guid.Empty ? paper : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> MineAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        VerifiedVoters voters,
        ContestDb db,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await current.FindAsync(edition, cancel) || current.Competition.Run(Stage.Voting).OpenedAt is null)
            return TypedResults.NotFound();
        if (current.Competition.VoterKey is null)
            return TypedResults.NotFound();
        var day = current.Rulebook.LocalDate(current.Now);
        var today = voters.Of(http, current) is { } voter
            ? await db.VoterDayAsync(current.Id, voter.Voter, day, cancel)
            : VoterDay.Empty; // nobody yet: the first ballot leads to where one shows who votes
        return TypedResults.Json(
            new Mine(
                today.Left(current.Rulebook.Vote),
                today.Ballots,
                [.. today.Votes.Distinct()],
                current.Now.ToUnixTimeMilliseconds()
            ),
            Shapes.Default.Mine
        );
    }

    private static async Task RefuseAsync(
        HttpContext http,
        int status,
        Refusal refusal,
        string? go = null,
        VoterWork.Sum? sum = null
    )
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = await ContestLocalisation.LanguageOfAsync(http);
        http.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = 2.ToString(CultureInfo.InvariantCulture);
        var work = sum is null
            ? null
            : new Sum(sum.Token, sum.Seed, sum.Bits, Verifying.WorkBegins, Verifying.WorkGoes, Verifying.WorkDone);
        await http.Response.WriteAsJsonAsync(new(refusal.Code, refusal.Message, go, work), Shapes.Default.NotRecorded);
    }

    private static int StatusOf(Refusal refusal) =>
        refusal.Code is "voting.busy" or "voting.unconfirmed"
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status409Conflict;
}
