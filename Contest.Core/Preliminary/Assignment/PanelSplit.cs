namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// Judges into panels of mixed trades and entries to panels (DOMAIN.md 1.7). Judges of one trade are dealt out in the
/// order of what they know, the same order in every trade, so that those who know the same meet in one panel.
/// </summary>
internal static class PanelSplit
{
    /// <summary>The panel of each judge; who has one keeps it. Empty without panels.</summary>
    public static IReadOnlyDictionary<Guid, int> OfJudges(PlanInput input)
    {
        var panels = input.Rules.Panels;
        if (panels < 1)
            return new Dictionary<Guid, int>();
        var found = input
            .Judges.Where(j => j.Panel is { } p && p >= 1 && p <= panels)
            .ToDictionary(j => j.JudgeId, j => j.Panel!.Value);
        var left = PlanTable.InOrder(input.Judges.Where(j => !found.ContainsKey(j.JudgeId)));
        // a judge who takes no dossiers fills no seat of a panel
        foreach (var trade in left.GroupBy(j => (j.MostDossiers == 0, j.Discipline)).OrderBy(g => g.Key))
            Deal([.. trade.OrderBy(Knowledge, StringComparer.Ordinal).ThenBy(j => j.JudgeId)], found, input);
        return found;
    }

    private static void Deal(IReadOnlyList<PlannedJudge> judges, Dictionary<Guid, int> found, PlanInput input)
    {
        var panels = input.Rules.Panels;
        var seats = new int[panels];
        for (var i = 0; i < judges.Count; i++)
            seats[PanelWithFewest(found, input, judges[0].Discipline, seats)]++;
        var panel = 0;
        foreach (var judge in judges)
        {
            while (seats[panel] == 0)
                panel++;
            seats[panel]--;
            found[judge.JudgeId] = panel + 1;
        }
    }

    private static int PanelWithFewest(Dictionary<Guid, int> found, PlanInput input, Discipline discipline, int[] dealt)
    {
        var all = new int[dealt.Length];
        var same = new int[dealt.Length];
        foreach (var judge in input.Judges.Where(j => found.ContainsKey(j.JudgeId)))
        {
            all[found[judge.JudgeId] - 1]++;
            if (judge.Discipline == discipline)
                same[found[judge.JudgeId] - 1]++;
        }
        return Enumerable
            .Range(0, dealt.Length)
            .OrderBy(p => all[p] + dealt[p])
            .ThenBy(p => same[p] + dealt[p])
            .First();
    }

    private static string Knowledge(PlannedJudge judge) =>
        string.Join('|', judge.Ipc.Order(StringComparer.Ordinal).Concat(judge.Fields.Order(StringComparer.Ordinal)));

    /// <summary>
    /// The panel of each entry: the one it has, or where the fewest strangers are needed, then the best fit. Empty without
    /// panels.
    /// </summary>
    public static IReadOnlyDictionary<Guid, int> OfEntries(PlanInput input, IReadOnlyDictionary<Guid, int> judgePanels)
    {
        var panels = input.Rules.Panels;
        if (panels < 1)
            return new Dictionary<Guid, int>();
        var entries = PlanTable.InOrder(input.Entries);
        var members = Enumerable
            .Range(1, panels)
            .Select(p => PlanTable.InOrder(input.Judges.Where(j => judgePanels[j.JudgeId] == p)))
            .ToList();
        var read = input.Fixed.ToLookup(p => p.EntryId, p => judgePanels.GetValueOrDefault(p.JudgeId));
        PanelDemand demand = new(input, members);
        SeatTask task = new(entries.Count, panels) { NextPrice = demand.NextPrice, StrangeWeight = 1 };
        Array.Fill(task.Need, 1);
        Array.Fill(task.Most, int.MaxValue);
        for (var row = 0; row < entries.Count; row++)
        {
            if (Known(input, entries[row], read[entries[row].EntryId]) is { } panel)
                task.Fixed.Add((row, panel - 1));
            for (var column = 0; column < panels; column++)
                (task.Strange[row * panels + column], task.Cost[row * panels + column]) = Price(
                    input,
                    entries[row],
                    members[column]
                );
        }
        var solved = SeatFlow.Solve(task).Seats;
        return entries
            .Select((entry, row) => (entry, solved[row][0]))
            .ToDictionary(p => p.entry.EntryId, p => p.Item2 + 1);
    }

    private static int? Known(PlanInput input, PlannedEntry entry, IEnumerable<int> read)
    {
        if (input.Panels.TryGetValue(entry.EntryId, out var panel) && panel >= 1 && panel <= input.Rules.Panels)
            return panel;
        return read.Where(p => p > 0)
            .GroupBy(p => p)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key)
            .Select(g => (int?)g.Key)
            .FirstOrDefault();
    }

    /// <summary>Seats the panel cannot fill, and what the best of those it can fill cost.</summary>
    private static (byte Missing, ushort Cost) Price(
        PlanInput input,
        PlannedEntry entry,
        IReadOnlyList<PlannedJudge> panel
    )
    {
        var wanted = input.Rules.JudgesPerEntry;
        var free = panel.Where(j => j.MostDossiers != 0 && !input.Barred.Contains(new(j.JudgeId, entry.EntryId)));
        var best = free.Select(j => Fit.Of(entry, j).Cost).Order().Take(wanted).ToList();
        return ((byte)(wanted - best.Count), (ushort)(best.Sum() + (wanted - best.Count) * Fit.Most));
    }
}
