using Contest.Core.Voting;
using Npgsql;

namespace Contest.Infrastructure.Voting;

/// <summary>Both ways to write a group of ballots, prepared on a writer's connection (<see cref="InsertBallots"/>).</summary>
internal sealed class WriteBallots : IAsyncDisposable
{
    private readonly InsertBallots _plain;
    private readonly InsertBallots _careful;

    private WriteBallots(InsertBallots plain, InsertBallots careful) => (_plain, _careful) = (plain, careful);

    public static async Task<WriteBallots> PrepareAsync(NpgsqlConnection connection) =>
        new(
            await InsertBallots.PrepareAsync(connection, isCareful: false),
            await InsertBallots.PrepareAsync(connection, isCareful: true)
        );

    /// <summary>Those whose ballot is on disk now; null: all.</summary>
    public async Task<HashSet<Guid>?> RunAsync(Guid edition, List<Ballot> ballots, bool isCareful)
    {
        if (isCareful)
            return await _careful.RunAsync(edition, ballots);
        await _plain.RunAsync(edition, ballots);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _plain.DisposeAsync();
        await _careful.DisposeAsync();
    }
}
