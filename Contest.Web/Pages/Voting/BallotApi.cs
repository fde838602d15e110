using System.Text.Json.Serialization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;
using Contest.Web.Editions;

namespace Contest.Web.Pages.Voting;

/// <summary>Ballots as JSON, for the page's script: handed in at the <see cref="BallotDesk"/>, and what was done today.</summary>
public static class BallotApi
{
    /// <summary>A ballot as it is sent. Set member by member: through a constructor reading takes a third longer and twice the memory.</summary>
    public sealed class Paper
    {
        /// <summary>The client's random id of the ballot, the same again when it is repeated.</summary>
        public Guid Id { get; set; }

        /// <summary>The numbers of the entries chosen; missing only where the desk calls the ballot unreadable.</summary>
        [JsonConverter(typeof(BallotChoices))]
        public short[] Choices { get; set; } = null!;

        /// <summary>The sum a new device was asked for, and its answer.</summary>
        public string? Work { get; set; }

        /// <summary>The number that solves it.</summary>
        public long? Answer { get; set; }
    }

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

    public static void Map(IEndpointRouteBuilder routes)
    {
        // the desk stands before the pipeline; here it is listed as every address is
        var desk = routes.ServiceProvider.GetRequiredService<BallotDesk>();
        routes.MapPost(
            "/api/{edition}/ballots",
            (RequestDelegate)(http => desk.TakeAsync(http, (string)http.Request.RouteValues["edition"]!))
        );
        routes.MapGet("/api/{edition}/ballots", MineAsync);
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
            BallotShapes.Default.Mine
        );
    }
}

/// <summary>How ballots are read and answered.</summary>
[JsonSerializable(typeof(BallotApi.Paper))]
[JsonSerializable(typeof(BallotApi.Recorded))]
[JsonSerializable(typeof(BallotApi.NotRecorded))]
[JsonSerializable(typeof(BallotApi.Mine))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class BallotShapes : JsonSerializerContext;
