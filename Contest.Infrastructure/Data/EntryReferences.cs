using Contest.Core.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Data;

/// <summary>Who refers to entries, asked of the model: a table that comes later is not forgotten.</summary>
public static class EntryReferences
{
    /// <summary>The entries an import brought, held <c>for update</c> in the order of their ids.</summary>
    public static Task<List<Entry>> HoldEntriesOfImportAsync(this ContestDb db, Guid run, CancellationToken cancel) =>
        db
            .Entries.FromSql($"select *, xmin from entries where import_run_id = {run} order by id for update")
            .AsNoTracking()
            .ToListAsync(cancel);

    /// <summary>How many of the entries a row of these kinds refers to.</summary>
    public static async Task<int> EntriesReferredToAsync(
        this ContestDb db,
        List<Guid> entries,
        IReadOnlyList<Type> kinds,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entries);
        HashSet<Guid> referred = [];
        var keys = db
            .Model.FindEntityType(typeof(Entry))!
            .GetReferencingForeignKeys()
            .Where(key => kinds.Contains(key.DeclaringEntityType.ClrType));
        foreach (var key in keys)
        {
            var (table, column) = (key.DeclaringEntityType.GetTableName(), key.Properties[0].GetColumnName());
            // names of the model's own, no one else's
            var sql = $"select distinct {column} as \"Value\" from {table} where {column} = any ({{0}})";
            referred.UnionWith(await db.Database.SqlQueryRaw<Guid>(sql, entries.ToArray()).ToListAsync(cancel));
        }
        return referred.Count;
    }
}
