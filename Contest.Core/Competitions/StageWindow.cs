namespace Contest.Core.Competitions;

/// <summary>When a stage is open: it contains its opening moment and not its closing one.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="OpensAt">Local date and time in the rulebook's time zone.</param>
/// <param name="ClosesAt">Local date and time in the rulebook's time zone.</param>
public sealed record StageWindow(Stage Stage, DateTime OpensAt, DateTime ClosesAt)
{
    /// <summary>The opening moment.</summary>
    public DateTimeOffset Opens(TimeZoneInfo zone) => At(OpensAt, zone);

    /// <summary>The closing moment.</summary>
    public DateTimeOffset Closes(TimeZoneInfo zone) => At(ClosesAt, zone);

    /// <summary>Whether the window is open: its opening moment belongs to it, its closing moment does not.</summary>
    public bool Contains(DateTimeOffset now, TimeZoneInfo zone) => Opens(zone) <= now && now < Closes(zone);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}

/// <summary>A span of local time that is not a stage; contains its beginning and not its end.</summary>
/// <param name="OpensAt">Local date and time in the rulebook's time zone.</param>
/// <param name="ClosesAt">Local date and time in the rulebook's time zone.</param>
public sealed record Period(DateTime OpensAt, DateTime ClosesAt);
