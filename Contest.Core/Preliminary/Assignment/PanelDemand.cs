namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// How many seats a panel must leave to strangers when it is given so many entries and every judge reads what an even plan
/// asks of them (<see cref="EvenLoads"/>). It never falls and its steps never shrink, so entries can be dealt to panels one
/// by one (the price of a flow's column). Without conflicts it is exact: of E entries the panel's own judges can fill the smaller of
/// what they read together and what the trades leave them.
/// </summary>
internal sealed class PanelDemand
{
    private readonly long[][] strangers;

    public PanelDemand(PlanInput input, IReadOnlyList<IReadOnlyList<PlannedJudge>> panels)
    {
        var loads = EvenLoads.Of(input);
        strangers = [.. panels.Select(panel => Of(input, [.. panel.Select(j => (j.Discipline, loads[j.JudgeId]))]))];
    }

    /// <summary>How many more strangers one more entry brings a panel.</summary>
    public long NextPrice(int panel, int entries)
    {
        var at = int.Min(entries, strangers[panel].Length - 2);
        return strangers[panel][at + 1] - strangers[panel][at];
    }

    private static long[] Of(PlanInput input, IReadOnlyList<(Discipline Trade, int Load)> panel)
    {
        var each = input.Rules.JudgesPerEntry;
        var demand = new long[input.Entries.Count + 2];
        for (var entries = 1; entries < demand.Length; entries++)
        {
            var own = panel.Sum(j => (long)int.Min(j.Load, entries));
            var lacking = input.Rules.Disciplines.Sum(d =>
                long.Max(0, entries - panel.Where(j => j.Trade == d).Sum(j => (long)int.Min(j.Load, entries)))
            );
            demand[entries] = (long)each * entries - long.Min(own, (long)each * entries - lacking);
        }
        return demand;
    }
}

/// <summary>
/// The loads of an even plan without conflicts: every trade the rulebook asks for reads every entry once, the rest of
/// the seats goes wherever the load is lowest.
/// </summary>
internal static class EvenLoads
{
    public static IReadOnlyDictionary<Guid, int> Of(PlanInput input)
    {
        var load = input.Judges.ToDictionary(j => j.JudgeId, _ => 0);
        var judges = PlanTable.InOrder(input.Judges);
        var seats = input.Entries.Count * int.Min(input.Rules.JudgesPerEntry, judges.Count(j => j.MostDossiers != 0));
        foreach (var trade in input.Rules.Disciplines)
            seats -= Pour([.. judges.Where(j => j.Discipline == trade)], input.Entries.Count, load, input);
        Pour(judges, seats, load, input);
        return load;
    }

    /// <summary>Gives seats one by one to the lowest load; how many found a judge with room.</summary>
    private static int Pour(IReadOnlyList<PlannedJudge> judges, int seats, Dictionary<Guid, int> load, PlanInput input)
    {
        PriorityQueue<int, (int, int)> lowest = new(judges.Select((j, at) => (at, (load[j.JudgeId], at))));
        var poured = 0;
        while (poured < seats && lowest.TryDequeue(out var at, out var key))
        {
            var judge = judges[at];
            if (key.Item1 >= int.Min(judge.MostDossiers ?? int.MaxValue, input.Entries.Count))
                continue;
            load[judge.JudgeId]++;
            poured++;
            lowest.Enqueue(at, (key.Item1 + 1, at));
        }
        return poured;
    }
}
