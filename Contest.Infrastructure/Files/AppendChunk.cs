using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Adds a chunk to an upload. It lies in the store for good before its row does, so what is confirmed is never lost; a
/// chunk sent again, because the answer was lost, is answered again. No database connection waits for the network.
/// </summary>
public sealed class AppendChunk(ContestDb db, IFileStore store, TimeProvider clock)
{
    /// <summary>Most bytes of a chunk.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <param name="Offset">Where in the file the content begins: what has been received so far.</param>
    public sealed record Command(Guid UploadId, long Offset, Stream Content, Actor Actor);

    /// <param name="Received">Bytes that lie in the store for good.</param>
    public sealed record Answer(long Received, long Size);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (await db.FindUploadAsync(command.UploadId, command.Actor, cancel) is not { } upload)
            return new Refusal("file.unknown_upload");
        if (command.Offset > upload.Received || command.Offset < 0)
            return new Refusal("file.offset", upload.Received);
        if (command.Offset < upload.Received || upload.Received == upload.Size)
            return new Answer(upload.Received, upload.Size);

        var left = upload.Size - upload.Received;
        var key = FileKeys.Chunk(upload.Id, command.Offset, Guid.NewGuid());
        var written = await store.WriteAsync(key, command.Content, long.Min(left, MostBytes), cancel);
        if (written.Refusal is { } refusal)
            return left > MostBytes && refusal.Code == "file.more_than_declared"
                ? new Refusal("file.chunk_too_large")
                : refusal;
        if (written.Value == 0 || !await KeepAsync(upload, key, (int)written.Value, now, cancel))
        {
            await store.DeleteAsync(key, CancellationToken.None);
            return await StateAsync(upload.Id, cancel);
        }
        return new Answer(upload.Received + written.Value, upload.Size);
    }

    /// <summary>False: another sender's chunk with the same beginning was there first.</summary>
    private async Task<bool> KeepAsync(
        Upload upload,
        string key,
        int length,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // held, so that two senders of one chunk and whoever deletes the upload take turns
        var held = await db.HoldUploadAsync(upload.Id, cancel);
        if (held is null || held.Received != upload.Received)
            return false;
        held.Received += length;
        held.LastAt = now;
        db.UploadChunks.Add(
            new()
            {
                UploadId = upload.Id,
                Offset = upload.Received,
                Length = length,
                Key = key,
            }
        );
        if (!await db.TrySaveAsync(cancel))
            return false; // the primary key has the last word
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<Outcome<Answer>> StateAsync(Guid uploadId, CancellationToken cancel) =>
        await db
            .Uploads.AsNoTracking()
            .Where(u => u.Id == uploadId)
            .Select(u => new Answer(u.Received, u.Size))
            .SingleOrDefaultAsync(cancel)
            is { } answer
            ? answer
            : new Refusal("file.unknown_upload");
}
