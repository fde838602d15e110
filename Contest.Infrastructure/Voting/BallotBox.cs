using System.Threading.Channels;
using Contest.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The ballot box of this node (PERFORMANCE.md 1): ballots of all requests queue in a few bounded channels, one writer
/// each, and are committed in groups. One voter always meets the same writer. A full queue says "busy, not counted"
/// at once; a stop takes nothing more and empties the queues.
/// </summary>
public sealed class BallotBox : IHostedService, IAsyncDisposable
{
    /// <summary>Two writers: while one waits for the disk, the other fills the next group.</summary>
    private const int Writers = 2;

    /// <summary>Ballots that may wait for one writer; at the slowest disk measured that is a second's work.</summary>
    private const int Waiting = 16_384;

    private static readonly Task<Outcome<CastBallot.Answer>> Busy = Task.FromResult<Outcome<CastBallot.Answer>>(
        new Refusal("voting.busy")
    );

    private readonly Channel<PendingBallot>[] _queues =
    [
        .. Enumerable
            .Range(0, Writers)
            .Select(_ =>
                Channel.CreateBounded<PendingBallot>(
                    new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
                )
            ),
    ];
    private readonly Task[] _writers;

    public BallotBox(NpgsqlDataSource source, ILogger<BallotBox> log) =>
        _writers = [.. _queues.Select(q => Task.Run(() => WriteAsync(new(source, q.Reader, log))))];

    /// <summary>The outcome, once it is on disk; <c>voting.busy</c> when it is certain that nothing was stored or will be.</summary>
    public Task<Outcome<CastBallot.Answer>> CastAsync(CastBallot.Command command, DateTimeOffset now)
    {
        PendingBallot ballot = new(command, now);
        var queue = _queues[(command.Voter.GetHashCode() & int.MaxValue) % Writers];
        return queue.Writer.TryWrite(ballot) ? ballot.Task : Busy;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drains: every ballot that was taken gets its outcome before the database is let go.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in _queues)
            queue.Writer.TryComplete();
        return Task.WhenAll(_writers).WaitAsync(cancellationToken);
    }

    private static async Task WriteAsync(BallotWriter writer)
    {
        await using (writer)
            await writer.RunAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
