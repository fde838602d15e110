using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Keeps the server running: starts it from one thread that lives as long as we do (the kernel's parent-death signal
/// follows the thread that forked), starts it again with back-off when it crashed, stops it with us.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Cluster _cluster;
    private readonly ILogger _log;
    private readonly BlockingCollection<Action> _work = [];
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private volatile Process? _server;

    private Supervisor(Cluster cluster, ILogger log) => (_cluster, _log) = (cluster, log);

    public int ProcessId => _server?.Id ?? 0;

    public static async Task<Supervisor> StartAsync(Cluster cluster, ILogger log, CancellationToken cancel)
    {
        Supervisor supervisor = new(cluster, log);
        Thread thread = new(supervisor.Run) { IsBackground = true, Name = "PostgreSQL" };
        thread.Start();
        supervisor._work.Add(supervisor.Fork, cancel);
        await supervisor.WaitUntilReadyAsync(cancel);
        return supervisor;
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_server is { HasExited: false } server)
        {
            Orphans.Signal("INT", server.Id);
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
            try
            {
                await server.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Orphans.Signal("QUIT", server.Id);
                await server.WaitForExitAsync();
            }
        }
        _work.CompleteAdding();
        await _stopped.Task;
        _server?.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
        _stopped.SetResult();
    }

    private void Fork()
    {
        if (_stopping)
            return;
        var start = ServerUser.Current.Start(_cluster.Programs.Postgres, diesWithUs: true, _cluster.ServerArguments());
        start.RedirectStandardError = true;
        Process server = new() { StartInfo = start, EnableRaisingEvents = true };
        server.ErrorDataReceived += (_, line) => Hear(line.Data);
        server.Exited += (_, _) => OnExited();
        server.Start();
        server.BeginErrorReadLine();
        _server = server;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        while (_said.Count > 20)
            _said.TryDequeue(out _);
        _log.LogInformation("PostgreSQL: {Line}", line);
    }

    private void OnExited()
    {
        if (_stopping)
            return;
        _log.LogError("PostgreSQL ended unexpectedly; it is started again");
        _ = Task.Run(async () =>
        {
            // "pre-existing shared memory block is still in use" is normal for a moment after a kill
            for (var pause = 100; !_stopping; pause = Math.Min(pause * 2, 5_000))
            {
                await Task.Delay(pause);
                Orphans.End(_cluster, _log);
                if (await TryAgainAsync())
                    return;
            }
        });
    }

    private async Task<bool> TryAgainAsync()
    {
        TaskCompletionSource forked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_stopping)
            return true;
        _work.Add(() =>
        {
            Fork();
            forked.SetResult();
        });
        await forked.Task;
        await Task.Delay(500);
        // an exit right away raises Exited again, which goes on trying
        return true;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(20, cancel))
        {
            if (IsReady())
                return;
            if (_server is { HasExited: true })
                break;
        }
        _stopping = true;
        throw new EmbeddedPostgresUnavailable(
            $"PostgreSQL did not start in {_cluster.Data}: {string.Join(' ', _said)}"
        );
    }

    /// <summary>Line 8 of postmaster.pid says ready, and line 1 is our child.</summary>
    private bool IsReady()
    {
        try
        {
            var lines = File.ReadAllLines(_cluster.PidFile);
            return lines.Length >= 8
                && lines[7].Trim() == "ready"
                && int.TryParse(lines[0], out var pid)
                && pid == _server?.Id;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
