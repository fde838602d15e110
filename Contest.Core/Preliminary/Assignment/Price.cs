namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// What a seat costs, compared word by word: first what the rulebook asks (trades) and balance, then panels and
/// fit. Two whole numbers instead of one huge one, so that nothing overflows and no weight has to be guessed.
/// </summary>
internal readonly record struct Price(long High, long Low) : IComparable<Price>
{
    public static Price Unreachable { get; } = new(long.MaxValue / 4, 0);

    public bool IsUnreachable => High >= long.MaxValue / 8;

    public static Price operator +(Price a, Price b) => new(a.High + b.High, a.Low + b.Low);

    public static Price operator -(Price a, Price b) => new(a.High - b.High, a.Low - b.Low);

    public static bool operator <(Price a, Price b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(Price a, Price b) => b < a;

    public int CompareTo(Price other) =>
        this < other ? -1
        : other < this ? 1
        : 0;
}
