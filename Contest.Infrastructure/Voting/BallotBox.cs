using Contest.Core;
using Contest.Infrastructure.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The ballot box of this node (PERFORMANCE.md 1): ballots of all requests are committed in groups. A full queue says
/// "busy, not counted" at once.
/// </summary>
public sealed class BallotBox(NpgsqlDataSource source, ILogger<BallotBox> log) : IHostedService, IAsyncDisposable
{
    /// <summary>Two writers: while one waits for the disk, the other fills the next group.</summary>
    private const int Writers = 2;

    /// <summary>Ballots that may wait for one writer; at the slowest disk measured that is a second's work.</summary>
    private const int Waiting = 16_384;

    private static readonly Task<Outcome<CastBallot.Answer>> Busy = Task.FromResult<Outcome<CastBallot.Answer>>(
        new Refusal("voting.busy")
    );

    private readonly GroupQueue<PendingBallot> _queue = new(
        Writers,
        Waiting,
        async queue =>
        {
            await using BallotWriter writer = new(source, queue, log);
            await writer.RunAsync();
        }
    );

    /// <summary>The outcome, once it is on disk; <c>voting.busy</c> when it is certain that nothing was stored or will be.</summary>
    public Task<Outcome<CastBallot.Answer>> CastAsync(CastBallot.Command command, DateTimeOffset now)
    {
        PendingBallot ballot = new(command, now);
        return _queue.TryAdd(command.Voter, ballot) ? ballot.Task : Busy;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _queue.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
