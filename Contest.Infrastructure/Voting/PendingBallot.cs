using Contest.Core;

namespace Contest.Infrastructure.Voting;

/// <summary>A ballot that waits for its transaction, and whoever waits for its outcome.</summary>
internal sealed class PendingBallot(CastBallot.Command command, DateTimeOffset now)
    : TaskCompletionSource<Outcome<CastBallot.Answer>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CastBallot.Command Command { get; } = command;

    /// <summary>The chosen entries in their order: the same ballot is the same list.</summary>
    public short[] Choices { get; } = Sorted(command.Choices);

    /// <summary>When the request arrived: the moment every rule is asked for.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>How many times another node was faster.</summary>
    public int Lost { get; set; }

    /// <summary>The voter's ballots are not read first: as far as this node knows there are none.</summary>
    public bool IsFirst { get; set; }

    private static short[] Sorted(IReadOnlyList<short> choices)
    {
        short[] sorted = [.. choices];
        Array.Sort(sorted);
        return sorted;
    }
}
