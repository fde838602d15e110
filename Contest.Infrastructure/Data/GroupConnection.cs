using Npgsql;

namespace Contest.Infrastructure.Data;

/// <summary>
/// The connection of a writer that commits groups, with its two prepared round trips: what is read first, what is written
/// last. Opened when it is needed, given up after an error.
/// </summary>
internal sealed class GroupConnection<TRead, TWrite>(
    NpgsqlDataSource source,
    Func<NpgsqlConnection, Task<TRead>> read,
    Func<NpgsqlConnection, Task<TWrite>> write
) : IAsyncDisposable
    where TRead : class, IAsyncDisposable
    where TWrite : class, IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private TRead? _read;
    private TWrite? _write;

    public NpgsqlConnection Connection => _connection!;
    public TRead Read => _read!;
    public TWrite Write => _write!;

    /// <summary>A transaction, with the connection opened and the statements prepared when they are not.</summary>
    public async Task<NpgsqlTransaction> BeginAsync()
    {
        if (_write is null)
            await OpenAsync();
        // begins with the first batch and ends with the last statement of the second: no round trips of its own
        return await Connection.BeginTransactionAsync();
    }

    /// <summary>After an error: the connection and whatever was open on it is given up.</summary>
    public async Task ResetAsync()
    {
        if (_read is not null)
            await _read.DisposeAsync();
        if (_write is not null)
            await _write.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        (_connection, _read, _write) = (null, null, null);
    }

    public async ValueTask DisposeAsync() => await ResetAsync();

    private async Task OpenAsync()
    {
        await ResetAsync();
        _connection = await source.OpenConnectionAsync();
        // tables grow from nothing while the plans live: always by the primary keys, whatever the statistics of the moment say
        await using (
            NpgsqlCommand settings = new(
                """
                set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
                set plan_cache_mode = force_generic_plan; set synchronous_commit = on
                """,
                _connection
            )
        )
            await settings.ExecuteNonQueryAsync();
        _read = await read(_connection);
        _write = await write(_connection);
    }
}
