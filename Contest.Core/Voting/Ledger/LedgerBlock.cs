namespace Contest.Core.Voting.Ledger;

/// <summary>
/// Inclusion-only: when the choices of ballots enter the ledger. A vote leaf says neither receipt nor hour; it comes in
/// a block sorted by its random id, and a block is never smaller than K, so place and time link no receipt with a
/// choice among fewer than K ballots (as long as K were cast at all).
/// </summary>
public static class LedgerBlock
{
    /// <summary>K: no ballot hides among fewer.</summary>
    public const int Crowd = 20;

    /// <summary>How many must wait before a block is taken.</summary>
    public const int Threshold = 2 * Crowd;

    /// <summary>
    /// The waiting ballots to append now, in the order of their leaves: none below <see cref="Threshold"/>; else all but
    /// the newest <see cref="Crowd"/>; at closing all.
    /// </summary>
    /// <param name="waiting">Ballots without a vote leaf, in order of arrival.</param>
    /// <param name="ballotId">A ballot's random id, 32 lower-case hex digits.</param>
    /// <param name="isClosing">Whether the vote is over.</param>
    public static IReadOnlyList<T> Due<T>(IReadOnlyList<T> waiting, Func<T, string> ballotId, bool isClosing)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        return [.. waiting.Take(DueCount(waiting.Count, isClosing)).OrderBy(ballotId, StringComparer.Ordinal)];
    }

    /// <summary>How many of the oldest waiting ballots are due.</summary>
    public static int DueCount(int waiting, bool isClosing) =>
        isClosing ? waiting
        : waiting < Threshold ? 0
        : waiting - Crowd;

    /// <summary>The day a block's leaves bear: that of its newest ballot. Each ballot's own day would make the crowd smaller.</summary>
    public static DateOnly DayOf(IEnumerable<DateOnly> castOn) => castOn.Max();
}
