using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>
/// Files of an entry in chunks, as the upload script sends them: begin, put chunk after chunk, finish. Whoever lost the
/// connection asks how far it is and goes on from there. Whatever changes something carries the antiforgery token in the
/// header <c>RequestVerificationToken</c>; every state comes with a fresh one, because a page may outlive its session.
/// </summary>
public static class UploadApi
{
    /// <summary>What a device says of the file it is about to send.</summary>
    public sealed record Announcement(string? Slot, string? Name, long Size, string? Stamp);

    /// <summary>Most bytes of an announcement.</summary>
    private const int MostAnnouncement = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes
            .MapGroup("/api/{edition}/entries/{entryId:guid}")
            .RequireAuthorization(Policies.Entrant)
            .RequireRateLimiting(RateLimits.PublicPost)
            .AddEndpointFilter(OwnEntryAsync);
        files.MapGet("/files", ListAsync);
        files.MapGet("/files/{fileId:guid}", StateAsync);
        files.MapPost("/files", BeginAsync).WithMetadata(new RequestSizeLimitAttribute(MostAnnouncement)).Guard();
        files
            .MapPut("/files/{fileId:guid}", AppendAsync)
            .WithMetadata(new RequestSizeLimitAttribute(AppendChunk.MostBytes))
            .Guard();
        files.MapPost("/files/{fileId:guid}", FinishAsync).Guard();
        files.MapDelete("/files/{fileId:guid}", DeleteAsync).Guard();
    }

    private static void Guard(this RouteHandlerBuilder route) => route.AddEndpointFilter(CheckAntiforgeryAsync);

    private static async Task<IResult> ListAsync(
        Guid entryId,
        HttpContext http,
        ContestDb db,
        IAntiforgery antiforgery,
        CancellationToken cancel
    )
    {
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        var lines = await EntryFiles.LinesAsync(db, entryId, cancel);
        return TypedResults.Json(new { token, files = lines.Select(UploadViews.Of) });
    }

    private static async Task<IResult> StateAsync(
        Guid entryId,
        Guid fileId,
        HttpContext http,
        ContestDb db,
        IAntiforgery antiforgery,
        CancellationToken cancel
    )
    {
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        var lines = await EntryFiles.LinesAsync(db, entryId, cancel);
        return lines.SingleOrDefault(l => l.Id == fileId) is { } line
            ? TypedResults.Json(UploadViews.Of(line) with { Token = token })
            : UploadViews.Problem(new("file.unknown_upload"));
    }

    private static async Task<IResult> BeginAsync(
        Guid entryId,
        HttpContext http,
        BeginUpload begin,
        CancellationToken cancel
    )
    {
        if (await ReadAsync(http.Request, cancel) is not { } said || FileSlots.Find(said.Slot) is not { } slot)
            return UploadViews.Problem(new("file.unreadable"));
        var begun = await begin.HandleAsync(
            new(entryId, slot, said.Name, said.Size, http.User.Actor(), said.Stamp),
            cancel
        );
        return begun.Refusal is { } refusal
            ? UploadViews.Problem(refusal)
            : TypedResults.Json(UploadViews.Of(EntryFiles.Of(begun.Value!)), statusCode: StatusCodes.Status201Created);
    }

    /// <param name="offset">Where in the file the body begins.</param>
    private static async Task<IResult> AppendAsync(
        Guid fileId,
        long offset,
        HttpContext http,
        AppendChunk append,
        CancellationToken cancel
    )
    {
        try
        {
            var answer = await append.HandleAsync(new(fileId, offset, http.Request.Body, http.User.Actor()), cancel);
            return answer.Refusal is { } refusal
                ? UploadViews.Problem(refusal)
                : TypedResults.Json(new { received = answer.Value!.Received, size = answer.Value.Size });
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return UploadViews.Problem(new("file.chunk_too_large"));
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or OperationCanceledException)
        {
            // the sender's connection broke: what had been confirmed stays, and nobody hears this answer
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> FinishAsync(
        Guid fileId,
        HttpContext http,
        FinishUpload finish,
        CancellationToken cancel
    )
    {
        var finished = await finish.HandleAsync(new(fileId, http.User.Actor()), cancel);
        return finished.Refusal is { } refusal
            ? UploadViews.Problem(refusal)
            : TypedResults.Json(UploadViews.Of(EntryFiles.Of(finished.Value!)));
    }

    private static async Task<IResult> DeleteAsync(
        Guid entryId,
        Guid fileId,
        HttpContext http,
        DeleteFile delete,
        CancellationToken cancel
    ) =>
        await delete.HandleAsync(new(entryId, fileId, http.User.Actor()), cancel) is { } refusal
            ? UploadViews.Problem(refusal)
            : TypedResults.NoContent();

    private static async Task<Announcement?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            return null;
        try
        {
            return await request.ReadFromJsonAsync<Announcement>(cancel);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Somebody else's entry does not exist here.</summary>
    private static async ValueTask<object?> OwnEntryAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var (services, cancel) = (http.RequestServices, http.RequestAborted);
        var edition = services.GetRequiredService<CurrentEdition>();
        var db = services.GetRequiredService<ContestDb>();
        var isKnown = await edition.FindAsync($"{http.GetRouteValue("edition")}", cancel);
        var id = Guid.Parse($"{http.GetRouteValue("entryId")}");
        var entry = isKnown
            ? await db
                .Entries.AsNoTracking()
                .SingleOrDefaultAsync(e => e.Id == id && e.CompetitionId == edition.Id, cancel)
            : null;
        return entry is not null && await db.MayActForAsync(entry, http.User.PersonId()!.Value, cancel)
            ? await next(context)
            : UploadViews.Problem(new("entry.unknown"));
    }

    private static async ValueTask<object?> CheckAntiforgeryAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : UploadViews.Problem(new("file.token_expired"));
    }
}
