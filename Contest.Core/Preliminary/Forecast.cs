namespace Contest.Core.Preliminary;

/// <summary>
/// When a round would be finished at the pace of the last hours. Exact: whole ticks and whole sheets; no pace, no
/// forecast.
/// </summary>
/// <param name="Remaining">Sheets still to be submitted.</param>
/// <param name="InWindow">Sheets submitted in the last hours.</param>
/// <param name="FinishesAt">When the rest would be in; null without a pace. <c>now</c> when nothing remains.</param>
public sealed record Forecast(int Remaining, int InWindow, DateTimeOffset? FinishesAt)
{
    /// <summary>The hours a pace is taken from.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromHours(24);

    /// <summary>The pace is that of the sheets submitted after this moment, up to now.</summary>
    /// <param name="openedAt">When the round opened: a younger round has a shorter window.</param>
    /// <param name="now">The moment of asking.</param>
    public static DateTimeOffset From(DateTimeOffset openedAt, DateTimeOffset now) =>
        openedAt > now - Window ? openedAt : now - Window;

    /// <summary>The forecast.</summary>
    /// <param name="remaining">Sheets still to be submitted.</param>
    /// <param name="inWindow">Sheets submitted after <see cref="From"/>, up to now.</param>
    /// <param name="openedAt">When the round opened.</param>
    /// <param name="now">The moment of asking.</param>
    public static Forecast Of(int remaining, int inWindow, DateTimeOffset openedAt, DateTimeOffset now)
    {
        var from = From(openedAt, now);
        if (remaining == 0)
            return new(0, inWindow, now);
        if (inWindow == 0 || now <= from)
            return new(remaining, inWindow, null);
        var ticks = (decimal)(now - from).Ticks * remaining / inWindow;
        return ticks > (DateTimeOffset.MaxValue - now).Ticks
            ? new(remaining, inWindow, null)
            : new(remaining, inWindow, now.AddTicks((long)ticks));
    }

    /// <summary>
    /// Whether someone is behind: less of the sheets is done than of the time has passed. Nobody is before the round
    /// opens, and nobody who has nothing left.
    /// </summary>
    public static bool IsBehind(
        int submitted,
        int due,
        DateTimeOffset openedAt,
        DateTimeOffset closesAt,
        DateTimeOffset now
    )
    {
        if (submitted >= due || now <= openedAt)
            return false;
        if (now >= closesAt)
            return true;
        return (decimal)submitted * (closesAt - openedAt).Ticks < (decimal)due * (now - openedAt).Ticks;
    }
}
