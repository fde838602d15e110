namespace Contest.Core.Preliminary.Assignment;

/// <summary>A plan being made: entries and judges by position in the order of their stable keys, and who sits where.</summary>
internal sealed class PlanTable
{
    private readonly Dictionary<Guid, int> rowOf;
    private readonly Dictionary<Guid, int> columnOf;
    private readonly HashSet<(int Row, int Column)> barred = [];
    private readonly HashSet<(int Row, int Column)> fixedSeats = [];
    private readonly IReadOnlyDictionary<Guid, int> judgePanels;
    private readonly IReadOnlyDictionary<Guid, int> entryPanels;
    private readonly PlanRules rules;
    private readonly byte[] cost;

    public PlanTable(
        PlanInput input,
        IReadOnlyDictionary<Guid, int> judgePanels,
        IReadOnlyDictionary<Guid, int> entryPanels
    )
    {
        (this.judgePanels, this.entryPanels, rules) = (judgePanels, entryPanels, input.Rules);
        Entries = InOrder(input.Entries);
        Judges = InOrder(input.Judges);
        rowOf = Positions(Entries.Select(e => e.EntryId));
        columnOf = Positions(Judges.Select(j => j.JudgeId));
        barred = [.. Known(input.Barred)];
        fixedSeats = [.. Known(input.Fixed).Except(barred)];
        Seats = [.. Entries.Select(_ => new SortedSet<int>())];
        Load = new int[Judges.Count];
        cost = [.. Entries.SelectMany(_ => Judges, (e, j) => (byte)Fit.Of(e, j).Cost)];
        foreach (var (row, column) in fixedSeats)
            Seat(row, column);
    }

    public IReadOnlyList<PlannedEntry> Entries { get; }
    public IReadOnlyList<PlannedJudge> Judges { get; }
    public IReadOnlyList<SortedSet<int>> Seats { get; }
    public int[] Load { get; }

    public static IReadOnlyList<PlannedEntry> InOrder(IEnumerable<PlannedEntry> entries) =>
        [.. entries.OrderBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.EntryId)];

    public static IReadOnlyList<PlannedJudge> InOrder(IEnumerable<PlannedJudge> judges) =>
        [.. judges.OrderBy(j => j.JudgeId)];

    public int PanelOfRow(int row) => entryPanels.GetValueOrDefault(Entries[row].EntryId);

    public int PanelOfColumn(int column) => judgePanels.GetValueOrDefault(Judges[column].JudgeId);

    public bool IsOutside(int row, int column) => PanelOfRow(row) > 0 && PanelOfRow(row) != PanelOfColumn(column);

    public bool IsFixed(int row, int column) => fixedSeats.Contains((row, column));

    public bool CanSeat(int row, int column) => !barred.Contains((row, column)) && !Seats[row].Contains(column);

    public bool HasRoom(int column) => Load[column] < (Judges[column].MostDossiers ?? int.MaxValue);

    public int Cost(int row, int column) => cost[row * Judges.Count + column];

    public void Seat(int row, int column)
    {
        if (Seats[row].Add(column))
            Load[column]++;
    }

    public void Unseat(int row, int column)
    {
        if (Seats[row].Remove(column))
            Load[column]--;
    }

    /// <summary>Whether the entry has every trade it can have when one judge is exchanged for another.</summary>
    public bool KeepsTrades(int row, int gone, int come) =>
        Judges[gone].Discipline == Judges[come].Discipline
        || !rules.Disciplines.Contains(Judges[gone].Discipline)
        || Seats[row].Any(c => c != gone && Judges[c].Discipline == Judges[gone].Discipline);

    /// <summary>
    /// Fills every seat that can be filled, as evenly and cheaply as it can be; with panels, entries they have in common
    /// are rows of the same flow, so that they unbalance nothing.
    /// </summary>
    public void Solve()
    {
        var late = rules.Panels > 1 ? rules.Panels * rules.Bridges : 0;
        var flow = SeatFlow.Solve(ToTask(late));
        if (late > 0)
            new PanelBridges(this, flow).Add(rules.Bridges);
        for (var row = 0; row < Entries.Count; row++)
            foreach (var column in flow.Seats[row])
                Seat(row, column);
    }

    public AssignmentPlan ToPlan() => new([.. SeatsInOrder()], judgePanels, entryPanels, [.. ShortEntries()]);

    private SeatTask ToTask(int late)
    {
        SeatTask task = new(Entries.Count + late, Judges.Count);
        Array.Fill(task.Need, rules.JudgesPerEntry, 0, Entries.Count);
        Array.Fill(task.Cost, SeatTask.Barred);
        task.Fixed.AddRange(fixedSeats.OrderBy(p => p.Row).ThenBy(p => p.Column));
        foreach (var discipline in rules.Disciplines)
            task.IsAsked[(int)discipline] = true;
        for (var column = 0; column < Judges.Count; column++)
        {
            task.Trade[column] = (int)Judges[column].Discipline;
            task.Most[column] = Judges[column].MostDossiers ?? int.MaxValue;
        }
        for (var row = 0; row < Entries.Count; row++)
        for (var column = 0; column < Judges.Count; column++)
        {
            var at = row * Judges.Count + column;
            task.Cost[at] = barred.Contains((row, column)) ? SeatTask.Barred : (ushort)Cost(row, column);
            task.Strange[at] = IsOutside(row, column) ? (byte)1 : (byte)0;
        }
        return task;
    }

    private IEnumerable<PlannedSeat> SeatsInOrder()
    {
        for (var row = 0; row < Entries.Count; row++)
        {
            var inside = Seats[row].Count(c => !IsOutside(row, c));
            var substitutes = int.Max(0, rules.JudgesPerEntry - inside);
            foreach (var column in Seats[row])
            {
                var kind =
                    !IsOutside(row, column) ? SeatKind.Regular
                    : substitutes-- > 0 ? SeatKind.Substitute
                    : SeatKind.Bridge;
                yield return new(Judges[column].JudgeId, Entries[row].EntryId, kind, IsFixed(row, column));
            }
        }
    }

    private IEnumerable<ShortEntry> ShortEntries()
    {
        for (var row = 0; row < Entries.Count; row++)
        {
            var entry = Entries[row];
            if (rules.JudgesPerEntry - Seats[row].Count is var missing and > 0)
                yield return new(entry.EntryId, entry.Code, ShortOf.Judges, missing);
            foreach (var discipline in rules.Disciplines)
                if (!Seats[row].Any(c => Judges[c].Discipline == discipline))
                    yield return new(entry.EntryId, entry.Code, ShortOf.Discipline, 1, discipline);
        }
    }

    private IEnumerable<(int Row, int Column)> Known(IEnumerable<Pairing> pairs) =>
        pairs
            .Where(p => rowOf.ContainsKey(p.EntryId) && columnOf.ContainsKey(p.JudgeId))
            .Select(p => (rowOf[p.EntryId], columnOf[p.JudgeId]));

    private static Dictionary<Guid, int> Positions(IEnumerable<Guid> keys) =>
        keys.Select((key, at) => (key, at)).ToDictionary(p => p.key, p => p.at);
}
