using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>
/// Imports that go on when their page is left, one after the other on this node; between nodes the act itself takes
/// turns. Each has a row that says how far it is, and gives a sign of life every second.
/// </summary>
public sealed partial class ImportQueue(
    IServiceScopeFactory scopes,
    UploadedWorkbooks uploads,
    TimeProvider clock,
    ILogger<ImportQueue> log
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Channel<Asked> _asked = Channel.CreateBounded<Asked>(100);
    private readonly ConcurrentDictionary<Guid, Step> _alive = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Puts the import behind those asked for before, and waits a moment for its end.</summary>
    public async Task AskAsync(ImportTask task, Actor actor, TimeSpan patience, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(task);
        await WithDbAsync(db =>
        {
            db.ImportTasks.Add(task);
            return db.SaveChangesAsync(CancellationToken.None);
        });
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[task.Id] = ended;
        _alive[task.Id] = new();
        await _asked.Writer.WriteAsync(new(task, actor), CancellationToken.None);
        await Task.WhenAny(ended.Task, Task.Delay(patience, cancel));
        _waiting.TryRemove(task.Id, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beating = BeatAsync(stoppingToken);
        try
        {
            await foreach (var asked in _asked.Reader.ReadAllAsync(stoppingToken))
                await RunAsync(asked, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what is still queued falls silent, and its row says so
        }
        await beating;
    }

    private async Task RunAsync(Asked asked, CancellationToken cancel)
    {
        var task = asked.Task;
        Outcome<ImportRegistrations.Summary> done;
        try
        {
            done = await ImportAsync(asked, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            done = new Refusal("import.interrupted");
        }
#pragma warning disable CA1031 // the next import must run whatever became of this one; the log has the cause
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, task.Id);
            done = new Refusal("import.failed");
        }
        _alive.TryRemove(task.Id, out var step);
        var (refusal, now, run) = (done.Refusal, clock.GetUtcNow(), done.Value?.ImportRunId);
        var with = refusal is null ? null : JsonSerializer.Serialize(refusal.Arguments, ContestJson.Options);
        var stored = done.Value?.Entries ?? step?.Done ?? 0;
        await WithDbAsync(db =>
            db.ImportTasks.Where(t => t.Id == task.Id)
                .ExecuteUpdateAsync(t =>
                    t.SetProperty(x => x.ImportRunId, run)
                        .SetProperty(x => x.RefusedFor, refusal == null ? null : refusal.Code)
                        .SetProperty(x => x.RefusedWith, with)
                        .SetProperty(x => x.Done, stored)
                        .SetProperty(x => x.EndedAt, now)
                )
        );
        if (done.Value is not null)
            uploads.Forget(task.PersonId, task.FileHash);
        if (_waiting.TryRemove(task.Id, out var ended))
            ended.TrySetResult();
    }

    private async Task<Outcome<ImportRegistrations.Summary>> ImportAsync(Asked asked, CancellationToken cancel)
    {
        var task = asked.Task;
        if (await uploads.FindAsync(task.PersonId, task.FileHash, cancel) is not { } file)
            return new Refusal("import.not_kept");
        await using var scope = scopes.CreateAsyncScope();
        var import = scope.ServiceProvider.GetRequiredService<ImportRegistrations>();
        return await import.HandleAsync(
            new(task.CompetitionId, task.FileName, file, task.AcceptWarnings, asked.Actor, _alive[task.Id]),
            cancel
        );
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
                foreach (var (id, step) in _alive)
                    await BeatAsync(id, step);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the product stops
        }
    }

    private async Task BeatAsync(Guid id, Step step)
    {
        var (now, done, total) = (clock.GetUtcNow(), step.Done, step.Total);
        try
        {
            await WithDbAsync(db =>
                db.ImportTasks.Where(t => t.Id == id && t.EndedAt == null)
                    .ExecuteUpdateAsync(t =>
                        t.SetProperty(x => x.SeenAt, now)
                            .SetProperty(x => x.Done, done)
                            .SetProperty(x => x.Total, total)
                    )
            );
        }
        catch (System.Data.Common.DbException e)
        {
            Failed(log, e, id); // one beat is missed; the import itself goes on
        }
    }

    private async Task WithDbAsync(Func<ContestDb, Task<int>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<ContestDb>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Task} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid task);

    private sealed record Asked(ImportTask Task, Actor Actor);

    private sealed class Step : IProgress<(int Done, int Total)>
    {
        private volatile int _done;
        private volatile int _total;

        public int Done => _done;
        public int Total => _total;

        public void Report((int Done, int Total) value) => (_done, _total) = value;
    }
}
