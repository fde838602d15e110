using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>The covers the public is shown: of projects that take part and consent, unless a scanner has yet to look.</summary>
public static class Covers
{
    /// <summary>The cover files everybody may be shown, whatever edition.</summary>
    public static IQueryable<StoredFile> PublicCovers(this ContestDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .StoredFiles.AsNoTracking()
            .Where(f => f.Slot == FileSlot.Cover && f.Scan != ScanState.Quarantined)
            .Where(f =>
                db.Entries.Any(e =>
                    e.Id == f.EntryId && e.State == EntryState.Accepted && e.Published.Contains(PublishedFields.Cover)
                )
            );
    }

    /// <summary>The first cover of each of these entries that has one, by the entry's id: one question for all.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> CoversOfAsync(
        this ContestDb db,
        IReadOnlyCollection<Guid> entries,
        CancellationToken cancel
    )
    {
        var files = await db.PublicCovers()
            .Where(f => entries.Contains(f.EntryId))
            .Select(f => new
            {
                f.EntryId,
                f.Id,
                f.Place,
            })
            .ToListAsync(cancel);
        return files.GroupBy(f => f.EntryId).ToDictionary(g => g.Key, g => g.MinBy(f => f.Place)!.Id);
    }

    /// <summary>
    /// An accepted entry as everybody may read it, with its cover; null where it does not exist for the public. Read
    /// whole, shown only as <see cref="PublicEntry"/> lets it be.
    /// </summary>
    public static async Task<(PublicEntry Entry, StoredFile? Cover)?> FindPublicAsync(
        this ContestDb db,
        Guid competitionId,
        string code,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var entry = await db
            .Entries.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .Include(e => e.Patents)
            .SingleOrDefaultAsync(e => e.CompetitionId == competitionId && e.Code == code, cancel);
        if (entry is null || PublicEntry.Of(entry) is not { } seen)
            return null;
        var cover = seen.ShowsCover
            ? await db.PublicCovers()
                .Where(f => f.EntryId == entry.Id)
                .OrderBy(f => f.Place)
                .FirstOrDefaultAsync(cancel)
            : null;
        return (seen, cover);
    }
}
