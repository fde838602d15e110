using System.Text.Json;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// What a judge does around the marks of a sheet: note, flag, putting off, a doubt about eligibility, stepping back. As
/// JSON, so that the page may be of yesterday and a lost connection loses no sentence. The token is the sheet's.
/// </summary>
public static class SheetNotesApi
{
    /// <summary>What is sent; what is left out stays as it is.</summary>
    public sealed record Words(bool? IsFlagged, string? Note, bool? IsSkipped, string? Reason);

    /// <summary>Most bytes: the longest note several times over.</summary>
    private const int MostBytes = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var sheets = routes.MapGroup("/api/sheets").RequireAuthorization(Policies.Judge);
        sheets.MapGet("/{sheetId}/next", NextAsync);
        sheets.MapPut("/{sheetId}/note", NoteAsync).Guard();
        sheets.MapPost("/{sheetId}/question", QuestionAsync).Guard();
        sheets.MapPost("/{sheetId}/recusal", RecuseAsync).Guard();
    }

    private static void Guard(this RouteHandlerBuilder route) =>
        route
            .AddEndpointFilter(
                async (context, next) =>
                {
                    context.HttpContext.Response.Headers.CacheControl = "no-store";
                    var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
                    return await antiforgery.IsRequestValidAsync(context.HttpContext)
                        ? await next(context)
                        : SheetViews.Problem(StatusCodes.Status400BadRequest, new("judging.token_expired"));
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    /// <summary>The sheet that comes after this one, or none. Never why.</summary>
    private static async Task<IResult> NextAsync(
        Guid sheetId,
        HttpContext http,
        OwnSheets own,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        var all = await own.ListAsync(http.User, cancel);
        if (all.SingleOrDefault(s => s.Id == sheetId) is not { } sheet)
            return SheetViews.Problem(StatusCodes.Status404NotFound, new("judging.not_yours"));
        var round = all.Where(s => s.CompetitionId == sheet.CompetitionId && s.Round == sheet.Round).ToList();
        var next = await own.NextAsync(round, sheetId, cancel);
        return TypedResults.Json(new { next = next == sheetId ? null : next });
    }

    private static async Task<IResult> NoteAsync(
        Guid sheetId,
        HttpContext http,
        KeepSheetNote keep,
        CancellationToken cancel
    )
    {
        if (await WordsOfAsync(http.Request, cancel) is not { } words)
            return Unreadable();
        var kept = await keep.HandleAsync(
            new(sheetId, http.User.PersonId()!.Value, words.IsFlagged, words.Note, words.IsSkipped),
            cancel
        );
        return Told(kept.Refusal);
    }

    private static async Task<IResult> QuestionAsync(
        Guid sheetId,
        HttpContext http,
        QuestionEligibility question,
        CancellationToken cancel
    ) =>
        await WordsOfAsync(http.Request, cancel) is { } words
            ? Told(await question.HandleAsync(new(sheetId, http.User.PersonId()!.Value, words.Reason ?? ""), cancel))
            : Unreadable();

    private static async Task<IResult> RecuseAsync(
        Guid sheetId,
        HttpContext http,
        RecuseSheet recuse,
        CancellationToken cancel
    ) =>
        await WordsOfAsync(http.Request, cancel) is { } words
            ? Told(await recuse.HandleAsync(new(sheetId, http.User.PersonId()!.Value, words.Reason ?? ""), cancel))
            : Unreadable();

    private static IResult Told(Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent()
        : refusal.Code == "judging.not_yours" ? SheetViews.Problem(StatusCodes.Status404NotFound, refusal)
        : SheetViews.Problem(StatusCodes.Status422UnprocessableEntity, refusal);

    private static IResult Unreadable() =>
        SheetViews.Problem(StatusCodes.Status400BadRequest, new("judging.unreadable_update"));

    private static async Task<Words?> WordsOfAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            return null;
        try
        {
            return await request.ReadFromJsonAsync<Words>(cancel);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }
}
