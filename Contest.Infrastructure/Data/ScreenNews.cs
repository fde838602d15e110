using Contest.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Data;

/// <summary>
/// PostgreSQL LISTEN/NOTIFY between nodes: an act says that an edition's screens have something new, in its own
/// transaction; every node tells its followers. Edition and stage only; who reconnects reads the whole state anew.
/// </summary>
public sealed class ScreenNews(NpgsqlDataSource source, ILogger<ScreenNews> log)
    : Microsoft.Extensions.Hosting.BackgroundService
{
    public const string Channel = "screen_news";

    /// <summary>
    /// Raised on the listening thread with the edition's id and the stage that has news, null when the act named none;
    /// Guid.Empty after a reconnect: look again at all.
    /// </summary>
    public event Action<Guid, Stage?>? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("Listening for screen news broke off, trying again: {Reason}", e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ContinueWith(_ => { }, CancellationToken.None);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        connection.Notification += (_, news) => Tell(news.Payload.Split(' '));
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        Changed?.Invoke(Guid.Empty, null);
        while (!cancel.IsCancellationRequested)
            await connection.WaitAsync(cancel);
    }

    private void Tell(string[] news) =>
        Changed?.Invoke(
            Guid.TryParse(news[0], out var id) ? id : Guid.Empty,
            Enum.TryParse<Stage>(news.ElementAtOrDefault(1), out var stage) ? stage : null
        );
}

/// <summary>Telling the screens from inside an act.</summary>
public static class TellScreens
{
    /// <summary>Delivered when the transaction commits, and only then.</summary>
    public static Task TellScreensAsync(this ContestDb db, Guid competitionId, CancellationToken cancel) =>
        Notify(db, competitionId.ToString(), cancel);

    /// <summary>The same, naming the stage whose screens have something new.</summary>
    public static Task TellScreensAsync(this ContestDb db, Guid competitionId, Stage stage, CancellationToken cancel) =>
        Notify(db, $"{competitionId} {stage}", cancel);

    private static Task<int> Notify(ContestDb db, string news, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlAsync($"select pg_notify({ScreenNews.Channel}, {news})", cancel);
    }
}
