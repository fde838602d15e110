using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>What the acts on files read.</summary>
internal static class FileReads
{
    /// <summary>The files of an entry under the lock of its row: those who add and take away take turns.</summary>
    public sealed record HeldEntry(Entry Entry, Rulebook Rulebook);

    /// <summary>The entry, held until the transaction ends, or why this person may not change its files now.</summary>
    public static async Task<Outcome<HeldEntry>> HoldForFilesAsync(
        this ContestDb db,
        Guid entryId,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var edition = await db
            .Entries.Where(e => e.Id == entryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new Refusal("entry.unknown");
        var run = await db.HoldStageAsync(edition.Value, Stage.Registration, cancel);
        var entry = (await db.HoldEntryAsync(entryId, cancel))!;
        if (actor.PersonId is not { } person || !await db.MayActForAsync(entry, person, cancel))
            return new Refusal("entry.not_yours");
        if (StageGates.WhyNotAct(run) is { } closed)
            return closed;
        await db.Entry(entry).Collection(e => e.Decisions).LoadAsync(cancel);
        var rulebook = await db.RulebookOfAsync(edition.Value, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        return RegistrationForm.WhyNotChange(entry, rulebook.Window(Stage.Registration), zone, now) is { } locked
            ? locked
            : new HeldEntry(entry, rulebook);
    }

    /// <summary>The upload with its chunks when this person may act for its entry; nothing is held.</summary>
    public static async Task<Upload?> FindUploadAsync(
        this ContestDb db,
        Guid uploadId,
        Actor actor,
        CancellationToken cancel
    )
    {
        var upload = await db
            .Uploads.AsNoTracking()
            .Include(u => u.Chunks.OrderBy(c => c.Offset))
            .SingleOrDefaultAsync(u => u.Id == uploadId, cancel);
        return upload is not null && await db.MayActForAsync(upload.EntryId, actor, cancel) ? upload : null;
    }

    public static async Task<bool> MayActForAsync(
        this ContestDb db,
        Guid entryId,
        Actor actor,
        CancellationToken cancel
    )
    {
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId, cancel);
        return entry is not null && actor.PersonId is { } person && await db.MayActForAsync(entry, person, cancel);
    }
}
