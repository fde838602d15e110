using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>The covers the public is shown: of projects that take part and consent, unless a scanner has yet to look.</summary>
public static class Covers
{
    // what every public page of a project asks is translated once
    private static readonly Func<ContestDb, Guid, string, CancellationToken, Task<Entry?>> ByCode =
        EF.CompileAsyncQuery(
            (ContestDb db, Guid competitionId, string code, CancellationToken cancel) =>
                db
                    .Entries.AsNoTracking()
                    .Include(e => e.Participations)
                        .ThenInclude(p => p.Entrant)
                    .SingleOrDefault(e =>
                        e.CompetitionId == competitionId && e.Code == code && e.State == EntryState.Accepted
                    )
        );

    private static readonly Func<ContestDb, Guid, IAsyncEnumerable<Patent>> PatentsOf = EF.CompileAsyncQuery(
        (ContestDb db, Guid entryId) => db.Patents.AsNoTracking().Where(p => p.EntryId == entryId)
    );

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
        if (await ByCode(db, competitionId, code, cancel) is not { } entry)
            return null;
        // apart: joined to the organisations, each would repeat the other's rows and the entry's texts
        await foreach (var patent in PatentsOf(db, entry.Id).WithCancellation(cancel))
            entry.Patents.Add(patent);
        if (PublicEntry.Of(entry) is not { } seen)
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
