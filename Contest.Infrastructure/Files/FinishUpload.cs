using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Puts the chunks together, looks into the whole, and makes it a file of the entry. The long part holds nothing in the
/// database; a second time, because the answer was lost, it answers with the same file. A content that is not taken
/// takes its upload with it; a store that is full or away keeps everything for another try.
/// </summary>
public sealed class FinishUpload(
    ContestDb db,
    IFileStore store,
    Spool spool,
    FileInspection inspection,
    TimeProvider clock
)
{
    public sealed record Command(Guid UploadId, Actor Actor);

    public async Task<Outcome<StoredFile>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow(); // of arrival: looking into a large file does not make it late
        if (await db.FindUploadAsync(command.UploadId, command.Actor, cancel) is not { } upload)
            return await FinishedAsync(command, cancel);
        if (upload.Received < upload.Size)
            return new Refusal("file.not_complete", upload.Received, upload.Size);
        var rules = await RulesAsync(upload, cancel);

        var spooled = spool.Open();
        if (spooled.Refusal is { } full)
            return full;
        await using var whole = spooled.Value!;
        if (await GatherAsync(upload, whole, cancel) is { } away)
            // a second sender may have finished it meanwhile and taken the chunks away
            return (await FinishedAsync(command, cancel)) is { Refusal: null } other ? other : away;
        var inspected = await inspection.OfAsync(whole, rules.Of(upload.Slot), rules.Unscanned, cancel);
        if (inspected.Refusal is { } unfit)
            return await DiscardAsync(upload, command.Actor, unfit, now, cancel);
        whole.Position = 0;
        var written = await store.WriteAsync(FileKeys.Of(upload.Id), whole, upload.Size, cancel);
        return written.Refusal is { } stuck ? stuck : await KeepAsync(upload, inspected.Value!, command, now, cancel);
    }

    private async Task<Outcome<StoredFile>> FinishedAsync(Command command, CancellationToken cancel)
    {
        var file = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == command.UploadId, cancel);
        return file is not null && await db.MayActForAsync(file.EntryId, command.Actor, cancel)
            ? file
            : new Refusal("file.unknown_upload");
    }

    private async Task<FileRules> RulesAsync(Upload upload, CancellationToken cancel) =>
        (await db.RulebookOfAsync(await EditionAsync(upload, cancel), cancel)).Files;

    private Task<Guid> EditionAsync(Upload upload, CancellationToken cancel) =>
        db.Entries.Where(e => e.Id == upload.EntryId).Select(e => e.CompetitionId).SingleAsync(cancel);

    private async Task<Refusal?> GatherAsync(Upload upload, FileStream whole, CancellationToken cancel)
    {
        foreach (var chunk in upload.Chunks)
        {
            var piece = await store.OpenAsync(chunk.Key, 0, null, cancel);
            if (piece.Refusal is { } away)
                return away;
            await using var content = piece.Value!;
            if (await Spool.AddAsync(whole, content, cancel) is { } full)
                return full;
        }
        // a store that lost a piece must not make a shorter file
        return whole.Length == upload.Size ? null : new("file.store_away");
    }

    private async Task<Outcome<StoredFile>> DiscardAsync(
        Upload upload,
        Actor actor,
        Refusal unfit,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var removed = await db.Uploads.Where(u => u.Id == upload.Id).ExecuteDeleteAsync(cancel);
        var edition = await EditionAsync(upload, cancel);
        var after = new
        {
            upload.Slot,
            upload.Size,
            unfit.Code,
        };
        if (removed > 0)
            await db.RecordAsync(actor, "RefuseFile", $"entry:{upload.EntryId}", now, edition, null, after, cancel);
        await transaction.CommitAsync(cancel);
        await store.DeleteAllAsync(FileKeys.Chunks(upload.Id), cancel);
        return unfit;
    }

    private async Task<Outcome<StoredFile>> KeepAsync(
        Upload upload,
        Inspected inspected,
        Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var held = await db.HoldForFilesAsync(upload.EntryId, command.Actor, now, cancel);
        if (held.Refusal is { } refusal)
            return refusal;
        if (await db.HoldUploadAsync(upload.Id, cancel) is not { } open)
            return await FinishedAsync(command, cancel);
        StoredFile file = new()
        {
            Id = upload.Id,
            EntryId = upload.EntryId,
            Slot = upload.Slot,
            Place = upload.Place,
            Name = upload.Name,
            Kind = inspected.Kind,
            Size = upload.Size,
            Pages = inspected.Pages,
            Sha256 = inspected.Sha256,
            Scan = inspected.Scan,
            StoredAt = now,
            StoredBy = command.Actor.PersonId!.Value,
        };
        db.StoredFiles.Add(file);
        db.Uploads.Remove(open);
        var subject = $"entry:{upload.EntryId}";
        var after = new
        {
            file.Id,
            file.Slot,
            file.Name,
            file.Size,
            file.Sha256,
            file.Scan,
        };
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("file.unknown_upload");
        await db.RecordAsync(
            command.Actor,
            "AddFile",
            subject,
            now,
            held.Value!.Entry.CompetitionId,
            null,
            after,
            cancel
        );
        await transaction.CommitAsync(cancel);
        await store.DeleteAllAsync(FileKeys.Chunks(upload.Id), CancellationToken.None);
        return file;
    }
}
