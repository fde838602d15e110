namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// Panels that share no entry cannot be compared. Each panel lends entries to the next one, the last to the first: a
/// judge of that panel reads them beside the full number.
/// </summary>
internal static class PanelBridges
{
    public static void Add(PlanTable table, int bridges)
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
        for (var i = 0; i < panels.Count; i++)
            while (Shared(table, panels[i], panels[(i + 1) % panels.Count]) < bridges)
                if (!Build(table, panels[i], panels[(i + 1) % panels.Count]))
                    break;
    }

    /// <summary>Entries of one panel that a judge of another reads.</summary>
    private static int Shared(PlanTable table, int panel, int other) =>
        Enumerable
            .Range(0, table.Entries.Count)
            .Count(row => table.PanelOfRow(row) == panel && table.Seats[row].Any(c => table.PanelOfColumn(c) == other));

    private static bool Build(PlanTable table, int panel, int other)
    {
        var best = (
            from column in Enumerable.Range(0, table.Judges.Count)
            where table.PanelOfColumn(column) == other && table.HasRoom(column)
            from row in Enumerable.Range(0, table.Entries.Count)
            where table.PanelOfRow(row) == panel && table.CanSeat(row, column)
            where table.Seats[row].Any(c => table.PanelOfColumn(c) == panel)
            let key = (table.Seats[row].Count, table.Load[column], table.Cost(row, column), row, column)
            select ((int, int, int, int, int)?)key
        ).Min();
        if (best is not { } found)
            return false;
        table.Seat(found.Item4, found.Item5);
        return true;
    }
}
