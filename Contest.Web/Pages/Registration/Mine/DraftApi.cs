using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>
/// The fields of one's own entry as JSON, saved while they are typed. A change names the edit it has seen; the antiforgery
/// token travels in the header <c>RequestVerificationToken</c>.
/// </summary>
public static class DraftApi
{
    private const string Route = "/api/{edition}/entries/{entryId:guid}/fields";
    private const int MostChanges = 500;
    private const int MostBytes = 512 * 1024;

    /// <summary>What a page sends.</summary>
    public sealed record Wanted(IReadOnlyList<FieldChange>? Changes);

    /// <summary>A field as it is now.</summary>
    public sealed record Field(string Path, int Edit, string? Value);

    /// <summary>Something found in a field.</summary>
    public sealed record Found(string Path, string Level, string Message);

    /// <summary>A field two people wrote in.</summary>
    public sealed record Clash(string Path, string? Mine, string? Theirs, int Edit, string Said);

    /// <summary>What became of the changes, and what is found now.</summary>
    public sealed record View(
        IReadOnlyList<Field> Fields,
        IReadOnlyList<Clash> Conflicts,
        IReadOnlyList<Found> Unsaved,
        IReadOnlyList<Found> Found,
        IReadOnlyDictionary<string, string> Steps,
        string At,
        string? Token = null
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, ReadAsync).RequireAuthorization(Policies.Entrant);
        routes
            .MapPut(Route, SaveAsync)
            .RequireAuthorization(Policies.Entrant)
            .RequireRateLimiting(RateLimits.PublicPost)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static async Task<IResult> ReadAsync(
        string edition,
        Guid entryId,
        HttpContext http,
        OwnEntry own,
        IAntiforgery antiforgery,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await own.FindAsync(edition, entryId, http.User, cancel))
            return TypedResults.NotFound();
        return TypedResults.Json(
            ViewOf(own, null, own.Fields.Keys, own.Edition.Now) with
            {
                Token = antiforgery.GetAndStoreTokens(http).RequestToken,
            }
        );
    }

    private static async Task<IResult> SaveAsync(
        string edition,
        Guid entryId,
        HttpContext http,
        OwnEntry own,
        SaveFields save,
        IAntiforgery antiforgery,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await antiforgery.IsRequestValidAsync(http))
            return Problem(StatusCodes.Status400BadRequest, new("entry.token_expired"));
        if (!await own.FindAsync(edition, entryId, http.User, cancel))
            return TypedResults.NotFound();
        if (await WantedAsync(http.Request, cancel) is not { } changes)
            return Problem(StatusCodes.Status400BadRequest, new("entry.unreadable_update"));
        var wanted = own.WithWhatFollows(changes);
        var answer = await save.HandleAsync(new(entryId, wanted, http.User.Actor()), cancel);
        if (answer.Refusal is { } refusal)
            return Problem(StatusCodes.Status423Locked, refusal);
        await own.ReadFieldsAsync(cancel);
        return TypedResults.Json(ViewOf(own, answer, wanted.Select(c => c.Path).Distinct(), answer.At));
    }

    private static async Task<IReadOnlyList<FieldChange>?> WantedAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            return null;
        try
        {
            var wanted = await request.ReadFromJsonAsync<Wanted>(cancel);
            return wanted?.Changes is { Count: > 0 and <= MostChanges } changes && changes.All(c => c?.Path is not null)
                ? changes
                : null;
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static View ViewOf(OwnEntry own, SaveFields.Answer? answer, IEnumerable<string> paths, DateTimeOffset at) =>
        new(
            [
                .. paths.Select(p =>
                    own.Fields.TryGetValue(p, out var f) ? new Field(p, f.Edit, f.Value) : new(p, 0, null)
                ),
            ],
            [
                .. (answer?.Conflicts ?? []).Select(c => new Clash(
                    c.Path,
                    c.Mine,
                    c.Theirs,
                    c.Edit,
                    string.Format(
                        System.Globalization.CultureInfo.CurrentCulture,
                        Texts.Registering.ConflictSaid,
                        c.ByName,
                        Look.LocalTime.Show(c.At, own.Edition.Zone)
                    )
                )),
            ],
            [.. (answer?.Unsaved ?? []).Select(u => new Found(u.Path, "error", u.Why.Message))],
            [
                .. Numbers(own),
                .. own
                    .Findings.Where(f => !DraftSteps.IsMissing(f))
                    .Select(f => (Path: own.Draft.PathOf(f), f))
                    .Where(f => f.Path is not null)
                    .Select(f => new Found(f.Path!, f.f.Level == CheckResult.Error ? "error" : "warning", f.f.Message)),
            ],
            own.States.ToDictionary(
                s => s.Key.ToString().ToLowerInvariant(),
                s => s.Value.ToString().ToLowerInvariant()
            ),
            Look.LocalTime.Clock(at, own.Edition.Zone)
        );

    /// <summary>What each patent's number says of itself.</summary>
    private static IEnumerable<Found> Numbers(OwnEntry own) =>
        from row in own.Draft.Rows(DraftFields.Patents)
        let path = DraftFields.Path(DraftFields.Patents, row, "number")
        where own.Draft[path].Length > 0
        let says = NumberSays.Of(own.Draft[path], own.Edition.Rulebook.LocalDate(own.Edition.Now))
        where says.Check.Result != CheckResult.Error
        select new Found(path, "note", says.Message);

    private static ProblemHttpResult Problem(int status, Refusal refusal) =>
        TypedResults.Problem(
            refusal.Message,
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code }
        );
}
