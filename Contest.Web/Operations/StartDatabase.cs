using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;

namespace Contest.Web.Operations;

/// <summary>
/// The database of this process: the configured server (<c>ConnectionStrings:Contest</c>), else a PostgreSQL of our
/// own in the data folder. Migrations are applied before anything else runs.
/// </summary>
public sealed class StartDatabase(string connectionString, EmbeddedPostgres? embedded) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public static async Task<StartDatabase> StartAsync(
        IConfiguration configuration,
        ContestSettings settings,
        ILogger logger,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var database = configuration.GetConnectionString("Contest") is { Length: > 0 } configured
            ? new StartDatabase(configured, null)
            : await StartEmbeddedAsync(settings.Data, logger, cancel);
        await Migrator.ApplyAsync(database.ConnectionString, cancel);
        return database;
    }

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<StartDatabase> StartEmbeddedAsync(string folder, ILogger logger, CancellationToken cancel)
    {
        var server = await EmbeddedPostgres.StartAsync(new(folder), logger, cancel);
        await server.CreateDatabaseAsync("contest", cancel);
        return new(server.ConnectionString("contest"), server);
    }
}
