using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>Takes a file, or an upload under way, away from its entry. One that is not there any more is no error.</summary>
public sealed class DeleteFile(ContestDb db, IFileStore store, TimeProvider clock)
{
    public sealed record Command(Guid EntryId, Guid FileId, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var held = await db.HoldForFilesAsync(command.EntryId, command.Actor, now, cancel);
        if (held.Refusal is { } refusal)
            return refusal;
        var (id, entry) = (command.FileId, command.EntryId);
        var file = await db.StoredFiles.SingleOrDefaultAsync(f => f.Id == id && f.EntryId == entry, cancel);
        if (file is not null)
            db.StoredFiles.Remove(file);
        var upload = await db.HoldUploadAsync(id, cancel);
        if (upload?.EntryId == entry)
            db.Uploads.Remove(upload);
        await db.SaveChangesAsync(cancel);
        if (file is not null)
            await db.RecordAsync(
                command.Actor,
                nameof(DeleteFile),
                $"entry:{entry}",
                now,
                held.Value!.Entry.CompetitionId,
                new
                {
                    file.Id,
                    file.Slot,
                    file.Name,
                    file.Sha256,
                },
                null,
                cancel
            );
        await transaction.CommitAsync(cancel);
        if (file is not null || upload?.EntryId == entry)
            await store.ForgetAsync(id, CancellationToken.None);
        return null;
    }
}
