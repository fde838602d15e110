using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// The plain saves of this node, committed in groups (decision 0015). Nobody's save waits for another's: a sheet that
/// somebody else holds is left out of its group and saved by itself, as everything is that is not plain.
/// </summary>
public sealed class SheetQueue(NpgsqlDataSource source, ILogger<SheetQueue> log) : IHostedService, IAsyncDisposable
{
    private const int Writers = 2;

    /// <summary>Saves that may wait for one writer: more than there are judges; the rest are saved by themselves.</summary>
    private const int Waiting = 1024;

    /// <summary>Saves in one transaction at most: more make the first wait longer and cost no less each.</summary>
    private const int Most = 64;

    private static readonly Task<SaveSheet.Answer?> Not = Task.FromResult<SaveSheet.Answer?>(null);

    private readonly GroupQueue<PendingSave> _queue = new(
        Writers,
        Waiting,
        async queue =>
        {
            await using SheetTransaction transaction = new(source);
            GroupReader<PendingSave> groups = new(queue, save => save.Command.SheetId, Most);
            while (await groups.WaitAsync())
                await SaveAsync(transaction, groups.Take(), log);
        }
    );

    /// <summary>The answer, once it is on disk; null when this save has to go its own way.</summary>
    internal Task<SaveSheet.Answer?> SaveAsync(SaveSheet.Command command, DateTimeOffset now)
    {
        PendingSave save = new(command, now);
        return _queue.TryAdd(command.SheetId, save) ? save.Task : Not;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _queue.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    /// <summary>
    /// After an error nobody knows whether the group is stored. Each then goes its own way, where a save that is there
    /// already is found by its device's revision.
    /// </summary>
    private static async Task SaveAsync(SheetTransaction transaction, List<PendingSave> group, ILogger log)
    {
        try
        {
            var answers = await transaction.RunAsync(group);
            for (var i = 0; i < group.Count; i++)
                group[i].TrySetResult(answers[i]);
        }
        catch (Exception e)
        {
            log.LogWarning("{Saves} saves go on one by one: {Reason}", group.Count, e.Message);
            await transaction.ResetAsync();
            group.ForEach(save => save.TrySetResult(null));
        }
    }
}

/// <summary>A save that waits for its transaction, and the request that waits for the answer.</summary>
internal sealed class PendingSave(SaveSheet.Command command, DateTimeOffset now)
    : TaskCompletionSource<SaveSheet.Answer?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public SaveSheet.Command Command { get; } = command;

    /// <summary>When the request arrived: the moment every rule is asked for.</summary>
    public DateTimeOffset Now { get; } = now;
}
