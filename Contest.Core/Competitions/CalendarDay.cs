namespace Contest.Core.Competitions;

/// <summary>What the calendar says of a day.</summary>
public enum CalendarDayKind
{
    /// <summary>休: nobody works, whatever day of the week it is.</summary>
    Free = 1,

    /// <summary>班: people work, also on a weekend (调休).</summary>
    Working = 2,

    /// <summary>As the day of the week says; a correction of a day that was entered in error.</summary>
    Ordinary = 3,
}

/// <summary>One day that the calendar says something of (DOMAIN.md 1.9): kept for the whole installation.</summary>
public sealed class CalendarDay
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>Most characters of a source.</summary>
    public const int LongestSource = 200;

    /// <summary>The day; there is one row a day.</summary>
    public DateOnly Date { get; init; }

    /// <summary>What is said of it.</summary>
    public CalendarDayKind Kind { get; set; }

    /// <summary>春节, or what else the day is called.</summary>
    public required string Name { get; set; }

    /// <summary>Where it is written, e.g. the State Council's notice of the year; or why it was changed.</summary>
    public required string Source { get; set; }

    /// <summary>The calendar's revision that wrote it: one more with every change.</summary>
    public int Revision { get; set; }

    /// <summary>Who wrote it.</summary>
    public required string ChangedByName { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
