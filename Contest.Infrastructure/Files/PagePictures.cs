using Contest.Core;
using Contest.Core.Registration.Files;

namespace Contest.Infrastructure.Files;

/// <summary>The first pages of PDFs as pictures: drawn when first asked for, then kept in the store beside the file.</summary>
public sealed class PagePictures(IFileStore store, PdfTools pdf)
{
    /// <summary>The page as PNG; <c>file.unknown</c> where there is no such page to show.</summary>
    public async Task<Outcome<byte[]>> OfAsync(
        Guid fileId,
        FileKind kind,
        int? pages,
        int page,
        CancellationToken cancel
    )
    {
        if (kind != FileKind.Pdf || page < 1 || page > PdfTools.MostPages || page > pages)
            return new Refusal("file.unknown");
        var key = FileKeys.Page(fileId, page);
        if (await ReadAsync(key, cancel) is { } kept)
            return kept;
        var content = await store.OpenAsync(FileKeys.Of(fileId), 0, null, cancel);
        if (content.Refusal is { } away)
            return away;
        await using var stream = content.Value!;
        if (await pdf.DrawAsync(stream, page, cancel) is not { } drawn)
            return new Refusal("file.unknown");
        using MemoryStream picture = new(drawn);
        // a store that is full only means that it is drawn again
        await store.WriteAsync(key, picture, drawn.Length, cancel);
        return drawn;
    }

    private async Task<byte[]?> ReadAsync(string key, CancellationToken cancel)
    {
        var kept = await store.OpenAsync(key, 0, null, cancel);
        if (kept.Refusal is not null)
            return null;
        await using var stream = kept.Value!;
        using MemoryStream picture = new();
        await stream.CopyToAsync(picture, cancel);
        return picture.ToArray();
    }
}
