using System.Collections.Concurrent;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Infrastructure.Demo;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Contest.Tests.Support;

/// <summary>
/// One embedded PostgreSQL per test run, started when the first test asks; a database per fixture, copied from a
/// migrated template in a fraction of a second. Several test processes may run at once: each has its own server.
/// </summary>
public static class Database
{
    private const string Template = "contest_template";
    private const string Prefix = "contest-tests-";
    private static readonly Lazy<Task<Run>> Current = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1);
    private static readonly ConcurrentDictionary<DemoStage, Lazy<Task<string>>> Demos = new();
    private static int _count;

    /// <summary>The moment at which demo editions stand at their stages.</summary>
    public static DateTimeOffset DemoNow { get; } = new(2026, 9, 2, 2, 0, 0, TimeSpan.Zero);

    /// <summary>A fresh, migrated database; the connection string reaches it.</summary>
    public static async Task<string> CreateAsync()
    {
        var server = (await Current.Value).Server;
        return await CopyAsync(server, Template, "test");
    }

    /// <summary>A fresh database in which the demo edition stands at this stage; built once per run and stage.</summary>
    public static async Task<string> CreateAsync(DemoStage stage)
    {
        var template = await Demos.GetOrAdd(stage, s => new(() => BuildDemoAsync(s))).Value;
        var server = (await Current.Value).Server;
        return await CopyAsync(server, template, "demo");
    }

    /// <summary>A database like another one, which nobody may be using meanwhile.</summary>
    public static async Task<string> CopyAsync(string connectionString)
    {
        var server = (await Current.Value).Server;
        var from = new NpgsqlConnectionStringBuilder(connectionString).Database;
        // pools of those who built it may still hold idle connections
        await ExecuteAsync(server, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{from}'");
        return await CopyAsync(server, from!, "copy");
    }

    private static async Task<string> CopyAsync(EmbeddedPostgres server, string template, string kind)
    {
        var name = $"{kind}_{Interlocked.Increment(ref _count)}";
        await Copying.WaitAsync(); // a template can be copied by one at a time
        try
        {
            await ExecuteAsync(server, $"create database {name} template {template}");
        }
        finally
        {
            Copying.Release();
        }
        return server.ConnectionString(name);
    }

    private static async Task<string> BuildDemoAsync(DemoStage stage)
    {
        var built = await CreateAsync();
        await DemoEdition.BuildAsync(built, stage, DemoNow, NullLogger.Instance, CancellationToken.None);
        var name = new NpgsqlConnectionStringBuilder(built).Database!;
        var server = (await Current.Value).Server;
        // a template must have no visitors: nobody new, and those who idle in a pool go
        await ExecuteAsync(server, $"alter database {name} with allow_connections false");
        await ExecuteAsync(
            server,
            $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'"
        );
        return name;
    }

    /// <summary>An empty database that nobody has migrated.</summary>
    public static async Task<string> CreateEmptyAsync()
    {
        var server = (await Current.Value).Server;
        var name = $"empty_{Interlocked.Increment(ref _count)}";
        await server.CreateDatabaseAsync(name, CancellationToken.None);
        return server.ConnectionString(name);
    }

    public static async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using (NpgsqlConnection idle = new(connectionString))
            NpgsqlConnection.ClearPool(idle);
        await ExecuteAsync((await Current.Value).Server, $"drop database if exists {name} with (force)");
    }

    /// <summary>Stops the server, when one was started, and removes its folder.</summary>
    public static async Task StopAsync()
    {
        if (!Current.IsValueCreated || !Current.Value.IsCompletedSuccessfully)
            return;
        var run = await Current.Value;
        NpgsqlConnection.ClearAllPools();
        await run.Server.DisposeAsync();
        if (Directory.Exists(run.Folder))
            Directory.Delete(run.Folder, recursive: true);
    }

    private static async Task<Run> StartAsync()
    {
        RemoveLeftOvers();
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(
            folder,
            File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute
        );
        var server = await EmbeddedPostgres.StartAsync(
            new(folder, Durable: false),
            NullLogger.Instance,
            CancellationToken.None
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAsync().GetAwaiter().GetResult();
        await server.CreateDatabaseAsync(Template, CancellationToken.None);
        await Migrator.ApplyAsync(server.ConnectionString(Template) + ";Pooling=false");
        return new(server, folder);
    }

    /// <summary>Folders of test runs that were killed: an hour old, and nobody holds their lock.</summary>
    private static void RemoveLeftOvers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) < TimeSpan.FromHours(1))
                    continue;
                using (InstanceLock.Take(folder, DateTimeOffset.UtcNow))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception notOurs)
                when (notOurs
                        is DataFolderInUse
                            or EmbeddedPostgresUnavailable
                            or IOException
                            or UnauthorizedAccessException
                )
            {
                // another run's, or another user's
            }
        }
    }

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Run(EmbeddedPostgres Server, string Folder);

    /// <summary>Lets nobody into the app's database, or everybody again: away, as after a failure.</summary>
    public static async Task LetInAsync(ContestApp app, bool mayEnter)
    {
        NpgsqlConnectionStringBuilder own = new(app.ConnectionString);
        var name = own.Database;
        own.Database = "postgres";
        await using NpgsqlConnection outside = new(own.ConnectionString);
        await outside.OpenAsync();
        await using NpgsqlCommand shut = new($"alter database \"{name}\" allow_connections {mayEnter}", outside);
        await shut.ExecuteNonQueryAsync();
        await using NpgsqlCommand leave = new(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
            outside
        )
        {
            Parameters = { new() { Value = name } },
        };
        await leave.ExecuteNonQueryAsync();
    }
}
