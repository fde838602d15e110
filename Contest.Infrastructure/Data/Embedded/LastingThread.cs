using System.Collections.Concurrent;
using System.Diagnostics;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// A thread that lives as long as the owner. The kernel's death signal (setpriv --pdeathsig) fires when the thread
/// that forked ends, so the server is forked here and never from the pool.
/// </summary>
internal sealed class LastingThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _work = [];

    public LastingThread() => new Thread(Run) { IsBackground = true, Name = "embedded-postgres" }.Start();

    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add((start, started));
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var (start, started) in _work.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (System.ComponentModel.Win32Exception missing)
            {
                started.SetException(missing);
            }
        }
    }
}
