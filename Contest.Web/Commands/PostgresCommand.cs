using System.CommandLine;
using System.Text.Json;
using Contest.Infrastructure.Data.Embedded;
using Contest.Web.Operations;

namespace Contest.Web.Commands;

/// <summary>
/// <c>contest postgres --data DIR</c>: the database of a data folder without the site, for psql, pg_dump and tests. Prints
/// how to reach it as one line of JSON and waits for Ctrl-C.
/// </summary>
internal static class PostgresCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder.",
        DefaultValueFactory = _ => new ContestSettings().Data,
    };

    public static Command Make()
    {
        Command command = new("postgres", "Starts only the database of a data folder and waits.") { Data };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(Data), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancel)
    {
        using var logs = LoggerFactory.Create(l =>
            l.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
        );
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(
                new(folder),
                logs.CreateLogger("Contest.Database"),
                cancel
            );
            await server.CreateDatabaseAsync("contest", cancel);
            var answer = new { connectionString = server.ConnectionString("contest"), pid = server.ProcessId };
            Console.WriteLine(JsonSerializer.Serialize(answer));
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception refused) when (refused is DataFolderInUse or EmbeddedPostgresUnavailable)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused is DataFolderInUse ? 3 : 4;
        }
        return 0;
    }
}
