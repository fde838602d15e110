using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Contest.Tests.Support;

/// <summary>
/// One embedded PostgreSQL per test run, started when the first test asks; a database per fixture, copied from a
/// migrated template in a fraction of a second.
/// </summary>
public static class Database
{
    private const string Template = "contest_template";
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1);
    private static int _count;

    /// <summary>A fresh, migrated database; the connection string reaches it.</summary>
    public static async Task<string> CreateAsync()
    {
        var server = await Server.Value;
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await Copying.WaitAsync(); // a template can be copied by one at a time
        try
        {
            await ExecuteAsync(server, $"create database {name} template {Template}");
        }
        finally
        {
            Copying.Release();
        }
        return server.ConnectionString(name);
    }

    /// <summary>An empty database that nobody has migrated.</summary>
    public static async Task<string> CreateEmptyAsync()
    {
        var server = await Server.Value;
        var name = $"empty_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await server.CreateDatabaseAsync(name, CancellationToken.None);
        return server.ConnectionString(name);
    }

    public static async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(await Server.Value, $"drop database if exists {name} with (force)");
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("contest-tests-").FullName;
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
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        await server.CreateDatabaseAsync(Template, CancellationToken.None);
        await Migrator.ApplyAsync(server.ConnectionString(Template) + ";Pooling=false");
        return server;
    }

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
