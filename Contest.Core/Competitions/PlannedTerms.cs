namespace Contest.Core.Competitions;

/// <summary>The terms in working days that an edition's timetable leads to, counted before any of them begins (DOMAIN.md risk 6).</summary>
public static class PlannedTerms
{
    /// <summary>The years those terms reach into and the calendar knows nothing of; null: it knows them all.</summary>
    /// <param name="rulebook">One without problems (<see cref="RulebookCheck"/>).</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="now">Terms that end before it are over.</param>
    public static Refusal? Warning(Rulebook rulebook, WorkingCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(calendar);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var ahead = Of(rulebook, zone)
            .Where(t => t.Days is > 0 and <= WorkingCalendar.LongestTerm)
            .Select(t => calendar.After(t.From, t.Days, zone))
            .Where(t => t.Ends > now)
            .ToList();
        return new WorkingTerm(now, [.. ahead.SelectMany(t => t.UnknownYears).Distinct().Order()]).Warning;
    }

    /// <summary>The last correction, the objections to the advancement, and those to the result where no date is set for them.</summary>
    private static IEnumerable<(DateTimeOffset From, int Days)> Of(Rulebook rulebook, TimeZoneInfo zone)
    {
        yield return (rulebook.Window(Stage.Registration).Closes(zone), rulebook.Review.CorrectionDays);
        yield return (rulebook.Window(Stage.Preliminary).Closes(zone), rulebook.Notices.AdvancementDays);
        if (rulebook.Objections is null)
            yield return (rulebook.Window(Stage.Results).Opens(zone), rulebook.Notices.ResultDays);
    }
}
