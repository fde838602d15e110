namespace Contest.Core.Preliminary;

/// <summary>A sheet that one judge has still to score.</summary>
/// <param name="SheetId">The sheet.</param>
/// <param name="Code">The entry's public code.</param>
/// <param name="Marks">How many judges have submitted for the entry so far. Never shown to a judge.</param>
/// <param name="SkippedAt">When the judge put it off; null: never.</param>
public sealed record OpenDossier(Guid SheetId, string Code, int Marks, DateTimeOffset? SkippedAt);

/// <summary>
/// Which dossier a judge is given next (DOMAIN.md 1.7): of those assigned and open the one with the fewest marks so
/// far, ties by code, so that no entry is left with too few when time runs out. What was skipped comes after all
/// others, the longest put off first.
/// </summary>
public static class NextDossier
{
    /// <summary>The next one, or null when none is open but the one just left.</summary>
    /// <param name="open">The judge's open sheets of the round.</param>
    /// <param name="leaving">The sheet the judge comes from: given again only when it is the last.</param>
    public static Guid? Of(IEnumerable<OpenDossier> open, Guid? leaving = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        return open.OrderBy(d => d.SheetId == leaving)
            .ThenBy(d => d.SkippedAt is not null)
            .ThenBy(d => d.SkippedAt)
            .ThenBy(d => d.Marks)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.SheetId;
    }
}
