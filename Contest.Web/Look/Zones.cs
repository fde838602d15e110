using System.Globalization;

namespace Contest.Web.Look;

/// <summary>A time zone as people read it beside a deadline: 北京时间（UTC+8）; Asia/Tokyo (UTC+9).</summary>
public static class Zones
{
    public static string Name(TimeZoneInfo zone, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var offset = zone.GetUtcOffset(at);
        var hours =
            offset.Minutes == 0 ? $"{offset.Hours:+0;-0;+0}" : $"{offset.Hours:+0;-0;+0}:{Math.Abs(offset.Minutes):00}";
        var name = zone.Id switch
        {
            "Asia/Shanghai" => Texts.Edition.ZoneBeijing,
            "Asia/Hong_Kong" => Texts.Edition.ZoneHongKong,
            "Asia/Macau" => Texts.Edition.ZoneMacao,
            _ => zone.Id,
        };
        return string.Format(CultureInfo.CurrentCulture, Texts.Edition.ZoneWithOffset, name, hours);
    }
}
