using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>Once there is a scanner, files that none has looked at get their turn: passed, or taken away.</summary>
public sealed class ScanWaitingFiles(ContestDb db, IFileStore store, VirusScanner scanner, TimeProvider clock)
{
    private const int AtOnce = 50;

    /// <returns>How many were looked at.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        if (!scanner.IsConfigured)
            return 0;
        var waiting = await db
            .StoredFiles.AsNoTracking()
            .Where(f => f.Scan != ScanState.Clean)
            .OrderByDescending(f => f.Scan)
            .ThenBy(f => f.StoredAt)
            .Take(AtOnce)
            .ToListAsync(cancel);
        var looked = 0;
        foreach (var file in waiting)
        {
            var content = await store.OpenAsync(FileKeys.Of(file.Id), 0, null, cancel);
            if (content.Refusal is not null)
                continue;
            await using var stream = content.Value!;
            var answer = await scanner.ScanAsync(stream, cancel);
            if (!answer.HasLooked)
                continue;
            looked++;
            await (answer.Found is { } virus ? RemoveAsync(file, virus, cancel) : PassAsync(file, cancel));
        }
        return looked;
    }

    private Task<int> PassAsync(StoredFile file, CancellationToken cancel) =>
        db
            .StoredFiles.Where(f => f.Id == file.Id)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Scan, ScanState.Clean), cancel);

    private async Task<int> RemoveAsync(StoredFile file, string virus, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var removed = await db.StoredFiles.Where(f => f.Id == file.Id).ExecuteDeleteAsync(cancel);
        var edition = await db
            .Entries.Where(e => e.Id == file.EntryId)
            .Select(e => e.CompetitionId)
            .SingleAsync(cancel);
        var before = new
        {
            file.Id,
            file.Slot,
            file.Name,
            file.Sha256,
        };
        if (removed > 0)
            await db.RecordAsync(
                Actor.Clock,
                "RemoveInfectedFile",
                $"entry:{file.EntryId}",
                clock.GetUtcNow(),
                edition,
                before,
                new { Virus = virus },
                cancel
            );
        await transaction.CommitAsync(cancel);
        await store.ForgetAsync(file.Id, cancel);
        return removed;
    }
}
