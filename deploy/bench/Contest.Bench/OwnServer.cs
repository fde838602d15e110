using Contest.Infrastructure.Data.Embedded;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contest.Bench;

/// <summary>A folder of this run alone, gone with it.</summary>
internal sealed class OwnFolder : IDisposable
{
    public OwnFolder() =>
        // the database's own user passes through it
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);

    public string Path { get; } = Directory.CreateTempSubdirectory("contest-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A folder and a PostgreSQL server with an empty database, as the product brings its own.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly OwnFolder _folder;
    private readonly EmbeddedPostgres _server;

    private OwnServer(OwnFolder folder, EmbeddedPostgres server) => (_folder, _server) = (folder, server);

    public string Folder => _folder.Path;

    /// <summary>The connection string of its one database.</summary>
    public string Database => _server.ConnectionString("bench");

    /// <param name="log">What the server says, its statements' times among it; null: nobody listens.</param>
    public static async Task<OwnServer> StartAsync(ILogger? log = null)
    {
        OwnFolder folder = new();
        var server = await EmbeddedPostgres.StartAsync(
            new(folder.Path),
            log ?? NullLogger.Instance,
            CancellationToken.None
        );
        await server.CreateDatabaseAsync("bench", CancellationToken.None);
        return new(folder, server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
