using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// One ballot, on disk before it is confirmed. Many requests' ballots share a transaction (<see cref="BallotBox"/>);
/// each is answered with its own outcome, and a repeat of the same request gets the same receipt.
/// </summary>
public sealed class CastBallot(BallotBox box, TimeProvider clock)
{
    /// <param name="ClientId">The client's random id of this ballot; a repeat carries it again.</param>
    /// <param name="Voter">The voter's pseudonym in this edition.</param>
    /// <param name="Choices">The numbers of the entries chosen.</param>
    /// <param name="Evidence">What is kept of where it came from.</param>
    /// <param name="IsNewVoter">
    /// The device was made a moment ago: it is taken to have no ballots, and asked about only when the first one's place is
    /// taken. Saves time where it is true and costs some where it is not; the outcome is the same.
    /// </param>
    public sealed record Command(
        Guid CompetitionId,
        Guid ClientId,
        Guid Voter,
        IReadOnlyList<short> Choices,
        VoterIdentity Tier = VoterIdentity.Device,
        BallotEvidence Evidence = default,
        bool IsNewVoter = false
    );

    /// <summary>What the voter may keep.</summary>
    /// <param name="Left">Ballots left today.</param>
    public sealed record Answer(string Receipt, DateTimeOffset CastAt, int Left);

    public Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancel.ThrowIfCancellationRequested();
        return box.CastAsync(command, clock.GetUtcNow());
    }
}
