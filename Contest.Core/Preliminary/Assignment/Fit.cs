namespace Contest.Core.Preliminary.Assignment;

/// <summary>How well a judge's knowledge meets an entry's IPC classes.</summary>
public enum IpcFit
{
    /// <summary>Neither class nor section.</summary>
    None = 0,

    /// <summary>The same section (A … H).</summary>
    Section = 1,

    /// <summary>The class or subclass the judge has named.</summary>
    Class = 2,
}

/// <summary>
/// How well a judge fits an entry, in whole points from 0 to <see cref="Most"/>: the IPC class 6, else its section 3; the
/// field 2; the language 1. A known class outweighs section and field together (DOMAIN.md 1.7: assignment by industry and IPC).
/// </summary>
/// <param name="Ipc">The closest meeting of IPC classes.</param>
/// <param name="Field">The judge knows the entry's field.</param>
/// <param name="Language">The judge reads the dossier's language, or nothing is known of it.</param>
public sealed record Fit(IpcFit Ipc, bool Field, bool Language)
{
    /// <summary>The most points.</summary>
    public const int Most = 9;

    /// <summary>The points.</summary>
    public int Points =>
        Ipc switch
        {
            IpcFit.Class => 6,
            IpcFit.Section => 3,
            _ => 0,
        }
        + (Field ? 2 : 0)
        + (Language ? 1 : 0);

    /// <summary>What a plan pays for the pair: points that are missing.</summary>
    public int Cost => Most - Points;

    /// <summary>The fit of a pair.</summary>
    public static Fit Of(PlannedEntry entry, PlannedJudge judge)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(judge);
        return new(
            IpcOf(entry.Ipc, judge.Ipc),
            judge.Fields.Contains(entry.Field),
            entry.Language is null || judge.Languages.Count == 0 || judge.Languages.Contains(entry.Language)
        );
    }

    private static IpcFit IpcOf(IReadOnlyCollection<string> entry, IReadOnlyCollection<string> judge)
    {
        var best = IpcFit.None;
        foreach (var ofEntry in entry)
        foreach (var ofJudge in judge)
        {
            if (ofJudge.Length == 0 || ofEntry.Length == 0)
                continue;
            if (ofEntry.StartsWith(ofJudge, StringComparison.OrdinalIgnoreCase))
                return IpcFit.Class;
            if (char.ToUpperInvariant(ofEntry[0]) == char.ToUpperInvariant(ofJudge[0]))
                best = IpcFit.Section;
        }
        return best;
    }
}
