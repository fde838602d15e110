using Npgsql;

namespace Contest.Tests.Support;

/// <summary>Makes the transaction with one voter's ballots wait at its commit: inserted, in its place in the order, not there yet.</summary>
public sealed class LateCommit : IAsyncDisposable
{
    private readonly NpgsqlConnection _holder;
    private readonly NpgsqlConnection _watcher;

    private LateCommit(string database) => (_holder, _watcher) = (new(database), new(database));

    public static async Task<LateCommit> OfAsync(A.Edition edition, Guid voter)
    {
        LateCommit late = new(edition.Acts.ConnectionString);
        await late._holder.OpenAsync();
        await late._watcher.OpenAsync();
        await DoAsync(
            late._holder,
            $"""
            create function wait_at_commit() returns trigger language plpgsql as $$
            begin
                if new.voter = '{voter}' then perform pg_advisory_xact_lock(5, 5); end if;
                return null;
            end $$;
            create constraint trigger wait_at_commit after insert on ballots deferrable initially deferred
                for each row execute function wait_at_commit();
            select pg_advisory_lock(5, 5)
            """
        );
        return late;
    }

    /// <summary>Until the ballot stands at its commit.</summary>
    public Task WaitForBallotAsync() => Waiting.UntilAsync(_watcher, "locktype = 'advisory' and classid = 5", 1);

    /// <summary>Until somebody waits for the ballots in flight.</summary>
    public Task WaitForClerkAsync() => Waiting.UntilAsync(_watcher, "locktype = 'advisory' and classid = 77022", 1);

    public Task CommitAsync() => DoAsync(_holder, "select pg_advisory_unlock(5, 5)");

    public async ValueTask DisposeAsync()
    {
        await DoAsync(_holder, "select pg_advisory_unlock_all()"); // a test that failed leaves nobody waiting
        await _holder.DisposeAsync();
        await _watcher.DisposeAsync();
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
