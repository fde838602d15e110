using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>One life of the postmaster: started, ready, ended.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5); // recovery after a crash may take its time

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process, ILogger logger)
    {
        _process = process;
        Id = process.Id;
        process.StandardInput.Close();
        Ended = process.WaitForExitAsync();
        _ = RelayAsync(process.StandardError, logger);
        _ = RelayAsync(process.StandardOutput, logger);
    }

    public int Id { get; }

    public Task Ended { get; }

    /// <summary>What the server said last.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastLines)
                return string.Join('\n', _lastLines);
        }
    }

    public static async Task<ServerProcess> StartAsync(
        Cluster cluster,
        Endpoint endpoint,
        bool durable,
        LastingThread thread,
        ILogger logger
    )
    {
        var start = Tool.Prepare("setsid", Arguments(cluster, endpoint, durable)); // Ctrl-C is for us, not for the server
        return new(await thread.StartAsync(start), logger);
    }

    /// <summary>True when connections are accepted; false when the process ended first.</summary>
    public async Task<bool> IsReadyAsync(string cluster, CancellationToken cancel)
    {
        var started = Stopwatch.StartNew();
        while (!Ended.IsCompleted && started.Elapsed < StartLimit)
        {
            if (SaysReady(Path.Combine(cluster, "postmaster.pid")))
                return true;
            await Task.WhenAny(Ended, Task.Delay(20, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        return false;
    }

    /// <summary>Fast shutdown; after 20 seconds an immediate one.</summary>
    public async Task StopAsync()
    {
        foreach (var (signal, seconds) in new[] { (Signals.Interrupt, 20), (Signals.Quit, 10), (Signals.Kill, 10) })
        {
            if (Ended.IsCompleted)
                return;
            Signals.Send(Id, signal);
            await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromSeconds(seconds)));
        }
    }

    public void Dispose() => _process.Dispose();

    private static IEnumerable<string> Arguments(Cluster cluster, Endpoint endpoint, bool durable) =>
        [
            "setpriv",
            "--no-new-privs",
            .. cluster.User.Become,
            "--pdeathsig",
            "INT",
            "--",
            cluster.Programs.Postgres,
            "-D",
            cluster.Folder,
            .. endpoint.Settings,
            .. Settings.SelectMany(s => new[] { "-c", s }),
            .. durable ? [] : new[] { "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off" },
        ];

    private static readonly string[] Settings =
    [
        "max_connections=300",
        "logging_collector=off",
        "log_destination=stderr",
        "timezone=UTC",
        "log_timezone=UTC",
        "password_encryption=scram-sha-256",
        "shared_buffers=256MB", // the ends of two indexes of a million ballots, met at random, stay in memory
        "max_wal_size=2GB", // after a checkpoint each page is logged whole: fewer of them while people vote
        "update_process_title=off",
        "jit=off", // statements take milliseconds, compiling them more
    ];

    private bool SaysReady(string file)
    {
        try
        {
            var lines = File.ReadAllLines(file);
            return lines.Length >= 8
                && lines[0] == Id.ToString(CultureInfo.InvariantCulture)
                && lines[7].StartsWith("ready", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // not written yet
        }
    }

    private async Task RelayAsync(StreamReader from, ILogger logger)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > 20)
                    _lastLines.Dequeue();
            }
            logger.LogDebug("{Line}", line);
        }
    }
}
