namespace Contest.Core.Preliminary.Assignment;

/// <summary>For each pair of columns the cheapest row that can exchange one for the other; brought up to date when asked for.</summary>
internal sealed class Exchanges(int columns)
{
    private readonly Price[] price = new Price[columns * columns];
    private readonly int[] row = [.. Enumerable.Repeat(-1, columns * columns)];
    private readonly bool[] isStale = [.. Enumerable.Repeat(true, columns)];

    private readonly HashSet<int>[] changed = [.. Enumerable.Range(0, columns).Select(_ => new HashSet<int>())];

    /// <summary>Nothing is known of the column's exchanges.</summary>
    public bool IsStale(int from) => isStale[from];

    /// <summary>Rows whose exchanges of the column may have changed since it was last looked at.</summary>
    public IReadOnlySet<int> Changed(int from) => changed[from];

    public void Change(int from, int by) => changed[from].Add(by);

    public Price Price(int from, int to) => price[from * columns + to];

    /// <summary>The row, or -1 where no row can.</summary>
    public int Row(int from, int to) => row[from * columns + to];

    public void Clear(int from)
    {
        Array.Fill(row, -1, from * columns, columns);
        Settle(from);
    }

    /// <summary>Forgets one exchange, to be offered anew.</summary>
    public void Clear(int from, int to) => row[from * columns + to] = -1;

    /// <summary>Everything is known of the column's exchanges again.</summary>
    public void Settle(int from)
    {
        isStale[from] = false;
        changed[from].Clear();
    }

    public void Offer(int from, int to, Price offered, int by)
    {
        var at = from * columns + to;
        if (row[at] >= 0 && (price[at] < offered || (price[at] == offered && by >= row[at])))
            return;
        price[at] = offered;
        row[at] = by;
    }
}

/// <summary>One search for the shortest way through the columns (Dijkstra on a dense graph): price first, then fewest steps.</summary>
internal sealed class ShortestWay(int columns)
{
    private readonly Price[] price = [.. Enumerable.Repeat(Assignment.Price.Unreachable, columns)];
    private readonly int[] hops = new int[columns];
    private readonly int[] from = new int[columns];
    private readonly int[] row = new int[columns];
    private readonly bool[] isSettled = new bool[columns];

    public Price PriceTo(int column) => price[column];

    public int Hops(int column) => hops[column];

    /// <summary>The column before, or -1 where the way begins.</summary>
    public int From(int column) => from[column];

    /// <summary>The row that moves to this column.</summary>
    public int Row(int column) => row[column];

    public void Settle(int column) => isSettled[column] = true;

    /// <summary>The nearest column not settled yet, the first of equals; -1 where none can be reached.</summary>
    public int Next()
    {
        var next = -1;
        for (var column = 0; column < columns; column++)
            if (!isSettled[column] && !price[column].IsUnreachable && (next < 0 || IsNearer(column, next)))
                next = column;
        return next;
    }

    public void Reach(int column, Price offered, int steps, int before, int by)
    {
        if (isSettled[column])
            return;
        if (offered > price[column] || (offered == price[column] && steps >= hops[column]))
            return;
        price[column] = offered;
        hops[column] = steps;
        from[column] = before;
        row[column] = by;
    }

    private bool IsNearer(int column, int than) =>
        price[column] < price[than] || (price[column] == price[than] && hops[column] < hops[than]);
}
