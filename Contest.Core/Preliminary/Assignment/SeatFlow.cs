namespace Contest.Core.Preliminary.Assignment;

/// <summary>A problem for <see cref="SeatFlow"/>: rows need columns. All by position, in the stable order of the keys.</summary>
internal sealed class SeatTask(int rows, int columns)
{
    /// <summary>The mark of a pair that must not be.</summary>
    public const ushort Barred = ushort.MaxValue;

    public int Rows { get; } = rows;
    public int Columns { get; } = columns;

    /// <summary>How many columns each row needs.</summary>
    public int[] Need { get; } = new int[rows];

    /// <summary>What a pair costs, row by row, or <see cref="Barred"/>.</summary>
    public ushort[] Cost { get; } = new ushort[rows * columns];

    /// <summary>What a pair costs before its cost counts (a judge of another panel), row by row.</summary>
    public byte[] Strange { get; } = new byte[rows * columns];

    /// <summary>What a stranger weighs against <see cref="NextPrice"/>; 0: strangers only choose between equal loads.</summary>
    public long StrangeWeight { get; init; }

    /// <summary>The trade of each column, 0 … 7.</summary>
    public int[] Trade { get; } = new int[columns];

    /// <summary>Trades of which every row has at least one.</summary>
    public bool[] IsAsked { get; } = new bool[8];

    /// <summary>The most rows a column takes.</summary>
    public int[] Most { get; } = new int[columns];

    /// <summary>
    /// What one more row on a column with this load costs: whole numbers that never fall as the load grows. Without one,
    /// 2 · load + 1: the sum is the sum of squared loads.
    /// </summary>
    public Func<int, int, long>? NextPrice { get; init; }

    /// <summary>Pairs that are there and stay.</summary>
    public List<(int Row, int Column)> Fixed { get; } = [];
}

/// <summary>
/// Minimum-cost flow from rows through their trades to columns, by successive shortest paths with potentials. It
/// fills as many seats as can be filled; among those plans it takes the one with the most trades met, then the least sum
/// of squared loads, then the fewest strangers, then the best fit. Loads of flows are an M-convex set, where the least sum
/// of squares is also the least largest load and the greatest smallest one (A. Frank and K. Murota, Decreasing
/// minimization on M-convex sets, 2022): no other plan of these seats and trades is closer to even. Only columns are nodes of the
/// search: the arc from a to b is the cheapest row that can exchange a for b, so the graph has columns² arcs whatever
/// the rows are. Among equal paths the one with fewest exchanges is taken: it uses no row twice.
/// </summary>
internal sealed class SeatFlow
{
    /// <summary>The mark of a pair that is barred or there already.</summary>
    private const long NotFree = long.MaxValue;

    private readonly SeatTask task;
    private readonly long tradeWeight;
    private readonly long strangeWeight;
    private readonly List<int>[] seats;
    private readonly List<int>[] movable;
    private readonly bool[] isFixed;
    private readonly long[] low;
    private readonly int[] load;
    private readonly byte[] trades;
    private readonly Exchanges exchanges;
    private readonly Price[] potential;
    private Price potentialOfEnd;

    private SeatFlow(SeatTask task)
    {
        this.task = task;
        var most = task.Need.Sum(n => (long)n) + task.Fixed.Count + task.Rows + 1;
        tradeWeight = TradeWeight(task, most);
        strangeWeight = most * (ushort.MaxValue + 1L);
        seats = Lists(task.Rows);
        movable = Lists(task.Columns);
        isFixed = new bool[task.Rows * task.Columns];
        low = [.. task.Cost.Select((_, at) => LowOf(at))];
        load = new int[task.Columns];
        trades = new byte[task.Rows * 8];
        exchanges = new(task.Columns);
        potential = new Price[task.Columns];
    }

    /// <summary>The columns of each row.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Seats => seats;

    /// <summary>Serves every row.</summary>
    public static SeatFlow Solve(SeatTask task)
    {
        SeatFlow flow = new(task);
        foreach (var (row, column) in task.Fixed)
            flow.Fix(row, column);
        for (var row = 0; row < task.Rows; row++)
            while (flow.seats[row].Count < task.Need[row] && flow.Serve(row)) { }
        return flow;
    }

    /// <summary>Bars a column the row does not have and shall not get; nothing that is there changes.</summary>
    public void Bar(int row, int column)
    {
        task.Cost[At(row, column)] = SeatTask.Barred;
        low[At(row, column)] = NotFree;
        Touch(row);
    }

    /// <summary>
    /// One column for a row that needed none so far, of those offered; others move for it, but no row loses a seat or a
    /// trade. False where there is none.
    /// </summary>
    public bool ServeLate(int row, IEnumerable<(int Column, ushort Cost)> offers)
    {
        foreach (var (column, cost) in offers)
        {
            task.Cost[At(row, column)] = cost;
            low[At(row, column)] = LowOf(At(row, column));
        }
        if (Serve(row, isLate: true))
            return true;
        Array.Fill(task.Cost, SeatTask.Barred, At(row, 0), task.Columns);
        Array.Fill(low, NotFree, At(row, 0), task.Columns);
        return false;
    }

    /// <summary>One trade outweighs all that loads can cost.</summary>
    private static long TradeWeight(SeatTask task, long most) =>
        most
        * (
            1
            + (
                task.NextPrice is { } price
                    ? Enumerable.Range(0, task.Columns).Select(c => price(c, task.Rows)).DefaultIfEmpty().Max()
                        + 256 * task.StrangeWeight
                    : 2 * most
            )
        );

    private static List<int>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<int>())];

    private void Fix(int row, int column)
    {
        if (seats[row].Contains(column))
            return;
        isFixed[At(row, column)] = true;
        Seat(row, column);
        load[column]++;
    }

    /// <summary>One more column for the row, by the shortest way to a column with room; false where there is none.</summary>
    private bool Serve(int row, bool isLate = false)
    {
        ShortestWay way = new(task.Columns);
        var start = Price.Unreachable;
        for (var column = 0; column < task.Columns; column++)
            if (CanSeat(row, column))
                start = Least(start, PriceOf(row, column) - potential[column]);
        for (var column = 0; column < task.Columns; column++)
            if (CanSeat(row, column))
                way.Reach(column, PriceOf(row, column) - potential[column] - start, 1, before: -1, row);
        var end = Price.Unreachable;
        var (endHops, last) = (0, -1);
        while (way.Next() is var column and >= 0)
        {
            if (last >= 0 && (way.PriceTo(column) > end || (way.PriceTo(column) == end && way.Hops(column) >= endHops)))
                break;
            way.Settle(column);
            if (load[column] < task.Most[column])
            {
                var there = way.PriceTo(column) + PriceOfNext(column) + potential[column] - potentialOfEnd;
                if (last < 0 || there < end || (there == end && way.Hops(column) < endHops))
                    (end, endHops, last) = (there, way.Hops(column), column);
            }
            Spread(way, column);
        }
        if (isLate && (last < 0 || (start + end + potentialOfEnd).High >= tradeWeight))
            return false;
        if (last < 0)
            return TakeFromAnother(row, way, start);
        for (var column = 0; column < task.Columns; column++)
            potential[column] += Least(way.PriceTo(column), end);
        potentialOfEnd += end;
        Walk(way, last);
        return true;
    }

    /// <summary>
    /// No column with room can be reached, now or later. Where the plan is better when another row goes without, it does;
    /// false where this row is the one.
    /// </summary>
    private bool TakeFromAnother(int row, ShortestWay way, Price start)
    {
        var best = (Price: default(Price), Hops: 0, Row: -1, Column: -1);
        for (var column = 0; column < task.Columns; column++)
        {
            if (way.PriceTo(column).IsUnreachable)
                continue;
            var there = way.PriceTo(column) + potential[column] + start;
            foreach (var other in movable[column].Where(r => r != row))
            {
                var price = there - PairPrice(other, column) + new Price(Lost(other, column), 0);
                var offer = (price, way.Hops(column), other, column);
                if (price < default(Price) && (best.Row < 0 || offer.CompareTo(best) < 0))
                    best = offer;
            }
        }
        if (best.Row < 0)
            return false;
        Walk(way, best.Column);
        Unseat(best.Row, best.Column);
        Touch(best.Row);
        load[best.Column]--;
        FindPotentials();
        return true;
    }

    /// <summary>Potentials from nothing (Bellman and Ford): no exchange is then cheaper than the difference.</summary>
    private void FindPotentials()
    {
        Array.Clear(potential);
        for (var hasMoved = true; hasMoved; )
        {
            hasMoved = false;
            for (var from = 0; from < task.Columns; from++)
                hasMoved |= Lower(from);
        }
        potentialOfEnd = Price.Unreachable;
        for (var column = 0; column < task.Columns; column++)
            if (load[column] < task.Most[column])
                potentialOfEnd = Least(potentialOfEnd, potential[column] + PriceOfNext(column));
    }

    private bool Lower(int from)
    {
        Refresh(from);
        var hasMoved = false;
        for (var to = 0; to < task.Columns; to++)
        {
            if (exchanges.Row(from, to) < 0 || !(potential[from] + exchanges.Price(from, to) < potential[to]))
                continue;
            potential[to] = potential[from] + exchanges.Price(from, to);
            hasMoved = true;
        }
        return hasMoved;
    }

    private void Spread(ShortestWay way, int from)
    {
        Refresh(from);
        var (price, hops) = (way.PriceTo(from) + potential[from], way.Hops(from) + 1);
        for (var to = 0; to < task.Columns; to++)
            if (exchanges.Row(from, to) is var row and >= 0)
                way.Reach(to, price + exchanges.Price(from, to) - potential[to], hops, from, row);
    }

    /// <summary>Moves every row on the way one column on.</summary>
    private void Walk(ShortestWay way, int last)
    {
        load[last]++;
        for (var column = last; column >= 0; column = way.From(column))
        {
            var row = way.Row(column);
            if (way.From(column) is var from and >= 0)
                Unseat(row, from);
            Seat(row, column);
            Touch(row);
        }
    }

    private void Seat(int row, int column)
    {
        seats[row].Add(column);
        low[At(row, column)] = NotFree;
        trades[row * 8 + task.Trade[column]]++;
        if (!isFixed[At(row, column)])
            movable[column].Add(row);
        exchanges.Change(column, row);
    }

    private void Unseat(int row, int column)
    {
        seats[row].Remove(column);
        low[At(row, column)] = LowOf(At(row, column));
        trades[row * 8 + task.Trade[column]]--;
        movable[column].Remove(row);
        exchanges.Change(column, row);
    }

    /// <summary>What the row can exchange has changed.</summary>
    private void Touch(int row)
    {
        foreach (var column in seats[row])
            exchanges.Change(column, row);
    }

    /// <summary>The cheapest row that exchanges the column for each other one, of equals the first: as things are now.</summary>
    private void Refresh(int from)
    {
        if (!exchanges.IsStale(from) && exchanges.Changed(from).Count == 0)
            return;
        if (exchanges.IsStale(from))
        {
            exchanges.Clear(from);
            foreach (var row in movable[from])
                OfferAll(row, from);
            return;
        }
        for (var to = 0; to < task.Columns; to++)
            if (exchanges.Row(from, to) is var best and >= 0 && exchanges.Changed(from).Contains(best))
                OfferAgain(from, to);
        foreach (var row in exchanges.Changed(from))
            if (seats[row].Contains(from) && !isFixed[At(row, from)])
                OfferAll(row, from);
        exchanges.Settle(from);
    }

    private void OfferAll(int row, int from)
    {
        var gone = PairPrice(row, from);
        var lost = Lost(row, from);
        for (var to = 0; to < task.Columns; to++)
            if (CanSeat(row, to))
                exchanges.Offer(from, to, Exchange(row, from, to, gone, lost), row);
    }

    private void OfferAgain(int from, int to)
    {
        exchanges.Clear(from, to);
        foreach (var row in movable[from])
            if (CanSeat(row, to))
                exchanges.Offer(from, to, Exchange(row, from, to, PairPrice(row, from), Lost(row, from)), row);
    }

    private Price Exchange(int row, int from, int to, Price gone, long lost) =>
        new(HighOf(row, to) - gone.High + Change(row, from, to, lost), low[At(row, to)] - gone.Low);

    private long Change(int row, int from, int to, long lost) =>
        task.Trade[from] == task.Trade[to] ? 0 : lost - Won(row, to);

    private bool CanSeat(int row, int column) => low[At(row, column)] != NotFree;

    private Price PriceOf(int row, int column)
    {
        var price = PairPrice(row, column);
        return new(price.High - Won(row, column), price.Low);
    }

    private Price PairPrice(int row, int column) => new(HighOf(row, column), LowPart(At(row, column)));

    private long HighOf(int row, int column) =>
        task.StrangeWeight == 0 ? 0 : task.Strange[At(row, column)] * task.StrangeWeight;

    private long LowOf(int at) => task.Cost[at] == SeatTask.Barred ? NotFree : LowPart(at);

    private long LowPart(int at) => task.Strange[at] * strangeWeight + task.Cost[at];

    private long Won(int row, int column)
    {
        var trade = task.Trade[column];
        return task.IsAsked[trade] && trades[row * 8 + trade] == 0 ? tradeWeight : 0;
    }

    private long Lost(int row, int column)
    {
        var trade = task.Trade[column];
        return task.IsAsked[trade] && trades[row * 8 + trade] == 1 ? tradeWeight : 0;
    }

    private Price PriceOfNext(int column) =>
        new(task.NextPrice?.Invoke(column, load[column]) ?? 2L * load[column] + 1, 0);

    private int At(int row, int column) => row * task.Columns + column;

    private static Price Least(Price a, Price b) => b < a ? b : a;
}
