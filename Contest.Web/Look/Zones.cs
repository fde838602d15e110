using System.Globalization;
using Contest.Core;

namespace Contest.Web.Look;

/// <summary>A time zone as people read it beside a deadline: 北京时间（UTC+8）; Asia/Tokyo (UTC+9).</summary>
public static class Zones
{
    public static string Name(TimeZoneInfo zone, DateTimeOffset at) =>
        Moments.Zone(zone, at, CultureInfo.CurrentUICulture);
}
