using Contest.Core.Competitions;
using Contest.Core.Registration;
using FsCheck;
using FsCheck.Fluent;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Competitions;

public sealed class WorkingCalendarTests
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // 2026: Spring Festival 15–23 February, made up on Saturday 14 and Saturday 28
    private static readonly WorkingCalendar Spring = new([
        .. Enumerable.Range(15, 9).Select(d => (new DateOnly(2026, 2, d), CalendarDayKind.Free)),
        (new(2026, 2, 14), CalendarDayKind.Working),
        (new(2026, 2, 28), CalendarDayKind.Working),
    ]);

    [TestCase("2026-02-12", 1, "2026-02-13", Description = "Friday follows Thursday")]
    [TestCase("2026-02-13", 1, "2026-02-14", Description = "a Saturday that is made up counts")]
    [TestCase("2026-02-14", 1, "2026-02-24", Description = "the holidays do not")]
    [TestCase("2026-02-13", 2, "2026-02-24")]
    [TestCase("2026-02-20", 5, "2026-02-28", Description = "four weekdays and the Saturday after the holidays")]
    [TestCase("2026-02-20", 6, "2026-03-02")]
    [TestCase("2026-03-06", 1, "2026-03-09", Description = "an ordinary weekend is free")]
    public void A_term_ends_with_its_last_working_day(string today, int days, string last)
    {
        var now = new DateTimeOffset(DateTime.Parse(today + "T15:00:00", null), TimeSpan.FromHours(8));

        var term = Spring.After(now, days, China);

        var midnight = new DateTimeOffset(DateTime.Parse(last, null).AddDays(1), TimeSpan.FromHours(8));
        Assert.That(term.Ends, Is.EqualTo(midnight));
        Assert.That((term.Result, term.Warning), Is.EqualTo((CheckResult.Pass, (Core.Refusal?)null)));
    }

    [TestCase(
        "2026-02-13T15:59:59Z",
        "2026-02-14T16:00:00Z",
        Description = "still Friday in China: Saturday the 14th is worked"
    )]
    [TestCase(
        "2026-02-13T16:00:00Z",
        "2026-02-24T16:00:00Z",
        Description = "already Saturday in China: the next is after the holidays"
    )]
    public void The_day_is_the_editions_own(string now, string ends) =>
        Assert.That(
            Spring.After(DateTimeOffset.Parse(now, null), 1, China).Ends,
            Is.EqualTo(DateTimeOffset.Parse(ends, null))
        );

    [Test]
    public void A_year_without_data_is_counted_by_its_weekends_and_says_so()
    {
        var term = Spring.After(new(2026, 12, 31, 8, 0, 0, TimeSpan.Zero), 1, China);

        Assert.That(term.Ends, Is.EqualTo(new DateTimeOffset(2027, 1, 1, 16, 0, 0, TimeSpan.Zero)));
        Assert.That(
            (term.Result, term.Warning!.Code, term.Warning.Arguments),
            Is.EqualTo((CheckResult.Warning, "calendar.year_unknown", new object[] { "2027" }))
        );
    }

    [Test]
    public void A_day_entered_in_error_is_as_the_week_says_again()
    {
        WorkingCalendar calendar = new([
            (new(2026, 3, 2), CalendarDayKind.Ordinary),
            (new(2026, 3, 7), CalendarDayKind.Ordinary),
        ]);

        Assert.That(calendar.IsWorkingDay(new(2026, 3, 2)), Is.True);
        Assert.That(calendar.IsWorkingDay(new(2026, 3, 7)), Is.False);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(WorkingCalendar.LongestTerm + 1)]
    public void A_term_of_no_day_or_of_years_is_refused(int days) =>
        Assert.That(() => Spring.After(default, days, China), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [ForAll(MaxTest = 300)]
    public Property Longer_terms_end_later_at_midnight_after_a_working_day_and_hold_as_many_as_they_say()
    {
        var day = Gen.Choose(0, 730).Select(n => new DateOnly(2026, 1, 1).AddDays(n));
        var kind = Gen.Elements(CalendarDayKind.Free, CalendarDayKind.Working, CalendarDayKind.Ordinary);
        var days = Gen.ListOf(from d in day from k in kind select (d, k));
        var hours = Gen.Choose(0, 730 * 24);
        return Prop.ForAll(
            (from d in days from h in hours from n in Gen.Choose(1, 40) select (d, h, n)).ToArbitrary(),
            three =>
            {
                WorkingCalendar calendar = new(three.d);
                var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(three.h);
                var ends = TimeZoneInfo.ConvertTime(calendar.After(now, three.n, China).Ends, China);
                var later = calendar.After(now, three.n + 1, China).Ends;
                var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, China).DateTime);
                var last = DateOnly.FromDateTime(ends.DateTime).AddDays(-1);
                var worked = Enumerable
                    .Range(1, last.DayNumber - today.DayNumber)
                    .Count(n => calendar.IsWorkingDay(today.AddDays(n)));
                return later > ends
                    && ends.TimeOfDay == TimeSpan.Zero
                    && calendar.IsWorkingDay(last)
                    && worked == three.n;
            }
        );
    }

    [Test]
    public void A_pasted_list_is_read_in_the_words_people_write()
    {
        var (days, problems) = PastedDays.Read(
            "2027年2月5日至2027年2月6日 放假 春节\r\n\r\n2027/2/14, 补班，春节 调休\n2027-01-01 to 2027-01-01 holiday\n2027.3.1 照常 误填"
        );

        Assert.That(problems, Is.Empty);
        Assert.That(
            days,
            Is.EqualTo(
                new PastedDay[]
                {
                    new(new(2027, 1, 1), CalendarDayKind.Free, ""),
                    new(new(2027, 2, 5), CalendarDayKind.Free, "春节"),
                    new(new(2027, 2, 6), CalendarDayKind.Free, "春节"),
                    new(new(2027, 2, 14), CalendarDayKind.Working, "春节 调休"),
                    new(new(2027, 3, 1), CalendarDayKind.Ordinary, "误填"),
                }
            )
        );
    }

    [TestCase("", "calendar.empty")]
    [TestCase("2027-02-30 休", "calendar.unreadable 1")]
    [TestCase("2027-02-05 休\nwhat", "calendar.unreadable 2")]
    [TestCase("2027-02-05休", "calendar.unreadable 1")]
    [TestCase("2027-02-05 至 2027-02-04 休", "calendar.bad_span 1")]
    [TestCase("2027-02-05 至 2028-02-04 休", "calendar.bad_span 1")]
    [TestCase("2027-02-05 休\n2027-02-05 班", "calendar.twice 2")]
    public void A_line_that_cannot_be_read_is_named(string text, string said)
    {
        var problems = PastedDays.Read(text).Problems;

        Assert.That(
            problems.Select(p => $"{p.Code} {p.Arguments.FirstOrDefault()}".Trim()),
            Is.EqualTo(new[] { said })
        );
    }

    [ForAll(MaxTest = 1000)]
    public bool No_pasted_text_crashes_it(string? text) => PastedDays.Read(text).Days is not null;
}
