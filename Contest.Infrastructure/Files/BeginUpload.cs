using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>Keeps a place in a slot free for a file that is about to arrive in chunks.</summary>
public sealed class BeginUpload(ContestDb db, IFileStore store, TimeProvider clock)
{
    /// <param name="Stamp">What the sender's device knows the file by, at most 64 characters.</param>
    /// <param name="Size">Declared bytes: not one more will be accepted.</param>
    public sealed record Command(
        Guid EntryId,
        FileSlot Slot,
        string? Name,
        long Size,
        Actor Actor,
        string? Stamp = null
    );

    public async Task<Outcome<Upload>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var held = await db.HoldForFilesAsync(command.EntryId, command.Actor, now, cancel);
        if (held.Refusal is { } refusal)
            return refusal;
        var rule = held.Value!.Rulebook.Files.Of(command.Slot);
        if (FileRefusals.WhyNotBegin(rule, command.Slot, command.Size) is { } unfit)
            return unfit;
        var taken = await TakenAsync(command.EntryId, command.Slot, cancel);
        Refusal full = new("file.slot_full", FileSlots.NameOf(command.Slot), rule.MostFiles);
        if (FileRefusals.FreePlace(rule, taken) is not { } place)
            return full;
        // chunks and the whole lie side by side for a moment
        if (await store.WhyNotAsync(command.Size * 2, cancel) is { } away)
            return away;
        Upload upload = new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = command.EntryId,
            Slot = command.Slot,
            Place = place,
            Name = FileName.Clean(command.Name),
            Size = command.Size,
            Stamp = command.Stamp is { Length: > 0 and <= 64 } stamp ? stamp : null,
            StartedBy = command.Actor.PersonId!.Value,
            StartedAt = now,
            LastAt = now,
        };
        db.Uploads.Add(upload);
        if (!await db.TrySaveAsync(cancel))
            return full; // the entry's row is held, so this is only the index keeping its word
        await transaction.CommitAsync(cancel);
        return upload;
    }

    private Task<List<int>> TakenAsync(Guid entry, FileSlot slot, CancellationToken cancel) =>
        db
            .StoredFiles.Where(f => f.EntryId == entry && f.Slot == slot)
            .Select(f => f.Place)
            .Concat(db.Uploads.Where(u => u.EntryId == entry && u.Slot == slot).Select(u => u.Place))
            .ToListAsync(cancel);
}
