namespace Contest.Core.Preliminary.Assignment;

/// <summary>Who takes one more seat of an entry that lacks a judge, everything else staying as it is.</summary>
public static class Replacement
{
    /// <summary>The best judge for the entry, or null where nobody is free.</summary>
    public static Pairing? For(PlanInput input, Guid entryId) =>
        Candidates(input, entryId) is [var best, ..] ? best : null;

    /// <summary>
    /// Everybody who could take the seat, the best first: who brings a trade the entry lacks, who sits in its panel, the
    /// lowest load, the best fit.
    /// </summary>
    public static IReadOnlyList<Pairing> Candidates(PlanInput input, Guid entryId)
    {
        ArgumentNullException.ThrowIfNull(input);
        var entry = input.Entries.Single(e => e.EntryId == entryId);
        var load = input.Fixed.CountBy(p => p.JudgeId).ToDictionary();
        var has = input.Fixed.Where(p => p.EntryId == entryId).Select(p => p.JudgeId).ToHashSet();
        var trades = input.Judges.Where(j => has.Contains(j.JudgeId)).Select(j => j.Discipline).ToHashSet();
        var panel = input.Panels.TryGetValue(entryId, out var known) ? known : (int?)null;
        return
        [
            .. input
                .Judges.Where(j => !has.Contains(j.JudgeId) && !input.Barred.Contains(new(j.JudgeId, entryId)))
                .Where(j => load.GetValueOrDefault(j.JudgeId) < (j.MostDossiers ?? int.MaxValue))
                .OrderByDescending(j =>
                    input.Rules.Disciplines.Contains(j.Discipline) && !trades.Contains(j.Discipline)
                )
                .ThenByDescending(j => panel is not null && j.Panel == panel)
                .ThenBy(j => load.GetValueOrDefault(j.JudgeId))
                .ThenBy(j => Fit.Of(entry, j).Cost)
                .ThenBy(j => j.JudgeId)
                .Select(j => new Pairing(j.JudgeId, entryId)),
        ];
    }
}
