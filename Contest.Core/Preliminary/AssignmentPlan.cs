namespace Contest.Core.Preliminary;

/// <summary>A judge as the plan sees one.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="EmployerKey">The employer's name normalised for comparison.</param>
/// <param name="Discipline">The trade.</param>
public sealed record PlannedJudge(Guid JudgeId, string EmployerKey, Discipline Discipline);

/// <summary>An entry as the plan sees one.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Code">Its public code.</param>
/// <param name="EntrantKeys">The names of its entrants normalised for comparison.</param>
public sealed record PlannedEntry(Guid EntryId, string Code, IReadOnlyCollection<string> EntrantKeys);

/// <summary>One judge for one entry.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="EntryId">The entry.</param>
public sealed record Pairing(Guid JudgeId, Guid EntryId);

/// <summary>
/// Who reads what (DOMAIN.md 1.7): so many judges an entry, no judge for an entry of the own organisation (DOMAIN.md
/// 1.15, the obvious kind), load balanced within one where conflicts allow, mixed trades first.
/// </summary>
/// <param name="Pairs">The plan.</param>
/// <param name="Short">Entries for which there are too few judges without conflict, by code.</param>
public sealed record AssignmentPlan(IReadOnlyList<Pairing> Pairs, IReadOnlyList<string> Short)
{
    /// <summary>The conflict of the obvious kind: the judge works for one of the entrants.</summary>
    public static bool InConflict(PlannedJudge judge, PlannedEntry entry)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(entry);
        return judge.EmployerKey.Length > 0 && entry.EntrantKeys.Contains(judge.EmployerKey);
    }

    /// <summary>Plans from nothing; deterministic: entries by code, judges by load, trade, and id.</summary>
    public static AssignmentPlan Of(
        IReadOnlyList<PlannedEntry> entries,
        IReadOnlyList<PlannedJudge> judges,
        int perEntry
    )
    {
        List<Pairing> pairs = [];
        List<string> tooFew = [];
        var load = judges.ToDictionary(j => j.JudgeId, _ => 0);
        foreach (var entry in entries.OrderBy(e => e.Code, StringComparer.Ordinal))
        {
            var chosen = Choose(entry, judges, perEntry, load);
            if (chosen.Count < perEntry)
                tooFew.Add(entry.Code);
            foreach (var judge in chosen)
            {
                load[judge.JudgeId]++;
                pairs.Add(new(judge.JudgeId, entry.EntryId));
            }
        }
        return new(pairs, tooFew);
    }

    private static List<PlannedJudge> Choose(
        PlannedEntry entry,
        IReadOnlyList<PlannedJudge> judges,
        int perEntry,
        Dictionary<Guid, int> load
    )
    {
        List<PlannedJudge> chosen = [];
        var free = judges.Where(j => !InConflict(j, entry)).ToList();
        while (chosen.Count < perEntry && free.Count > 0)
        {
            var next = free.OrderBy(j => load[j.JudgeId])
                .ThenBy(j => chosen.Count(c => c.Discipline == j.Discipline))
                .ThenBy(j => j.JudgeId)
                .First();
            chosen.Add(next);
            free.Remove(next);
        }
        return chosen;
    }
}
