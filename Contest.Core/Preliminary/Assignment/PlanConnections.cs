namespace Contest.Core.Preliminary.Assignment;

/// <summary>Entries two panels have in common.</summary>
/// <param name="Panel">The lower panel.</param>
/// <param name="Other">The higher panel.</param>
/// <param name="Entries">Entries judges of both read.</param>
public sealed record PanelLink(int Panel, int Other, int Entries);

/// <summary>Whether judges can be compared: they can, directly or by way of others, when their entries overlap.</summary>
/// <param name="Islands">Parts of the jury that share no entry; 1 when everyone hangs together, 0 without seats.</param>
/// <param name="FewestPartners">The fewest other judges any judge shares an entry with.</param>
/// <param name="Links">Entries each two panels share, without pairs that share none.</param>
public sealed record PlanConnections(int Islands, int FewestPartners, IReadOnlyList<PanelLink> Links)
{
    /// <summary>Calibration can compare every judge with every other, directly or by way of others.</summary>
    public bool IsEnough => Islands <= 1;

    /// <summary>The fewest entries any panel shares with other panels; null with fewer than two panels.</summary>
    public int? FewestShared(int panels) =>
        panels < 2
            ? null
            : Enumerable.Range(1, panels).Min(p => Links.Where(l => l.Panel == p || l.Other == p).Sum(l => l.Entries));

    /// <summary>The connections of a plan; judges without a seat do not count.</summary>
    public static PlanConnections Of(
        PlanInput input,
        IReadOnlyCollection<Pairing> pairs,
        IReadOnlyDictionary<Guid, int>? panels = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pairs);
        var partners = pairs.Select(p => p.JudgeId).Distinct().ToDictionary(j => j, _ => new HashSet<Guid>());
        foreach (var entry in pairs.GroupBy(p => p.EntryId))
        {
            var readers = entry.Select(p => p.JudgeId).ToList();
            foreach (var judge in readers)
                partners[judge].UnionWith(readers.Where(r => r != judge));
        }
        return new(
            CountIslands(partners),
            partners.Count == 0 ? 0 : partners.Values.Min(p => p.Count),
            panels is null ? [] : Linked(pairs, panels)
        );
    }

    private static int CountIslands(Dictionary<Guid, HashSet<Guid>> partners)
    {
        HashSet<Guid> seen = [];
        var islands = 0;
        foreach (var start in partners.Keys)
        {
            if (!seen.Add(start))
                continue;
            islands++;
            Stack<Guid> next = new([start]);
            while (next.TryPop(out var judge))
                foreach (var partner in partners[judge].Where(seen.Add))
                    next.Push(partner);
        }
        return islands;
    }

    private static IReadOnlyList<PanelLink> Linked(
        IReadOnlyCollection<Pairing> pairs,
        IReadOnlyDictionary<Guid, int> panels
    ) =>
        [
            .. pairs
                .GroupBy(p => p.EntryId)
                .SelectMany(e => Pairs([.. e.Select(p => panels.GetValueOrDefault(p.JudgeId)).Distinct().Order()]))
                .CountBy(p => p)
                .Select(p => new PanelLink(p.Key.Item1, p.Key.Item2, p.Value))
                .OrderBy(l => l.Panel)
                .ThenBy(l => l.Other),
        ];

    private static IEnumerable<(int, int)> Pairs(IReadOnlyList<int> panels) =>
        from i in Enumerable.Range(0, panels.Count)
        from j in Enumerable.Range(i + 1, panels.Count - i - 1)
        select (panels[i], panels[j]);
}
