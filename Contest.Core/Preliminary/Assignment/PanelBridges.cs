namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// Panels that share no entry cannot be compared. Each panel lends entries to the next one, the last to the first: a
/// judge of that panel reads them beside the full number. Such a seat is a late row of the flow, so the others make room.
/// </summary>
internal sealed class PanelBridges(PlanTable table, SeatFlow flow)
{
    /// <summary>The late rows: the entry's row and the panel that reads it.</summary>
    private readonly List<(int Row, int Panel)> built = [];

    public void Add(int bridges)
    {
        var panels = Enumerable
            .Range(0, table.Judges.Count)
            .Select(table.PanelOfColumn)
            .Where(p => p > 0)
            .Distinct()
            .Order()
            .ToList();
        if (panels.Count < 2)
            return;
        // a later bridge may move the stranger who was an earlier link: once more round finds it
        for (var hasBuilt = true; hasBuilt; )
        {
            hasBuilt = false;
            for (var i = 0; i < panels.Count; i++)
            {
                var (panel, next) = (panels[i], panels[(i + 1) % panels.Count]);
                for (var lacking = bridges - Shared(panel, next); lacking > 0 && Build(panel, next); lacking--)
                    hasBuilt = true;
            }
        }
        foreach (var (bridge, at) in built.Select((b, i) => (b, i)))
        foreach (var column in flow.Seats[table.Entries.Count + at])
            table.Seat(bridge.Row, column);
    }

    /// <summary>Entries of one panel that a judge of it and a judge of another read.</summary>
    private int Shared(int panel, int other) =>
        Rows(panel).Count(row => IsReadBy(row, panel) && (IsReadBy(row, other) || built.Contains((row, other))));

    private IEnumerable<int> Rows(int panel) =>
        Enumerable.Range(0, table.Entries.Count).Where(row => table.PanelOfRow(row) == panel);

    private bool IsReadBy(int row, int panel) => flow.Seats[row].Any(c => table.PanelOfColumn(c) == panel);

    /// <summary>The entry that knows the other panel best, rather one without a stranger or another bridge.</summary>
    private bool Build(int panel, int other)
    {
        var columns = Enumerable.Range(0, table.Judges.Count).Where(c => table.PanelOfColumn(c) == other).ToList();
        var rows = (
            from row in Rows(panel)
            where IsReadBy(row, panel) && !IsReadBy(row, other) && built.All(b => b.Row != row || b.Panel != other)
            let free = columns.Where(c => table.CanSeat(row, c)).ToList()
            where free.Count > 0
            let isOwn = built.All(b => b.Row != row) && flow.Seats[row].All(c => table.PanelOfColumn(c) == panel)
            orderby isOwn descending, free.Min(c => table.Cost(row, c)), row
            select (Row: row, Free: free)
        ).ToList();
        var late = table.Entries.Count + built.Count;
        foreach (var (row, free) in rows.Take(columns.Count))
        {
            foreach (var column in free) // nobody reads an entry twice
                flow.Bar(row, column);
            if (!flow.ServeLate(late, free.Select(c => (c, (ushort)table.Cost(row, c)))))
                continue;
            built.Add((row, other));
            return true;
        }
        return false;
    }
}
