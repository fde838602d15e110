using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Takes contents out of the store that no row points to: what a deletion could not take away because the store was
/// away, what a broken upload left. Only what has lain there for seven days; recorded with its counts. A row is always
/// there before its content, and none comes back: whoever has no row then will never have one.
/// </summary>
/// <remarks>The store belongs to this installation alone. One of which the database knows nothing is left as it is.</remarks>
public sealed class SweepFiles(ContestDb db, IFileStore store, TimeProvider clock)
{
    /// <summary>How long a content lies without a row before it is taken away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private const int Asked = 1000;

    /// <param name="Contents">Contents taken away.</param>
    /// <param name="Bytes">Their size.</param>
    public sealed record Summary(int Contents, long Bytes);

    private sealed class Pile
    {
        public int Contents { get; set; }
        public long Bytes { get; set; }
        public DateTimeOffset Newest { get; set; }
    }

    public async Task<Outcome<Summary>> HandleAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        Dictionary<(string Folder, Guid Id), Pile> piles = [];
        foreach (var folder in FileKeys.Folders)
            if (await store.EachAsync(folder, lies => Add(piles, folder, lies), cancel) is { } away)
                return away;
        var (known, unknown) = (0, new List<((string Folder, Guid Id) Of, Pile Pile)>());
        foreach (var some in piles.Chunk(Asked))
        {
            var rows = await RowsAsync([.. some.Select(p => p.Key.Id).Distinct()], cancel);
            known += some.Count(p => rows.ContainsKey(p.Key.Id));
            unknown.AddRange(some.Where(p => !IsPointedTo(p.Key, rows)).Select(p => (p.Key, p.Value)));
        }
        unknown.RemoveAll(p => p.Pile.Newest > now - Patience);
        if (known == 0 || unknown.Count == 0)
            return new Summary(0, 0);
        return await TakeAwayAsync(unknown, now, cancel);
    }

    private static void Add(Dictionary<(string, Guid), Pile> piles, string folder, StoredContent lies)
    {
        if (FileKeys.IdIn(lies.Key) is not { } id)
            return; // not one of ours
        if (!piles.TryGetValue((folder, id), out var pile))
            piles[(folder, id)] = pile = new();
        pile.Contents++;
        pile.Bytes += lies.Bytes;
        pile.Newest = lies.WrittenAt > pile.Newest ? lies.WrittenAt : pile.Newest;
    }

    /// <summary>Files and open uploads in one statement: an upload that is finished meanwhile is seen as one of the two.</summary>
    private async Task<Dictionary<Guid, bool>> RowsAsync(List<Guid> ids, CancellationToken cancel) =>
        (
            await db
                .StoredFiles.Where(f => ids.Contains(f.Id))
                .Select(f => new { f.Id, IsOpen = false })
                .Concat(db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, IsOpen = true }))
                .ToListAsync(cancel)
        ).ToDictionary(r => r.Id, r => r.IsOpen);

    /// <summary>Chunks belong to an open upload alone; a file that is finished needs them no more.</summary>
    private static bool IsPointedTo((string Folder, Guid Id) of, Dictionary<Guid, bool> rows) =>
        rows.TryGetValue(of.Id, out var isOpen) && (isOpen || of.Folder != FileKeys.ChunksFolder);

    private async Task<Outcome<Summary>> TakeAwayAsync(
        List<((string Folder, Guid Id) Of, Pile Pile)> unknown,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        List<Pile> gone = [];
        Refusal? away = null;
        foreach (var ((folder, id), pile) in unknown)
        {
            var key = $"{folder}/{id:N}";
            away =
                folder == FileKeys.FilesFolder
                    ? await store.DeleteAsync(key, cancel)
                    : await store.DeleteAllAsync(key, cancel);
            if (away is not null)
                break; // the next run goes on
            gone.Add(pile);
        }
        Summary summary = new(gone.Sum(p => p.Contents), gone.Sum(p => p.Bytes));
        if (summary.Contents == 0)
            return away!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.RecordAsync(
            Actor.Clock,
            nameof(SweepFiles),
            "files",
            now,
            after: new
            {
                summary.Contents,
                summary.Bytes,
                OlderThanDays = Patience.Days,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return summary;
    }
}
