using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

public sealed class PlannedTermsTests
{
    private static readonly DateTimeOffset Early = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [TestCase(2026, null)]
    [TestCase(2025, "2026")]
    public void A_year_the_planned_terms_reach_into_is_named_when_the_calendar_has_none_of_it(
        int known,
        string? years
    ) =>
        Assert.That(
            PlannedTerms.Warning(Preset(), Knowing(known), Early)?.Arguments,
            years is null ? Is.Null : Is.EqualTo(new object[] { years })
        );

    [Test]
    public void A_long_term_reaches_into_the_next_year()
    {
        var rulebook = Preset() with { Notices = Preset().Notices with { ResultDays = 200 } };

        Assert.That(
            PlannedTerms.Warning(rulebook, Knowing(2026), Early)?.Arguments,
            Is.EqualTo(new object[] { "2027" })
        );
        Assert.That(
            PlannedTerms.Warning(
                rulebook with
                {
                    Objections = new(new(2026, 8, 1, 0, 0, 0), new(2026, 8, 5, 0, 0, 0)),
                },
                Knowing(2026),
                Early
            ),
            Is.Null,
            "dates that are set are not counted"
        );
    }

    [Test]
    public void Terms_that_are_over_are_nobodys_concern() =>
        Assert.That(PlannedTerms.Warning(Preset(), Knowing(2025), Early.AddYears(2)), Is.Null);

    private static Rulebook Preset() => Presets.Get("jianggao-like").StartingOn(new(2026, 3, 1));

    private static WorkingCalendar Knowing(int year) => new([(new(year, 1, 1), CalendarDayKind.Free)]);
}
