using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>Where the embedded server keeps everything, and whether its commits wait for the disk.</summary>
/// <param name="DataFolder">The product's data folder; the server makes its own folders in it.</param>
/// <param name="Durable">False only for tests that throw the data away: no fsync.</param>
public sealed record EmbeddedPostgresOptions(string DataFolder, bool Durable = true);

/// <summary>The server cannot be started here; the message says what to install or do.</summary>
public sealed class EmbeddedPostgresUnavailable(string message) : Exception(message);

/// <summary>Another instance owns the folder; the message says which.</summary>
public sealed class DataFolderInUse(string message) : Exception(message);

/// <summary>
/// A real PostgreSQL that the product starts for itself (docs/decisions/0001-embedded-postgresql.md): one owner, never
/// as root, loopback or socket only, started again when it crashes, stopped with the product.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly InstanceLock _lock;
    private readonly Cluster _cluster;
    private readonly Supervisor _supervisor;

    private EmbeddedPostgres(InstanceLock instanceLock, Cluster cluster, Supervisor supervisor) =>
        (_lock, _cluster, _supervisor) = (instanceLock, cluster, supervisor);

    /// <summary>The server's process; changes when it had to be started again.</summary>
    public int ProcessId => _supervisor.ProcessId;

    /// <summary>Takes the folder, makes the cluster if there is none, starts the server and waits until it answers.</summary>
    /// <exception cref="DataFolderInUse">Another instance owns the folder.</exception>
    /// <exception cref="EmbeddedPostgresUnavailable">No server programs, another major version, or no start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        ILogger logger,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var programs = ServerPrograms.Find();
        var folder = Path.GetFullPath(options.DataFolder);
        Directory.CreateDirectory(folder);
        var instanceLock = InstanceLock.Take(folder);
        try
        {
            var cluster = Cluster.In(folder, programs, options.Durable);
            await cluster.MakeIfMissingAsync(logger, cancel);
            Orphans.End(cluster, logger);
            var supervisor = await Supervisor.StartAsync(cluster, logger, cancel);
            return new(instanceLock, cluster, supervisor);
        }
        catch
        {
            instanceLock.Dispose();
            throw;
        }
    }

    /// <summary>How to reach a database of this server.</summary>
    public string ConnectionString(string database) => _cluster.ConnectionString(database);

    /// <summary>Creates the database if it does not exist.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await using NpgsqlConnection connection = new(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using NpgsqlCommand find = new("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(cancel) is not null)
            return;
        await using NpgsqlCommand create = new(
            $"create database \"{name.Replace("\"", "", StringComparison.Ordinal)}\"",
            connection
        );
        await create.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _lock.Dispose();
    }
}
