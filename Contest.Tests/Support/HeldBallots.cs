using Contest.Infrastructure.Voting;
using Npgsql;

namespace Contest.Tests.Support;

/// <summary>
/// Holds the ballots' table so that it can be read and not written: whoever has decided a ballot waits at the insert,
/// and several nodes that decided by the same ballots collide for certain.
/// </summary>
public sealed class HeldBallots : IAsyncDisposable
{
    private readonly NpgsqlConnection _holder;
    private readonly NpgsqlConnection _watcher;

    private HeldBallots(string database) => (_holder, _watcher) = (new(database), new(database));

    /// <param name="edition">Whose ballots.</param>
    /// <param name="voter">Whose writers get their connection before: making it ready needs the table too.</param>
    /// <param name="nodes">The nodes that will write.</param>
    public static async Task<HeldBallots> HoldAsync(A.Edition edition, Guid voter, params Acts[] nodes)
    {
        foreach (var node in nodes)
            await node.WithAsync(
                (CastBallot act) => act.HandleAsync(new(edition.Id, Guid.NewGuid(), voter, []), default)
            );
        HeldBallots held = new(edition.Acts.ConnectionString);
        await held._holder.OpenAsync();
        await held._watcher.OpenAsync();
        await using NpgsqlCommand hold = new("begin; lock table ballots in share mode", held._holder);
        await hold.ExecuteNonQueryAsync();
        return held;
    }

    /// <summary>Until so many groups of ballots stand at the insert.</summary>
    public Task WaitForWritersAsync(int writers) => WaitAsync("relation = 'ballots'::regclass", writers);

    /// <summary>Until somebody stands in the queue of the edition's stages, e.g. to close one.</summary>
    public Task WaitForMoverAsync() => WaitAsync("locktype = 'advisory'", 1);

    /// <summary>Ends the connections of whoever stands at the insert, as a database that goes away would.</summary>
    public async Task BreakWritersAsync()
    {
        await using NpgsqlCommand end = new(
            "select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'ballots'::regclass",
            _watcher
        );
        await end.ExecuteNonQueryAsync();
    }

    public async Task ReleaseAsync()
    {
        await using NpgsqlCommand release = new("rollback", _holder);
        await release.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _watcher.DisposeAsync();
    }

    private async Task WaitAsync(string what, int count)
    {
        await using NpgsqlCommand waiting = new(
            $"select count(*) from pg_locks where not granted and {what} and database = (select oid from pg_database where datname = current_database())",
            _watcher
        );
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while ((long)(await waiting.ExecuteScalarAsync())! < count)
        {
            Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(30)));
            await Task.Delay(10);
        }
    }
}
