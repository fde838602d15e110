using Contest.Core;

namespace Contest.Infrastructure.Voting;

/// <summary>A ballot that waits for its transaction, and whoever waits for its outcome.</summary>
internal sealed class PendingBallot(CastBallot.Command command, DateTimeOffset now)
    : TaskCompletionSource<Outcome<CastBallot.Answer>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CastBallot.Command Command { get; } = command;

    /// <summary>The chosen entries in their order: the same ballot is the same list.</summary>
    public short[] Choices { get; } = [.. command.Choices.Order()];

    /// <summary>When the request arrived: the moment every rule is asked for.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>How many times another node was faster.</summary>
    public int Lost { get; set; }
}
