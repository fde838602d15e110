using System.Globalization;

namespace Contest.Core;

/// <summary>Moments at the contest's place as people read them on paper, in mails and on pages (DESIGN.md 13).</summary>
public static class Moments
{
    /// <summary>A time zone as it stands beside a moment: 北京时间（UTC+8）; Asia/Tokyo (UTC+9).</summary>
    /// <param name="zone">The contest's.</param>
    /// <param name="at">The moment, on which the offset may depend.</param>
    /// <param name="culture">The reader's.</param>
    public static string Zone(TimeZoneInfo zone, DateTimeOffset at, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var offset = zone.GetUtcOffset(at);
        var hours =
            offset.Minutes == 0 ? $"{offset.Hours:+0;-0;+0}" : $"{offset.Hours:+0;-0;+0}:{int.Abs(offset.Minutes):00}";
        var name = zone.Id switch
        {
            "Asia/Shanghai" => Word("beijing", culture),
            "Asia/Hong_Kong" => Word("hong_kong", culture),
            "Asia/Macau" => Word("macao", culture),
            _ => zone.Id,
        };
        return string.Format(culture, Word("zone", culture), name, hours);
    }

    /// <summary>2026 年 9 月 18 日; 18 September 2026.</summary>
    /// <param name="day">At the contest's place.</param>
    /// <param name="culture">The reader's.</param>
    public static string Date(DateOnly day, CultureInfo culture) => day.ToString(Word("date", culture), culture);

    /// <summary>To the minute, with year and zone, for what is read in other years: 2026 年 9 月 18 日 18:00 北京时间（UTC+8）.</summary>
    /// <param name="moment">Any.</param>
    /// <param name="zone">The contest's.</param>
    /// <param name="culture">The reader's.</param>
    public static string OnPaper(DateTimeOffset moment, TimeZoneInfo zone, CultureInfo culture)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var clock = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"{Date(DateOnly.FromDateTime(local.DateTime), culture)} {clock} {Zone(zone, moment, culture)}";
    }

    private static string Word(string name, CultureInfo culture) => Words.Find($"moment.{name}", culture)!;
}
