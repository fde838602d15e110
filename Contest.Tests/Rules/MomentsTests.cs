using System.Globalization;
using Contest.Core;

namespace Contest.Tests.Rules;

public class MomentsTests
{
    private static readonly DateTimeOffset Submitted = new(2026, 11, 21, 16, 3, 35, TimeSpan.Zero);

    [TestCase("zh-CN", "Asia/Shanghai", "2026 年 11 月 22 日 00:03 北京时间（UTC+8）")]
    [TestCase("zh-HK", "Asia/Hong_Kong", "2026 年 11 月 22 日 00:03 香港時間（UTC+8）")]
    [TestCase("en", "Asia/Macau", "22 November 2026 00:03 Macao time (UTC+8)")]
    [TestCase("en", "Asia/Kolkata", "21 November 2026 21:33 Asia/Kolkata (UTC+5:30)")]
    [TestCase("en", "America/St_Johns", "21 November 2026 12:33 America/St_Johns (UTC-3:30)")]
    public void A_moment_on_paper_is_in_the_zone_and_language_of_its_reader_to_the_minute(
        string culture,
        string zone,
        string said
    ) =>
        Assert.That(
            Moments.OnPaper(Submitted, TimeZoneInfo.FindSystemTimeZoneById(zone), CultureInfo.GetCultureInfo(culture)),
            Is.EqualTo(said)
        );
}
