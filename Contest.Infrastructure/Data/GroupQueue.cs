using System.Threading.Channels;

namespace Contest.Infrastructure.Data;

/// <summary>
/// What many requests want written, queued in a few bounded channels with one writer each, which commits it in groups
/// (PERFORMANCE.md 1). One key always meets the same writer. A stop takes nothing more and empties the queues.
/// </summary>
internal sealed class GroupQueue<T> : IAsyncDisposable
{
    private readonly Channel<T>[] _queues;
    private readonly Task[] _writers;

    /// <param name="writers">While one waits for the disk, the others fill the next groups.</param>
    /// <param name="waiting">How much may wait for one writer.</param>
    /// <param name="write">One writer: reads until its channel has ended.</param>
    public GroupQueue(int writers, int waiting, Func<ChannelReader<T>, Task> write)
    {
        _queues =
        [
            .. Enumerable
                .Range(0, writers)
                .Select(_ =>
                    Channel.CreateBounded<T>(
                        new BoundedChannelOptions(waiting)
                        {
                            SingleReader = true,
                            FullMode = BoundedChannelFullMode.Wait,
                        }
                    )
                ),
        ];
        _writers = [.. _queues.Select(queue => Task.Run(() => write(queue.Reader)))];
    }

    /// <summary>Whether it was taken: not when the queue is full or has stopped.</summary>
    public bool TryAdd(Guid key, T item) =>
        _queues[(key.GetHashCode() & int.MaxValue) % _queues.Length].Writer.TryWrite(item);

    /// <summary>Drains: whatever was taken is written and answered before the database is let go.</summary>
    public Task StopAsync(CancellationToken cancel)
    {
        foreach (var queue in _queues)
            queue.Writer.TryComplete();
        return Task.WhenAll(_writers).WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}

/// <summary>
/// The groups of one writer. It never waits for more to come: groups grow by themselves while the disk is busy. Of one
/// key at most one is in a group; the next must see what the first has done.
/// </summary>
internal sealed class GroupReader<T>(ChannelReader<T> queue, Func<T, Guid> key, int most)
{
    private readonly List<T> _group = new(most);
    private readonly HashSet<Guid> _keys = new(most);
    private List<T> _left = [];

    /// <summary>Whether there is, or will be, a next group.</summary>
    public async ValueTask<bool> WaitAsync() => _left.Count > 0 || await queue.WaitToReadAsync();

    /// <summary>The next group; its list is used again for the one after it.</summary>
    public List<T> Take()
    {
        _group.Clear();
        _keys.Clear();
        List<T> later = [];
        foreach (var item in _left)
            (_group.Count < most && _keys.Add(key(item)) ? _group : later).Add(item);
        while (_group.Count < most && later.Count < most && queue.TryRead(out var next))
            (_keys.Add(key(next)) ? _group : later).Add(next);
        _left = later;
        return _group;
    }

    /// <summary>Once more, in the next group.</summary>
    public void Return(T item) => _left.Add(item);
}
