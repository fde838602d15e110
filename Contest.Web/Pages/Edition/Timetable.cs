using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Editions;
using Contest.Web.Look;

namespace Contest.Web.Pages.Edition;

/// <summary>How far a stage is and when it is, in words.</summary>
public static class Timetable
{
    /// <summary>By what happened, not by what was planned.</summary>
    public static RailState State(CurrentEdition edition, Stage stage)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var run = edition.Competition.Run(stage);
        return run.ClosedAt is not null ? RailState.Done
            : run.IsOpen ? RailState.Now
            : RailState.Next;
    }

    /// <summary>2026 年 9 月 18 日 09:00 – 20:00; the second date where it is another day, its year where it is another year.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var (first, last) = (Day(from, zone), Day(until, zone));
        var end =
            first == last ? LocalTime.Clock(until, zone)
            : first.Year == last.Year ? LocalTime.Show(until, zone)
            : $"{LocalTime.TableDate(last)} {LocalTime.Clock(until, zone)}";
        return $"{Whole($"{LocalTime.TableDate(first)} {LocalTime.Clock(from, zone)}")} – {Whole(end)}";
    }

    public static string Span(Period period, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(period);
        return Span(At(period.OpensAt, zone), At(period.ClosesAt, zone), zone);
    }

    /// <summary>A moment is never broken over two lines.</summary>
    private static string Whole(string moment) => moment.Replace(' ', '\u00a0');

    private static DateOnly Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}
