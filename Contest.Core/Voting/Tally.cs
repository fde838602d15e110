namespace Contest.Core.Voting;

/// <summary>How many valid votes a project has.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number.</param>
/// <param name="Votes">From 0.</param>
public sealed record VoteCount(Guid EntryId, string Label, long Votes);

/// <summary>One line of the tally.</summary>
/// <param name="Rank">From 1; equal counts share it.</param>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number.</param>
/// <param name="Votes">Valid votes.</param>
public sealed record TallyLine(int Rank, Guid EntryId, string Label, long Votes);

/// <summary>The counted vote: most votes first, equal counts by label, so the same counts give the same sheet.</summary>
/// <param name="Lines">One per project, also those without a vote.</param>
/// <param name="Total">All valid votes.</param>
public sealed record Tally(IReadOnlyList<TallyLine> Lines, long Total)
{
    /// <summary>Orders and adds up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static Tally Of(IEnumerable<VoteCount> counts)
    {
        List<VoteCount> ordered =
        [
            .. counts.OrderByDescending(one => one.Votes).ThenBy(one => one.Label, StringComparer.Ordinal),
        ];
        if (ordered.Count > 0)
            ArgumentOutOfRangeException.ThrowIfNegative(ordered[^1].Votes, nameof(counts));
        List<TallyLine> lines = [];
        foreach (var one in ordered)
            lines.Add(new(RankAfter(lines, one), one.EntryId, one.Label, one.Votes));
        return new(lines, ordered.Sum(one => one.Votes));
    }

    private static int RankAfter(List<TallyLine> lines, VoteCount one) =>
        lines is [.., var last] && last.Votes == one.Votes ? last.Rank : lines.Count + 1;
}
