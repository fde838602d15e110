using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

public sealed class OwnDistributionTests
{
    [Test]
    public void Totals_lie_in_bars_of_ten_points_whose_last_one_has_its_end()
    {
        var spread = OwnDistribution.Of([0m, 9.5m, 10m, 59.5m, 60m, 89.5m, 90m, 99.5m, 100m])!;

        Assert.That(spread.Counts, Is.EqualTo(new[] { 2, 1, 0, 0, 0, 1, 1, 0, 1, 3 }));
        Assert.That((spread.Least, spread.Most), Is.EqualTo((0m, 100m)));
    }

    [Test]
    public void Nothing_scored_is_no_distribution_and_not_one_of_noughts() =>
        Assert.That(OwnDistribution.Of([]), Is.Null);

    [TestCase(0, 0.5, "0–9.5")]
    [TestCase(6, 0.5, "60–69.5")]
    [TestCase(6, 1, "60–69")]
    [TestCase(9, 0.5, "90–100")]
    public void A_bars_range_ends_a_step_before_the_next(int bar, decimal step, string range) =>
        Assert.That(OwnDistribution.RangeOf(bar, step), Is.EqualTo(range));
}
