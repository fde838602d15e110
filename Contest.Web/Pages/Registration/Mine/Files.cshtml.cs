using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Web.Operations;
using Contest.Web.Pages.Organise.Entries;
using Contest.Web.Pages.Registration.Files;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The files of one's entry; what the part's plain forms post to. Larger files need the script's chunks.</summary>
[UploadLimit(EntryFiles.MostPlainMegabytes)]
[RequestFormLimits(MultipartBodyLengthLimit = 21 * 1024 * 1024)]
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class FilesModel(
    ContestDb db,
    OwnEntry own,
    BeginUpload begin,
    AppendChunk append,
    FinishUpload finish,
    DeleteFile delete
) : PageModel
{
    [FromRoute]
    public Guid EntryId { get; init; }

    [BindProperty(SupportsGet = true)]
    public bool TooLarge { get; init; }

    public OwnEntry Own => own;
    public EntryFiles Files { get; private set; } = null!;
    public Refusal? Refusal { get; private set; }
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Problem = TooLarge ? string.Format(null, Uploads.TooLarge, EntryFiles.MostPlainMegabytes) : null;
        return await ReadAsync(cancel) ? Page() : NotFound();
    }

    /// <summary>Files sent by an ordinary form.</summary>
    public async Task<IActionResult> OnPostAsync(string? slot, IReadOnlyList<IFormFile>? file, CancellationToken cancel)
    {
        if (FileSlots.Find(slot) is not { } into)
            return NotFound();
        if (!await ReadAsync(cancel))
            return await EndedAccess.AnswerAsync(own, this, EntryId, cancel);
        if (file is not { Count: > 0 })
            Problem = Uploads.NothingChosen;
        foreach (var one in file ?? [])
            Refusal ??= await KeepAsync(into, one, cancel);
        return await AnswerAsync(Uploads.Kept, cancel);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid fileId, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return await EndedAccess.AnswerAsync(own, this, EntryId, cancel);
        Refusal = await delete.HandleAsync(new(EntryId, fileId, User.Actor()), cancel);
        return await AnswerAsync(Uploads.Deleted, cancel);
    }

    /// <summary>The same acts as the script's chunks. What could not be finished is not left behind.</summary>
    private async Task<Refusal?> KeepAsync(FileSlot slot, IFormFile file, CancellationToken cancel)
    {
        var begun = await begin.HandleAsync(new(EntryId, slot, file.FileName, file.Length, User.Actor()), cancel);
        if (begun.Refusal is { } refusal)
            return refusal;
        var id = begun.Value!.Id;
        var failed = await SendAsync(id, file, cancel);
        if (failed is not null)
            await delete.HandleAsync(new(EntryId, id, User.Actor()), cancel);
        return failed;
    }

    private async Task<Refusal?> SendAsync(Guid upload, IFormFile file, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        var piece = new byte[AppendChunk.MostBytes];
        long at = 0;
        int read;
        while ((read = await content.ReadAtLeastAsync(piece, piece.Length, false, cancel)) > 0)
        {
            using MemoryStream chunk = new(piece, 0, read);
            if ((await append.HandleAsync(new(upload, at, chunk, User.Actor()), cancel)).Refusal is { } refusal)
                return refusal;
            at += read;
        }
        return (await finish.HandleAsync(new(upload, User.Actor()), cancel)).Refusal;
    }

    private async Task<IActionResult> AnswerAsync(string done, CancellationToken cancel)
    {
        if (Refusal is null && Problem is null)
        {
            TempData["done"] = done;
            return LocalRedirect($"{own.Address}/files");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!await own.FindAsync(EntryId, User, cancel))
            return false;
        var rules = own.Edition.Rulebook.Files;
        Files = await EntryFiles.ReadAsync(db, own.Edition.Slug, EntryId, rules, own.WhyNotChange is null, cancel);
        return true;
    }
}
