using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Infrastructure.Data;

/// <summary>Applies migrations at start under one lock, so that several nodes may start at once.</summary>
public static class Migrator
{
    public static async Task ApplyAsync(string connectionString, CancellationToken cancel = default)
    {
        await using var holder = new NpgsqlConnection(connectionString);
        await holder.OpenAsync(cancel);
        var key = ((int)NamedLock.Migrations).ToString(CultureInfo.InvariantCulture);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_lock({key})", holder))
            await hold.ExecuteNonQueryAsync(cancel);

        await using var db = new ContestDb(ContestDbOptions.For(connectionString));
        await db.Database.MigrateAsync(cancel);
        // closing the connection lets the lock go
    }
}
