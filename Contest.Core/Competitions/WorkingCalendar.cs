using Contest.Core.Registration;

namespace Contest.Core.Competitions;

/// <summary>A term in working days: when it ends, and whether the calendar knew all the years it crosses.</summary>
/// <param name="Ends">Midnight at the end of its last day, UTC.</param>
/// <param name="UnknownYears">Years without one day of data, counted by their weekends alone.</param>
public sealed record WorkingTerm(DateTimeOffset Ends, IReadOnlyList<int> UnknownYears)
{
    /// <summary>Warning where a year without data was crossed: holidays and make-up days were not counted there.</summary>
    public CheckResult Result => UnknownYears.Count == 0 ? CheckResult.Pass : CheckResult.Warning;

    /// <summary>What a person should look at; null where the calendar knew everything.</summary>
    public Refusal? Warning =>
        UnknownYears.Count == 0 ? null : new("calendar.year_unknown", string.Join(", ", UnknownYears));
}

/// <summary>
/// The working days of the mainland (DOMAIN.md risk 6): weekends are free unless made up, holidays are free. The days
/// that differ from the week are data; a year without any is counted by its weekends, and says so.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>The longest term that is counted, in working days.</summary>
    public const int LongestTerm = 1000;

    private readonly Dictionary<DateOnly, CalendarDayKind> _days;
    private readonly HashSet<int> _years;

    /// <param name="days">The days that differ from the week; of a date said twice the last holds.</param>
    public WorkingCalendar(IEnumerable<(DateOnly Date, CalendarDayKind Kind)> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        _days = [];
        foreach (var (date, kind) in days)
            _days[date] = kind;
        _years = [.. _days.Keys.Select(d => d.Year)];
    }

    /// <summary>The years it has data of.</summary>
    public IReadOnlyCollection<int> Years => _years;

    /// <summary>Whether people work on this day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _days.GetValueOrDefault(day, CalendarDayKind.Ordinary) switch
        {
            CalendarDayKind.Free => false,
            CalendarDayKind.Working => true,
            _ => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        };

    /// <summary>The end of the last of so many working days after the day of <paramref name="now"/> in the zone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No day, or more than <see cref="LongestTerm"/>.</exception>
    public WorkingTerm After(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, LongestTerm);
        var day = DayOf(now, zone);
        SortedSet<int> unknown = [];
        for (var left = days; left > 0; )
        {
            day = day.AddDays(1);
            if (!_years.Contains(day.Year))
                unknown.Add(day.Year);
            if (IsWorkingDay(day))
                left--;
        }
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new(new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime(), [.. unknown]);
    }

    /// <summary>
    /// The age of what began at <paramref name="since"/>: the working days after its day, up to and with the day of
    /// <paramref name="now"/>; 0 on the same day and for what lies ahead.
    /// </summary>
    public int Between(DateTimeOffset since, DateTimeOffset now, TimeZoneInfo zone)
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
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none, or more than <see cref="LongestTerm"/>.</exception>
    public DateTimeOffset Before(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, LongestTerm);
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
}
