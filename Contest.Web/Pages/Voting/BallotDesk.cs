using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Web.Editions;
using Contest.Web.Localisation;
using Contest.Web.Operations;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// Where ballots are handed in as JSON: the one place where 160,000 phones meet in an hour. It answers before the rest of
/// the pipeline and asks the database for nothing but the ballot itself. A JSON body is no simple request, so no other
/// site can send one in a visitor's name (there is no CORS); the cookie is Lax besides.
/// </summary>
public sealed partial class BallotDesk(
    BallotLimiter limiter,
    VotingEditions editions,
    VerifiedVoters voters,
    VoterCookie devices,
    VoterWork work,
    BallotBox box,
    TimeProvider clock,
    ILogger<BallotDesk> logger
)
{
    /// <summary>More than the longest ballot of ten choices; a longer body is none.</summary>
    private const int MostBytes = 1024;

    private const string Json = "application/json";

    [LoggerMessage(LogLevel.Error, "A ballot was not answered: {Reference}")]
    private static partial void LogFault(ILogger logger, string reference, Exception why);

    /// <summary>Takes a ballot; everything else goes on.</summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        return HttpMethods.IsPost(http.Request.Method) && EditionAddress.OfBallots(http.Request.Path) is { } slug
            ? TakeAsync(http, slug)
            : next(http);
    }

    /// <summary>One ballot, answered whatever happens; what nobody expected is logged under the number the voter is told.</summary>
    public async Task TakeAsync(HttpContext http, string slug)
    {
        ArgumentNullException.ThrowIfNull(http);
        var began = VotingMeter.Begin(http);
        string answer;
        try
        {
            answer = await CastAsync(http, slug);
        }
        catch (Exception e) when (e is not (BadHttpRequestException or OperationCanceledException or IOException))
        {
            LogFault(logger, http.TraceIdentifier, e);
            Refusal unknown = new("voting.unconfirmed");
            answer = http.Response.HasStarted
                ? unknown.Code
                : await RefuseAsync(http, unknown, reference: http.TraceIdentifier);
        }
        VotingMeter.Note(began, answer);
    }

    /// <summary>How it was answered: "recorded", or the refusal's code.</summary>
    private async Task<string> CastAsync(HttpContext http, string slug)
    {
        Security.Headers.AddToData(http.Response);
        using var lease = limiter.Limiter.AttemptAcquire(
            http.Connection.RemoteIpAddress ?? System.Net.IPAddress.Loopback
        );
        if (!lease.IsAcquired)
            return await RefuseAsync(http, new("voting.busy"), StatusCodes.Status429TooManyRequests);
        if (await PaperOfAsync(http.Request) is not { } paper)
            return await RefuseAsync(http, new("voting.unreadable"));
        if (await editions.FindAsync(slug, CancellationToken.None) is not { } edition)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return "none";
        }
        if (voters.Of(http, slug, edition.VoterKey, edition.Rules) is not { } voter)
            return await RefuseAsync(
                http,
                new("voting.identity_needed"),
                go: VerifyAddress.Of(slug, paper.Choices, paper.Id)
            );
        if (voter.Tier == VoterIdentity.Device && !HasWorked(http, slug, paper))
            return await RefuseAsync(http, new("voting.work"), sum: work.Ask(slug, devices.DeviceOf(http), http));
        var evidence = BallotEvidence.Of(
            edition.Networks,
            http.Connection.RemoteIpAddress,
            http.Request.Headers.UserAgent
        );
        var cast = await box.CastAsync(
            new(
                edition.Id,
                paper.Id,
                voter.Voter,
                paper.Choices,
                voter.Tier,
                evidence,
                voter.Tier == VoterIdentity.Device && devices.IsNew(http)
            ),
            clock.GetUtcNow()
        );
        if (cast.Value is not { } answer)
            return await RefuseAsync(http, cast.Refusal!);
        await SendAsync(
            http.Response,
            JsonSerializer.SerializeToUtf8Bytes(
                new(answer.Receipt, answer.CastAt, answer.Left),
                BallotShapes.Default.Recorded
            )
        );
        return "recorded";
    }

    /// <summary>False: the device owes a sum.</summary>
    private bool HasWorked(HttpContext http, string slug, BallotApi.Paper paper)
    {
        if (!devices.Owes(http))
            return true;
        if (!work.IsDone(slug, devices.DeviceOf(http), paper.Id, paper.Work, paper.Answer))
            return false;
        devices.Settle(http);
        return true;
    }

    /// <summary>The ballot as it was sent; null when it is none.</summary>
    private static async ValueTask<BallotApi.Paper?> PaperOfAsync(HttpRequest request)
    {
        var isJson = request.ContentType == Json || request.HasJsonContentType();
        if (!isJson || request.ContentLength is not (> 0 and <= MostBytes and var length))
            return null;
        var read = await request.BodyReader.ReadAtLeastAsync((int)length);
        var paper = Parse(read.Buffer);
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return paper is { Choices: not null } && paper.Id != Guid.Empty ? paper : null;
    }

    private static BallotApi.Paper? Parse(ReadOnlySequence<byte> body)
    {
        Utf8JsonReader reader = new(body);
        try
        {
            var paper = JsonSerializer.Deserialize(ref reader, BallotShapes.Default.Paper);
            return reader.Read() ? null : paper; // nothing may follow it
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Says why, and returns the refusal's code.</summary>
    private static async Task<string> RefuseAsync(
        HttpContext http,
        Refusal refusal,
        int? otherStatus = null,
        string? go = null,
        VoterWork.Sum? sum = null,
        string? reference = null
    )
    {
        var status = otherStatus ?? StatusOf(refusal);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = ContestLocalisation.LanguageOf(http);
        http.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = 2.ToString(CultureInfo.InvariantCulture);
        var message = reference is null ? refusal.Message : $"{refusal.Message} {Errors.Reference} {reference}";
        var work = sum is null
            ? null
            : new BallotApi.Sum(
                sum.Token,
                sum.Seed,
                sum.Bits,
                Verifying.WorkBegins,
                Verifying.WorkGoes,
                Verifying.WorkDone
            );
        await SendAsync(
            http.Response,
            JsonSerializer.SerializeToUtf8Bytes(new(refusal.Code, message, go, work), BallotShapes.Default.NotRecorded)
        );
        return refusal.Code;
    }

    /// <summary>Whole and with its length: one packet, where a chunked answer is two.</summary>
    private static async Task SendAsync(HttpResponse response, byte[] json)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        await response.BodyWriter.WriteAsync(json);
    }

    private static int StatusOf(Refusal refusal) =>
        refusal.Code switch
        {
            "voting.busy" or "voting.unconfirmed" => StatusCodes.Status503ServiceUnavailable,
            "voting.unreadable" => StatusCodes.Status400BadRequest,
            "voting.identity_needed" or "voting.work" => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status409Conflict,
        };
}
