using System.Threading.Channels;
using Contest.Core;
using Contest.Infrastructure.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// One writer of the ballot box: takes what is there, commits it as one transaction, answers.
/// </summary>
internal sealed class BallotWriter(NpgsqlDataSource source, ChannelReader<PendingBallot> queue, ILogger log)
    : IAsyncDisposable
{
    /// <summary>Ballots in one transaction at most.</summary>
    private const int Most = 512;

    /// <summary>A voter's next ballot may lose to another node as often as this before we say "busy".</summary>
    private const int Losses = 6;

    /// <summary>How often a group is tried again after the database went away: about ten seconds.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        .. new[] { 50, 200, 500, 1000, 2000, 3000, 3000 }.Select(ms => TimeSpan.FromMilliseconds(ms)),
    ];

    private readonly BallotTransaction _transaction = new(source);
    private readonly MetVoters _met = new(DeviceSeal.Device.NewFor, TimeProvider.System);
    private readonly GroupReader<PendingBallot> _groups = new(queue, ballot => ballot.Command.Voter, Most);

    public async Task RunAsync()
    {
        while (await _groups.WaitAsync())
            await CastAsync(_groups.Take());
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

    private async Task CastAsync(List<PendingBallot> group)
    {
        foreach (var edition in group.GroupBy(b => b.Command.CompetitionId))
        {
            // every node takes voters in the same order: no two groups wait for each other
            List<PendingBallot> ballots = [.. edition.OrderBy(b => b.Command.Voter)];
            foreach (var ballot in ballots)
                ballot.IsFirst = ballot.Command.IsNewVoter && _met.Meet(ballot.Command.Voter);
            try
            {
                await CommitAsync(edition.Key, ballots);
            }
            catch (Exception e)
            {
                // whatever it was, this writer goes on: other voters wait behind it
                log.LogError(
                    e,
                    "Nobody knows whether {Ballots} ballots are stored; their voters are told to try again",
                    ballots.Count
                );
                ballots.ForEach(b => b.TrySetResult(new Refusal("voting.unconfirmed")));
            }
        }
    }

    /// <summary>
    /// Commits and answers. When the connection breaks nobody knows whether it was committed; the same group is decided
    /// again on a new one, where a ballot that is there already is found by its id and gets its first receipt.
    /// </summary>
    private async Task CommitAsync(Guid edition, List<PendingBallot> group)
    {
        var isCareful = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Answer(group, await _transaction.RunAsync(edition, group, isCareful));
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && attempt < Losses)
            {
                isCareful = true; // another node was faster, or knew a voter
            }
            catch (Exception e)
            {
                await _transaction.ResetAsync();
                if (attempt >= Pauses.Length || e is not (NpgsqlException or TimeoutException or IOException))
                    throw;
                log.LogWarning("A group of ballots is tried again: {Reason}", e.Message);
                await Task.Delay(Pauses[attempt]);
            }
        }
    }

    private void Answer(List<PendingBallot> group, Outcome<CastBallot.Answer>?[] outcomes)
    {
        foreach (var (ballot, outcome) in group.Zip(outcomes))
            if (outcome is not null)
                ballot.TrySetResult(outcome);
            else if (++ballot.Lost < Losses)
                _groups.Return(ballot); // another node was faster: look again and decide anew
            else
                ballot.TrySetResult(new Refusal("voting.busy"));
    }
}
