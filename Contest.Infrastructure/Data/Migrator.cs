using System.Globalization;
using Contest.Infrastructure.Competitions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Infrastructure.Data;

/// <summary>Applies migrations and brings the calendar's days at start, under one lock: several nodes may start at once.</summary>
public static class Migrator
{
    public static async Task ApplyAsync(string connectionString, CancellationToken cancel = default)
    {
        // not pooled: a pooled connection would keep the lock after it is closed; no time-out: a node waits its turn
        NpgsqlConnectionStringBuilder alone = new(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var holder = new NpgsqlConnection(alone.ConnectionString);
        await holder.OpenAsync(cancel);
        var key = ((int)NamedLock.Migrations).ToString(CultureInfo.InvariantCulture);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_lock({key})", holder))
            await hold.ExecuteNonQueryAsync(cancel);

        await using var db = new ContestDb(ContestDbOptions.For(connectionString));
        // MigrateAsync compares the whole model first, at every start, for nothing new (deploy/test does it once)
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToHashSet();
        if (!db.Database.GetMigrations().All(applied.Contains))
            await db.Database.MigrateAsync(cancel);
        await db.SeedCalendarAsync(TimeProvider.System.GetUtcNow(), cancel);
        // closing the connection lets the lock go
    }
}
