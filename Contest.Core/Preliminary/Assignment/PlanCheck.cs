namespace Contest.Core.Preliminary.Assignment;

/// <summary>What a plan, made or changed by hand, leaves undone of what the rulebook asks (DOMAIN.md 1.7, 1.15).</summary>
public static class PlanCheck
{
    /// <summary>Every finding, the forbidden ones first, then by entry code.</summary>
    public static IReadOnlyList<PlanFinding> Of(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pairs);
        var byEntry = pairs.ToLookup(p => p.EntryId, p => p.JudgeId);
        var judges = input.Judges.ToDictionary(j => j.JudgeId);
        return
        [
            .. PlanTable
                .InOrder(input.Entries)
                .SelectMany(e => OfEntry(input, judges, e, [.. byEntry[e.EntryId]]))
                .Concat(OfLoads(input, pairs))
                .Concat(OfBalance(input, pairs))
                .Concat(OfIslands(input, pairs))
                .OrderByDescending(f => f.IsForbidden),
        ];
    }

    private static IEnumerable<PlanFinding> OfEntry(
        PlanInput input,
        Dictionary<Guid, PlannedJudge> judges,
        PlannedEntry entry,
        IReadOnlyList<Guid> readers
    )
    {
        var wanted = input.Rules.JudgesPerEntry;
        foreach (var judge in readers.Where(j => input.Barred.Contains(new(j, entry.EntryId))))
            yield return new(new("plan.barred", entry.Code), IsForbidden: true, entry.EntryId, judge);
        if (readers.Count < wanted)
            yield return new(new("plan.too_few", entry.Code, readers.Count, wanted), IsForbidden: false, entry.EntryId);
        foreach (var trade in input.Rules.Disciplines.Except(readers.Select(j => judges[j].Discipline)))
            yield return new(
                new("plan.trade_missing", entry.Code, PlanSentence.Trade(trade)),
                IsForbidden: false,
                entry.EntryId
            );
    }

    private static IEnumerable<PlanFinding> OfLoads(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        var load = pairs.CountBy(p => p.JudgeId).ToDictionary();
        foreach (var judge in PlanTable.InOrder(input.Judges))
            if (judge.MostDossiers is { } most && load.GetValueOrDefault(judge.JudgeId) is var has && has > most)
                yield return new(
                    judge.Days is { } days ? new("plan.over_days", has, most, days) : new("plan.over_limit", has, most),
                    IsForbidden: false,
                    JudgeId: judge.JudgeId
                );
    }

    /// <summary>Loads more than one apart: why they must be, or that they need not.</summary>
    private static IEnumerable<PlanFinding> OfBalance(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        var balance = PlanBalance.Of(input, pairs);
        if (balance.IsEven)
            yield break;
        if (balance.CanBeEvened || (balance.WhyMost ?? balance.WhyFewest) is null)
            yield return new(new("plan.unbalanced", balance.Fewest, balance.Most), IsForbidden: false);
        else
            foreach (var why in new[] { balance.WhyMost, balance.WhyFewest }.OfType<PlanSentence>())
                yield return new(why, IsForbidden: false);
    }

    private static IEnumerable<PlanFinding> OfIslands(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        if (PlanConnections.Of(input, pairs).Islands is var islands and > 1)
            yield return new(new("plan.islands", islands), IsForbidden: false);
    }
}
