namespace Contest.Core.Preliminary.Assignment;

/// <summary>The loads of one trade.</summary>
/// <param name="Discipline">The trade.</param>
/// <param name="Judges">Its judges who take dossiers.</param>
/// <param name="Fewest">The lowest load.</param>
/// <param name="Most">The highest load.</param>
public sealed record TradeLoad(Discipline Discipline, int Judges, int Fewest, int Most);

/// <summary>
/// How evenly a plan loads the judges, and where it is not within one, why no plan of these seats is more even: the
/// judges at the top and everyone who could take something from them must read so many dossiers together that somebody has
/// as many. The proof is counted from conflicts, limits, fixed seats and trades; it does not trust the planner.
/// </summary>
/// <param name="Fewest">The lowest load of a judge who has not reached a limit of their own.</param>
/// <param name="Most">The highest load.</param>
/// <param name="Trades">The loads of each trade, in the order of trades.</param>
/// <param name="CanBeEvened">Somebody could take a dossier from somebody with two more.</param>
/// <param name="WhyMost">Why the highest load cannot be lower; null where it is not needed or not proven.</param>
/// <param name="WhyFewest">Why the lowest load cannot be higher; null where it is not needed or not proven.</param>
public sealed record PlanBalance(
    int Fewest,
    int Most,
    IReadOnlyList<TradeLoad> Trades,
    bool CanBeEvened,
    PlanSentence? WhyMost,
    PlanSentence? WhyFewest
)
{
    /// <summary>Loads are within one of each other, apart from judges who have reached a limit of their own.</summary>
    public bool IsEven => Most - Fewest <= 1;

    /// <summary>The balance of a plan.</summary>
    public static PlanBalance Of(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pairs);
        BalanceTable table = new(input, pairs);
        var (fewest, most) = table.Range();
        var trades = table.Trades();
        if (most - fewest <= 1)
            return new(fewest, most, trades, CanBeEvened: false, null, null);
        var canBeEvened = table.CanBeEvened();
        return new(
            fewest,
            most,
            trades,
            canBeEvened,
            canBeEvened ? null : table.WhyMost(most),
            canBeEvened ? null : table.WhyFewest(fewest)
        );
    }
}

/// <summary>Who reads what by position, and who could read it instead.</summary>
internal sealed class BalanceTable
{
    private readonly IReadOnlyList<PlannedJudge> judges;
    private readonly List<int>[] seats;
    private readonly bool[][] isFixed;
    private readonly bool[][] isBarred;
    private readonly bool[] isAsked = new bool[8];
    private readonly bool[] canGive;

    public BalanceTable(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        judges = PlanTable.InOrder(input.Judges);
        foreach (var trade in input.Rules.Disciplines)
            isAsked[(int)trade] = true;
        var columns = judges.Select((j, at) => (j.JudgeId, at)).ToDictionary(p => p.JudgeId, p => p.at);
        var rows = input.Entries.Select((e, at) => (e.EntryId, at)).ToDictionary(p => p.EntryId, p => p.at);
        seats = [.. rows.Select(_ => new List<int>())];
        isFixed = [.. rows.Select(_ => new bool[judges.Count])];
        isBarred = [.. rows.Select(_ => new bool[judges.Count])];
        Load = new int[judges.Count];
        bool IsKnown(Pairing p) => rows.ContainsKey(p.EntryId) && columns.ContainsKey(p.JudgeId);
        foreach (var pair in input.Barred.Where(IsKnown))
            isBarred[rows[pair.EntryId]][columns[pair.JudgeId]] = true;
        foreach (var pair in input.Fixed.Where(IsKnown))
            isFixed[rows[pair.EntryId]][columns[pair.JudgeId]] = true;
        foreach (var pair in pairs.Distinct().Where(IsKnown))
        {
            seats[rows[pair.EntryId]].Add(columns[pair.JudgeId]);
            Load[columns[pair.JudgeId]]++;
        }
        canGive = Exchanges();
    }

    public int[] Load { get; }

    public bool HasRoom(int column) => Load[column] < (judges[column].MostDossiers ?? int.MaxValue);

    public (int Fewest, int Most) Range()
    {
        var free = Enumerable.Range(0, judges.Count).Where(HasRoom).Select(c => Load[c]).ToList();
        var most = Load.DefaultIfEmpty().Max();
        return (free.DefaultIfEmpty(most).Min(), most);
    }

    public IReadOnlyList<TradeLoad> Trades() =>
        [
            .. Enumerable
                .Range(0, judges.Count)
                .Where(c => judges[c].MostDossiers != 0)
                .GroupBy(c => judges[c].Discipline)
                .OrderBy(g => g.Key)
                .Select(g => new TradeLoad(g.Key, g.Count(), g.Min(c => Load[c]), g.Max(c => Load[c]))),
        ];

    /// <summary>A dossier could come from somebody to somebody with two fewer, by way of others.</summary>
    public bool CanBeEvened() => Load.Distinct().Any(load => Takers(load).Any(c => HasRoom(c) && Load[c] <= load - 2));

    /// <summary>Everyone a dossier of a judge with this load could come to, by way of others; with those judges.</summary>
    private HashSet<int> Takers(int load) =>
        Reached(c => Load[c] == load, (from, to) => canGive[from * judges.Count + to]);

    /// <summary>Everyone a dossier could come from to a judge with this load, by way of others; with those judges.</summary>
    private HashSet<int> Givers(int load) =>
        Reached(c => Load[c] == load && HasRoom(c), (from, to) => canGive[to * judges.Count + from]);

    /// <summary>Those judges read at least so much together, whatever the plan: the share of one of them is the load.</summary>
    public PlanSentence? WhyMost(int load)
    {
        var set = Takers(load);
        var full = set.Where(c => !HasRoom(c) && Load[c] < load).ToList();
        var count = set.Count - full.Count;
        var forced = Enumerable.Range(0, seats.Length).Sum(row => Least(row, set)) - full.Sum(c => Load[c]);
        if (count == 0 || (forced + count - 1) / count < load)
            return null;
        return OnlyTrade(set) is { } trade && forced == seats.Length
            ? new("plan.load_trade", PlanSentence.Trade(trade), count, forced, load)
            : new("plan.load_forced", count, forced, load);
    }

    /// <summary>Those judges can read at most so much together: one of them has the load at best.</summary>
    public PlanSentence? WhyFewest(int load)
    {
        var set = Givers(load);
        var possible = Enumerable
            .Range(0, seats.Length)
            .Sum(row => seats[row].Count - Least(row, c => !set.Contains(c)));
        return possible / set.Count <= load ? new("plan.load_least", set.Count, possible, load) : null;
    }

    private int Least(int row, HashSet<int> set) => Least(row, set.Contains);

    /// <summary>The fewest seats of the entry that some judges must fill: fixed ones, trades only they have, what others cannot fill.</summary>
    private int Least(int row, Func<int, bool> isIn)
    {
        var (others, fixedSeats) = (0, 0);
        var (inside, outside) = (0, 0); // trades, one bit each
        for (var column = 0; column < judges.Count; column++)
        {
            var isSeated = isFixed[row][column] && seats[row].Contains(column);
            if (!isSeated && (isBarred[row][column] || judges[column].MostDossiers == 0))
                continue;
            var trade = isAsked[(int)judges[column].Discipline] ? 1 << (int)judges[column].Discipline : 0;
            if (isIn(column))
            {
                inside |= trade;
                fixedSeats += isSeated ? 1 : 0;
            }
            else
            {
                outside |= trade;
                others++;
            }
        }
        var trades = int.PopCount(inside & ~outside);
        return int.Max(int.Max(trades, fixedSeats), seats[row].Count - others);
    }

    /// <summary>The trade whose judges these are, all of them and no others, where the rulebook asks for it.</summary>
    private Discipline? OnlyTrade(HashSet<int> set)
    {
        var trades = set.Select(c => judges[c].Discipline).Distinct().ToList();
        var all = judges.Count(j => j.Discipline == trades[0] && j.MostDossiers != 0);
        return trades.Count == 1 && all == set.Count && isAsked[(int)trades[0]] ? trades[0] : null;
    }

    private HashSet<int> Reached(Func<int, bool> starts, Func<int, int, bool> leads)
    {
        HashSet<int> seen = [.. Enumerable.Range(0, judges.Count).Where(starts)];
        Stack<int> next = new(seen);
        while (next.TryPop(out var from))
            for (var to = 0; to < judges.Count; to++)
                if (leads(from, to) && seen.Add(to))
                    next.Push(to);
        return seen;
    }

    /// <summary>Whether some entry can exchange one judge for another without a conflict and without losing a trade.</summary>
    private bool[] Exchanges()
    {
        var can = new bool[judges.Count * judges.Count];
        for (var row = 0; row < seats.Length; row++)
            foreach (var from in seats[row].Where(c => !isFixed[row][c]))
                for (var to = 0; to < judges.Count; to++)
                    if (!isBarred[row][to] && judges[to].MostDossiers != 0 && !seats[row].Contains(to))
                        can[from * judges.Count + to] |= KeepsTrades(row, from, to);
        return can;
    }

    private bool KeepsTrades(int row, int from, int to)
    {
        var trade = judges[from].Discipline;
        return trade == judges[to].Discipline
            || !isAsked[(int)trade]
            || seats[row].Exists(c => c != from && judges[c].Discipline == trade);
    }
}
