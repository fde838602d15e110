using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Files;

/// <summary>Takes away uploads nobody has gone on with for seven days, so that their places are free again.</summary>
public sealed class ClearUploads(ContestDb db, IFileStore store, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <returns>How many were taken away.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - Patience;
        var old = await db.Uploads.Where(u => u.LastAt < before).Select(u => u.Id).ToListAsync(cancel);
        var cleared = 0;
        foreach (var id in old)
        {
            // its own transaction, and only when nobody has gone on with it meanwhile
            if (await db.Uploads.Where(u => u.Id == id && u.LastAt < before).ExecuteDeleteAsync(cancel) == 0)
                continue;
            await store.ForgetAsync(id, cancel);
            cleared++;
        }
        return cleared;
    }
}
