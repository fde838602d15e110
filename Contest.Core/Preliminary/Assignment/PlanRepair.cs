namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// Judges whose entries form islands cannot be compared. Two entries of two islands exchange one judge each, as
/// cheaply as it goes, until everyone hangs together or no exchange helps.
/// </summary>
internal static class PlanRepair
{
    private const int MostTries = 400;

    public static void Connect(PlanTable table)
    {
        var islands = Islands(table);
        while (Count(islands) > 1)
        {
            if (!JoinOne(table, islands))
                return;
            islands = Islands(table);
        }
    }

    /// <summary>The island of each judge with a dossier; -1 for one without.</summary>
    private static int[] Islands(PlanTable table)
    {
        var parent = Enumerable.Range(0, table.Judges.Count).ToArray();
        foreach (var seats in table.Seats.Where(s => s.Count > 1))
        foreach (var column in seats)
            parent[Root(parent, column)] = Root(parent, seats.Min);
        return [.. parent.Select((_, c) => table.Load[c] == 0 ? -1 : Root(parent, c))];
    }

    private static int Root(int[] parent, int column)
    {
        while (parent[column] != column)
            column = parent[column] = parent[parent[column]];
        return column;
    }

    private static int Count(int[] islands) => islands.Where(i => i >= 0).Distinct().Count();

    private static bool JoinOne(PlanTable table, int[] islands)
    {
        var before = Count(islands);
        var smallest = islands
            .Where(i => i >= 0)
            .GroupBy(i => i)
            .OrderBy(g => g.Count())
            .ThenBy(g => g.Key)
            .First()
            .Key;
        foreach (var (rowA, a, rowB, b) in Swaps(table, islands, smallest))
        {
            Swap(table, rowA, a, rowB, b);
            if (Count(Islands(table)) < before)
                return true;
            Swap(table, rowA, b, rowB, a);
        }
        return false;
    }

    /// <summary>The cheapest exchanges between one island and the rest.</summary>
    private static List<(int RowA, int A, int RowB, int B)> Swaps(PlanTable table, int[] islands, int island)
    {
        PriorityQueue<(int RowA, int A, int RowB, int B), (int, int, int, int, int)> best = new(
            Comparer<(int, int, int, int, int)>.Create((x, y) => y.CompareTo(x))
        );
        var movable = Movable(table).ToLookup(s => islands[s.Column] == island);
        foreach (var (rowA, a) in movable[true])
        foreach (var (rowB, b) in movable[false])
        {
            if (!table.CanSeat(rowA, b) || !table.CanSeat(rowB, a))
                continue;
            if (!table.KeepsTrades(rowA, a, b) || !table.KeepsTrades(rowB, b, a))
                continue;
            var price = table.Cost(rowA, b) + table.Cost(rowB, a) - table.Cost(rowA, a) - table.Cost(rowB, b);
            best.Enqueue((rowA, a, rowB, b), (price, rowA, a, rowB, b));
            if (best.Count > MostTries)
                best.Dequeue();
        }
        return best.UnorderedItems.OrderBy(i => i.Priority).Select(i => i.Element).ToList();
    }

    private static IEnumerable<(int Row, int Column)> Movable(PlanTable table) =>
        from row in Enumerable.Range(0, table.Entries.Count)
        where table.Seats[row].Count > 1
        from column in table.Seats[row]
        where !table.IsFixed(row, column)
        select (row, column);

    private static void Swap(PlanTable table, int rowA, int a, int rowB, int b)
    {
        table.Unseat(rowA, a);
        table.Unseat(rowB, b);
        table.Seat(rowA, b);
        table.Seat(rowB, a);
    }
}
