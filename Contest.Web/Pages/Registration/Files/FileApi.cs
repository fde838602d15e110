using System.Security.Claims;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Registration;
using Contest.Web.Pages.Jury;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>
/// The only way to a file's content. One visibility decision; for those who may not see a file there is none. What is
/// served is never run: a download, except pictures, which are shown as the kind their bytes are.
/// </summary>
public static class FileApi
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/files/{fileId:guid}", Reading, ContentAsync);
        routes.MapMethods("/files/{fileId:guid}/pages/{page:int}", Reading, PageAsync);
    }

    private static async Task<IResult> ContentAsync(
        Guid fileId,
        HttpContext http,
        ContestDb db,
        IFileStore store,
        CancellationToken cancel
    )
    {
        if (await FindAsync(db, http.User, fileId, cancel) is not { } file)
            return TypedResults.NotFound();
        // the file itself names its maker, in its name and inside; of an anonymous round there are pictures of pages
        if (!await db.MayFetchOriginalAsync(http.User, file, cancel))
            return TypedResults.NotFound();
        if (file.Scan == ScanState.Quarantined)
            return Say(new("file.quarantined"), StatusCodes.Status409Conflict);
        var content = await StoredContent.OpenAsync(store, FileKeys.Of(fileId), file.Size, cancel);
        if (content.Refusal is { } away)
            return Say(away, StatusCodes.Status503ServiceUnavailable);
        Guard(http, file.Slot);
        return TypedResults.File(
            content.Value!,
            FileKinds.MediaType(file.Kind),
            FileKinds.IsImage(file.Kind) && file.Slot == FileSlot.Cover ? null : file.Name,
            file.StoredAt,
            new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true
        );
    }

    private static async Task<IResult> PageAsync(
        Guid fileId,
        int page,
        HttpContext http,
        ContestDb db,
        PagePictures pictures,
        CancellationToken cancel
    )
    {
        if (await FindAsync(db, http.User, fileId, cancel) is not { } file || file.Scan == ScanState.Quarantined)
            return TypedResults.NotFound();
        var picture = await pictures.OfAsync(fileId, file.Kind, file.Pages, page, cancel);
        if (picture.Refusal is { } refusal)
            return refusal.Code == "file.unknown"
                ? TypedResults.NotFound()
                : Say(refusal, StatusCodes.Status503ServiceUnavailable);
        Guard(http, file.Slot);
        return TypedResults.File(
            picture.Value!,
            "image/png",
            null,
            false,
            file.StoredAt,
            new EntityTagHeaderValue($"\"{file.Sha256}-{page}\"")
        );
    }

    /// <summary>The file, when this viewer may see it.</summary>
    private static async Task<StoredFile?> FindAsync(
        ContestDb db,
        ClaimsPrincipal user,
        Guid fileId,
        CancellationToken cancel
    )
    {
        if (await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, cancel) is not { } file)
            return null;
        var entry = await db.Entries.AsNoTracking().SingleAsync(e => e.Id == file.EntryId, cancel);
        var runs = await db
            .StageRuns.AsNoTracking()
            .Where(r => r.CompetitionId == entry.CompetitionId)
            .ToListAsync(cancel);
        // the cover is public only with consent (PublicEntry.ShowsCover)
        var takesPart = entry.State == EntryState.Accepted && entry.Published.Contains(PublishedFields.Cover);
        var isOwn = await IsOwnAsync(db, user, entry, runs, cancel);
        var isAnonymous = await IsAnonymousAsync(db, user, file, entry, cancel);
        return FileVisibility.MaySee(user.Viewer(), file.Slot, takesPart, runs, isOwn, isAnonymous) ? file : null;
    }

    /// <summary>Asked only where it matters: of a cover, for a judge.</summary>
    private static async Task<bool> IsAnonymousAsync(
        ContestDb db,
        ClaimsPrincipal user,
        StoredFile file,
        Entry entry,
        CancellationToken cancel
    ) =>
        user.Role() == Role.Judge
        && file.Slot == FileSlot.Cover
        && (await db.RulebookOfAsync(entry.CompetitionId, cancel)).Preliminary.IsAnonymous;

    private static async Task<bool> IsOwnAsync(
        ContestDb db,
        ClaimsPrincipal user,
        Entry entry,
        IReadOnlyList<StageRun> runs,
        CancellationToken cancel
    )
    {
        if (user.PersonId() is not { } person)
            return false;
        return user.Role() switch
        {
            Role.Entrant => await db.MayActForAsync(entry, person, cancel),
            // a judge who has stepped back, or may be in conflict, reads no more of it
            Role.Judge => Visibility.MaySee(user.Viewer(), Sight.OwnSheet, runs, isOwn: true)
                && await db.JudgeSheets.AnyAsync(
                    s =>
                        s.EntryId == entry.Id
                        && s.RecusedAt == null
                        && s.SetAsideAt == null
                        && !s.IsBarred
                        && db.AcceptedTerms.Any(t => t.JudgeId == s.JudgeId && t.Version == JudgingTerms.Version)
                        && db.Judges.Any(j => j.Id == s.JudgeId && j.PersonId == person),
                    cancel
                ),
            _ => false,
        };
    }

    private static void Guard(HttpContext http, FileSlot slot)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = slot == FileSlot.Cover ? "private, max-age=300" : "private, no-cache";
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Say(Refusal refusal, int status) =>
        TypedResults.Text(refusal.Message, statusCode: status);
}
