using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Bench.Scoring;

/// <summary>
/// What a save is compared with: the same write by Npgsql alone. The sheet's row is held, its state written, the patch
/// appended, and the transaction committed, with prepared statements and a pool as large as the product's.
/// </summary>
internal sealed class BareWrites : IAsyncDisposable
{
    private const string Patch =
        """{"base":41,"device":"bench","drop":[],"force":[],"rev":42,"set":{"P3":"12.5"},"submit":false}""";

    private const string State =
        """{"acked":{"bench":42},"fields":{"P1":{"device":"bench","value":"1.0","version":38},"P2":{"device":"bench","value":"2.0","version":39},"P3":{"device":"bench","value":"3.0","version":40},"P4":{"device":"bench","value":"4.0","version":41},"P5":{"device":"bench","value":"5.0","version":42}},"open":{"bench":{}},"version":42}""";

    private readonly NpgsqlDataSource _source;
    private long _revision;

    public BareWrites(string database) =>
        _source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 100, MaxPoolSize = 60 }
        );

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Writes a second with one writer a sheet, each writing again when its last write is on disk.</summary>
    public async Task<double> RunAsync(IReadOnlyList<Jury.Member> members, TimeSpan span)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(
            members.Select(m =>
                Task.Run(() => WriteAsync(m.BareSheet, began + (long)(span.TotalSeconds * Stopwatch.Frequency)))
            )
        );
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<long> WriteAsync(Guid sheet, long until)
    {
        long count = 0;
        for (; Stopwatch.GetTimestamp() < until; count++)
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (
                NpgsqlCommand hold = new("select version, state from judge_sheets where id = $1 for update", connection)
            )
            {
                hold.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sheet });
                await using var reader = await hold.ExecuteReaderAsync();
                await reader.ReadAsync();
                _ = (reader.GetInt64(0), reader.GetString(1));
            }
            await using NpgsqlBatch write = new(connection)
            {
                BatchCommands =
                {
                    Command(
                        "update judge_sheets set version = version + 1, state = $2 where id = $1",
                        new NpgsqlParameter<Guid> { TypedValue = sheet },
                        new NpgsqlParameter<string> { TypedValue = State, NpgsqlDbType = NpgsqlDbType.Jsonb }
                    ),
                    Command(
                        "insert into sheet_patches (sheet_id, device, revision, patch, at) values ($1, 'bare', $2, $3, now())",
                        new NpgsqlParameter<Guid> { TypedValue = sheet },
                        new NpgsqlParameter<long> { TypedValue = Interlocked.Increment(ref _revision) },
                        new NpgsqlParameter<string> { TypedValue = Patch }
                    ),
                },
            };
            await write.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        return count;
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
