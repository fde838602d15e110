using Npgsql;

namespace Contest.Tests.Support;

/// <summary>Holds a table so that it can be read, but neither written nor locked by rows: whoever comes to that waits.</summary>
public sealed class HeldTable : IAsyncDisposable
{
    private readonly NpgsqlConnection _holder;
    private readonly NpgsqlConnection _watcher;
    private readonly string _table;

    private HeldTable(string database, string table) =>
        (_holder, _watcher, _table) = (new(database), new(database), table);

    public static async Task<HeldTable> HoldAsync(A.Edition edition, string table)
    {
        HeldTable held = new(edition.Acts.ConnectionString, table);
        await held._holder.OpenAsync();
        await held._watcher.OpenAsync();
        await DoAsync(held._holder, $"begin; lock table {table} in exclusive mode");
        return held;
    }

    /// <summary>Until so many stand before the table.</summary>
    public Task WaitForAsync(int waiting) => Waiting.UntilAsync(_watcher, $"relation = '{_table}'::regclass", waiting);

    /// <summary>Ends the connections of whoever stands before the table, as a killed node's would end.</summary>
    public Task BreakAsync() =>
        DoAsync(
            _watcher,
            $"select pg_terminate_backend(pid) from pg_locks where not granted and relation = '{_table}'::regclass"
        );

    public Task ReleaseAsync() => DoAsync(_holder, "rollback");

    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _watcher.DisposeAsync();
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Waits until somebody waits for a lock.</summary>
internal static class Waiting
{
    /// <param name="what">Which of pg_locks' rows.</param>
    public static async Task UntilAsync(NpgsqlConnection watcher, string what, int count)
    {
        await using NpgsqlCommand waiting = new(
            $"select count(*) from pg_locks where not granted and {what} and database = (select oid from pg_database where datname = current_database())",
            watcher
        );
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while ((long)(await waiting.ExecuteScalarAsync())! < count)
        {
            Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(30)));
            await Task.Delay(10);
        }
    }
}
