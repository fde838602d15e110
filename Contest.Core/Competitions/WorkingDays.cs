namespace Contest.Core.Competitions;

/// <summary>
/// Working days of the mainland calendar (DOMAIN.md risk 6): weekends are free unless made up, holidays are free. The
/// State Council's list is data, one line a year; a year without a list has only its weekends.
/// </summary>
public static class WorkingDays
{
    // 国务院办公厅 2026 年部分节假日安排: free weekdays, and weekend days that are worked
    private static readonly HashSet<DateOnly> Holidays =
    [
        .. Span(2026, 1, 1, 3),
        .. Span(2026, 2, 15, 9),
        .. Span(2026, 4, 4, 3),
        .. Span(2026, 5, 1, 5),
        .. Span(2026, 6, 19, 3),
        .. Span(2026, 9, 25, 3),
        .. Span(2026, 10, 1, 7),
    ];

    private static readonly HashSet<DateOnly> MadeUp =
    [
        new(2026, 1, 4),
        new(2026, 2, 14),
        new(2026, 2, 28),
        new(2026, 5, 9),
        new(2026, 9, 20),
        new(2026, 10, 10),
    ];

    /// <summary>Whether people work on this day.</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        MadeUp.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>The end of the last of so many working days after the day of <paramref name="now"/>: midnight at its end.</summary>
    public static DateTimeOffset After(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var left = days; left > 0; )
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                left--;
        }
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    /// <summary>
    /// The age of what began at <paramref name="since"/>: the working days after its day, up to and with the day of
    /// <paramref name="now"/>; 0 on the same day and for what lies ahead.
    /// </summary>
    public static int Between(DateTimeOffset since, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var (day, last) = (DayOf(since, zone), DayOf(now, zone));
        var days = 0;
        while (day < last)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                days++;
        }
        return days;
    }

    /// <summary>What began before this moment is at least so many working days old (<see cref="Between"/>).</summary>
    public static DateTimeOffset Before(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = DayOf(now, zone).AddDays(1);
        for (var left = days; left > 0; )
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day))
                left--;
        }
        var start = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(start, zone.GetUtcOffset(start)).ToUniversalTime();
    }

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static IEnumerable<DateOnly> Span(int year, int month, int day, int length) =>
        Enumerable.Range(0, length).Select(n => new DateOnly(year, month, day).AddDays(n));
}
