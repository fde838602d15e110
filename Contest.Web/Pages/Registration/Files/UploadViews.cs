using Contest.Core;
using Contest.Core.Registration.Files;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>What the upload script is told.</summary>
public static class UploadViews
{
    /// <param name="State">In words.</param>
    /// <param name="Kind">The pill's kind.</param>
    /// <param name="Token">A fresh antiforgery token, where one was asked for.</param>
    public sealed record View(
        Guid Id,
        string Slot,
        string Name,
        long Size,
        long Received,
        bool Done,
        string State,
        string Kind,
        string? Stamp,
        string? Token = null
    );

    public static View Of(EntryFiles.Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new(
            line.Id,
            EntryFiles.Word(line.Slot),
            line.Name,
            line.Size,
            line.Received,
            line.IsDone,
            line.State,
            line.Kind,
            line.Stamp
        );
    }

    public static IResult Problem(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Dictionary<string, object?> more = new() { ["code"] = refusal.Code };
        if (refusal.Code == "file.offset")
            more["received"] = refusal.Arguments[0];
        return TypedResults.Problem(title: refusal.Message, statusCode: StatusOf(refusal), extensions: more);
    }

    private static int StatusOf(Refusal refusal) =>
        refusal.Code switch
        {
            "entry.unknown" or "entry.not_yours" or "file.unknown_upload" or "file.unknown" =>
                StatusCodes.Status404NotFound,
            "file.token_expired" or "file.unreadable" => StatusCodes.Status400BadRequest,
            "file.offset" or "file.not_complete" => StatusCodes.Status409Conflict,
            "file.chunk_too_large" => StatusCodes.Status413PayloadTooLarge,
            "file.disk_full" => StatusCodes.Status507InsufficientStorage,
            "file.store_away" => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
}
