using System.Globalization;
using Contest.Core;

namespace Contest.Web.Look;

/// <summary>Moments in the edition's time zone, in the words of the page's language (DESIGN.md 13).</summary>
public static class LocalTime
{
    /// <summary>9 月 18 日 14:03; 18 Sep 14:03.</summary>
    public static string Show(DateTimeOffset moment, TimeZoneInfo zone) => $"{Day(moment, zone)} {Clock(moment, zone)}";

    /// <summary>A deadline is written with its zone: 9 月 18 日 18:00 北京时间（UTC+8）.</summary>
    public static string ShowWithZone(DateTimeOffset moment, TimeZoneInfo zone) =>
        $"{Show(moment, zone)} {Zones.Name(zone, moment)}";

    /// <summary>2026 年 9 月 18 日 18:00 北京时间（UTC+8）: on paper, which is read in later years.</summary>
    public static string OnPaper(DateTimeOffset moment, TimeZoneInfo zone) =>
        Moments.OnPaper(moment, zone, CultureInfo.CurrentUICulture);

    /// <summary>2026 年 9 月 18 日; 18 Sep 2026: a date in a table.</summary>
    public static string TableDate(DateOnly day) =>
        IsChinese ? Date(day) : day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>9.18; 18 Sep: where there is hardly room, as under a dot of the stage rail.</summary>
    public static string ShortDay(DateTime day) =>
        day.ToString(IsChinese ? "M.d" : "d MMM", CultureInfo.CurrentCulture);

    /// <summary>9 月 18 日; 18 Sep. The year is written when it is not this one's neighbour on the page.</summary>
    public static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        At(moment, zone).ToString(IsChinese ? "M' 月 'd' 日'" : "d MMM", CultureInfo.CurrentCulture);

    /// <summary>2026 年 9 月 18 日; 18 September 2026.</summary>
    public static string Date(DateOnly day) => Moments.Date(day, CultureInfo.CurrentUICulture);

    /// <summary>14:03.</summary>
    public static string Clock(DateTimeOffset moment, TimeZoneInfo zone) =>
        At(moment, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    private static DateTimeOffset At(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone);
}
