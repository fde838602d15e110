using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// A PostgreSQL server of our own in the data folder: one owner, restarted when it crashes, gone when we are gone.
/// docs/decisions/0001-embedded-postgresql.md says why each step is there.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private const int FirstStartAttempts = 5;

    private readonly List<InstanceLock> _locks = [];
    private readonly LastingThread _thread = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly EmbeddedPostgresOptions _options;
    private readonly ILogger _logger;
    private Cluster _cluster = null!;
    private Endpoint _endpoint = null!;
    private ServerProcess? _server;
    private Task _supervision = Task.CompletedTask;
    private int _disposed;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, ILogger logger) =>
        (_options, _logger) = (options, logger);

    /// <summary>The postmaster's process id; another one after a restart.</summary>
    public int ProcessId => _server!.Id;

    /// <summary>Takes the folder, makes the cluster when it is new, and returns when connections are accepted.</summary>
    /// <exception cref="DataFolderInUse">Another process holds the folder.</exception>
    /// <exception cref="EmbeddedPostgresUnavailable">The machine or the folder does not allow it.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        ILogger logger,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        EmbeddedPostgres embedded = new(options, logger);
        try
        {
            await embedded.PrepareAsync(cancel);
            await embedded.FirstStartAsync(cancel);
            embedded._supervision = Task.Run(embedded.SuperviseAsync, CancellationToken.None);
            return embedded;
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach one of the server's databases; stays the same over restarts.</summary>
    public string ConnectionString(string database) => _endpoint.ConnectionString(database, _cluster.Password);

    /// <summary>Makes the database unless it is there.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        await using NpgsqlConnection connection = new(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using NpgsqlCommand find = new("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(cancel) is not null)
            return;
        try
        {
            var quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
#pragma warning disable CA2100 // a name cannot be a parameter; it is quoted
            await using NpgsqlCommand create = new($"create database \"{quoted}\"", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException faster)
            when (faster.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // somebody else made it
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stopping.CancelAsync();
        await _supervision;
        if (_server is not null)
            await _server.StopAsync();
        _server?.Dispose();
        _thread.Dispose();
        _locks.ForEach(l => l.Dispose());
        _stopping.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        var folder = await MakeFolderAsync(_options.DataFolder, cancel);
        _locks.Add(InstanceLock.Take(folder, DateTimeOffset.UtcNow));
        var user = await ChildUser.ForAsync(cancel);
        var home = await ClusterHome.FindOrMakeAsync(folder, user, cancel);
        _locks.Add(InstanceLock.Take(home, DateTimeOffset.UtcNow)); // a copied data folder may link to the same home
        _cluster = await Cluster.FindOrMakeAsync(home, user, _options.Durable, _logger, cancel);
        _endpoint = Endpoint.For(_cluster.Folder);
    }

    private static async Task<string> MakeFolderAsync(string folder, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresUnavailable($"The data folder cannot be made: {denied.Message}", denied);
        }
        return await Tool.OutputAsync("realpath", [folder], cancel); // /proc speaks of real paths only
    }

    private async Task FirstStartAsync(CancellationToken cancel)
    {
        for (var attempt = 1; !await TryStartAsync(cancel); attempt++)
        {
            if (attempt == FirstStartAttempts)
                throw new EmbeddedPostgresUnavailable(
                    $"PostgreSQL did not start in {_cluster.Folder}. It said:\n{_server!.LastWords}"
                );
            await Task.Delay(TimeSpan.FromMilliseconds(200 << attempt), cancel);
            if (!_endpoint.IsSocket)
                _endpoint = Endpoint.For(_cluster.Folder); // the free port was taken meanwhile
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken cancel)
    {
        await Orphans.EndAsync(_cluster.Folder, _logger, cancel);
        _server?.Dispose();
        _server = await ServerProcess.StartAsync(_cluster, _endpoint, _options.Durable, _thread, _logger);
        if (!await _server.IsReadyAsync(_cluster.Folder, cancel))
            return false;
        _logger.LogInformation("PostgreSQL {Major} is ready, process {ProcessId}", _cluster.Programs.Major, _server.Id);
        return true;
    }

    private async Task SuperviseAsync()
    {
        var pause = TimeSpan.Zero;
        var lived = Stopwatch.StartNew();
        try
        {
            while (true)
            {
                await _server!.Ended.WaitAsync(_stopping.Token);
                _logger.LogError("PostgreSQL ended by itself; it said:\n{LastWords}", _server.LastWords);
                pause = lived.Elapsed > TimeSpan.FromMinutes(1) ? TimeSpan.Zero : pause;
                await Task.Delay(pause, _stopping.Token);
                pause = pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(200) : Min(pause * 2, LongestPause);
                lived.Restart();
                await RestartAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // we stop
        }
    }

    private async Task RestartAsync()
    {
        try
        {
            await TryStartAsync(_stopping.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _logger.LogError(failure, "PostgreSQL could not be restarted; trying again");
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
