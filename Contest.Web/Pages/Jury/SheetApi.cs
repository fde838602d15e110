using System.Text.Json;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// A judge's own score sheets as JSON: the offline-safe protocol of DESIGN.md 9. A sheet of somebody else does not
/// exist here. Puts carry the antiforgery token in the header <c>RequestVerificationToken</c>; the reader gets a fresh
/// one with every sheet, because a page from the offline cache may be older than the session.
/// </summary>
public static class SheetApi
{
    /// <summary>What a device sends; see <see cref="SheetUpdate"/>.</summary>
    public sealed record Patch(
        string? Device,
        long Rev,
        long Base,
        Dictionary<string, string?>? Set = null,
        string[]? Force = null,
        string[]? Drop = null,
        bool Submit = false
    );

    /// <summary>
    /// Most bytes of an update: the longest comment several times over. Every update is kept for ever, also one that a
    /// locked sheet refuses.
    /// </summary>
    private const int MostBytes = 128 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sheets", ListAsync).RequireAuthorization(Policies.Judge);
        var sheets = routes.MapGroup("/api/sheets").RequireAuthorization(Policies.Judge);
        sheets.MapGet("/{sheetId}", ReadAsync);
        sheets
            .MapPut("/{sheetId}", SaveAsync)
            .AddEndpointFilter(CheckAntiforgeryAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static async Task<IResult> ListAsync(HttpContext http, OwnSheets own, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        var lines = await own.ListAsync(http.User, cancel);
        if (lines.Any(line => !line.HasAcceptedTerms))
            return TermsFirst;
        return TypedResults.Json(lines.Select(SheetViews.Short));
    }

    private static async Task<IResult> ReadAsync(
        Guid sheetId,
        string? device,
        HttpContext http,
        OwnSheets own,
        IAntiforgery antiforgery,
        CancellationToken cancel
    )
    {
        if (await own.FindAsync(http.User, sheetId, cancel) is not { } found)
            return SheetViews.Problem(StatusCodes.Status404NotFound, new("judging.not_yours"));
        if (!found.HasAcceptedTerms)
            return TermsFirst;
        // writes the headers against keeping the answer as well
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        return TypedResults.Json(SheetViews.Of(found, device ?? "") with { Token = token });
    }

    private static async Task<IResult> SaveAsync(
        Guid sheetId,
        HttpContext http,
        SaveSheet save,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await PatchOfAsync(http.Request, cancel) is not { } update)
            return SheetViews.Problem(StatusCodes.Status400BadRequest, new("judging.unreadable_update"));
        var outcome = await save.HandleAsync(new(sheetId, http.User.PersonId()!.Value, update), cancel);
        return outcome.Refusal is { Code: "judging.terms_first" } ? TermsFirst
            : outcome.Refusal is { } refusal ? SheetViews.Problem(StatusCodes.Status404NotFound, refusal)
            : SheetViews.Answer(outcome.Value!, update.Device);
    }

    /// <summary>The page leads to the terms; a script is told why.</summary>
    private static IResult TermsFirst => SheetViews.Problem(StatusCodes.Status403Forbidden, new("judging.terms_first"));

    /// <summary>The update as sent, or null when it is none.</summary>
    private static async Task<SheetUpdate?> PatchOfAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            return null;
        Patch? patch;
        try
        {
            patch = await request.ReadFromJsonAsync<Patch>(cancel);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
        var isReadable =
            patch is { Device.Length: > 0 and <= 64, Rev: > 0, Base: >= 0 } && (patch.Set?.Count ?? 0) <= 64;
        return isReadable
            ? new(
                patch!.Device!,
                patch.Rev,
                patch.Base,
                patch.Set ?? [],
                patch.Force ?? [],
                patch.Drop ?? [],
                patch.Submit
            )
            : null;
    }

    private static async ValueTask<object?> CheckAntiforgeryAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : SheetViews.Problem(StatusCodes.Status400BadRequest, new("judging.token_expired"));
    }
}
