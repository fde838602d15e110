using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

public class ForecastTests
{
    private static readonly DateTimeOffset Opened = new(2026, 8, 1, 8, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public void What_remains_takes_as_long_as_the_last_hours_say()
    {
        var now = Opened.AddHours(48);

        // 12 in the last 24 hours, 30 remain: 60 hours
        Assert.That(Forecast.From(Opened, now), Is.EqualTo(now.AddHours(-24)));
        Assert.That(Forecast.Of(30, 12, Opened, now), Is.EqualTo(new Forecast(30, 12, now.AddHours(60))));
    }

    [Test]
    public void A_young_round_is_measured_from_its_opening()
    {
        var now = Opened.AddHours(2);
        Assert.That(Forecast.From(Opened, now), Is.EqualTo(Opened));
        Assert.That(Forecast.Of(10, 1, Opened, now), Is.EqualTo(new Forecast(10, 1, now.AddHours(20))));
    }

    [Test]
    public void Without_a_pace_there_is_no_forecast_and_with_nothing_left_it_is_now()
    {
        var now = Opened.AddHours(40);
        Assert.That(Forecast.Of(3, 0, Opened, now).FinishesAt, Is.Null);
        Assert.That(Forecast.Of(0, 0, Opened, now).FinishesAt, Is.EqualTo(now));
    }

    [TestCase(49, 50, true)]
    [TestCase(50, 50, false)]
    public void Behind_is_who_has_done_less_than_the_share_of_the_time(int submitted, int hours, bool isBehind) =>
        Assert.That(
            Forecast.IsBehind(submitted, 100, Opened, Opened.AddHours(100), Opened.AddHours(hours)),
            Is.EqualTo(isBehind)
        );

    [TestCase(20, false)]
    [TestCase(20.5, true)]
    public void Totals_exactly_as_far_apart_as_the_rulebook_says_are_not_further(decimal apart, bool isApart) =>
        Assert.That(DiscrepancyTask.IsApart([60, 70, 60 + apart], 20), Is.EqualTo(isApart));
}
