using Contest.Core.Competitions;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Competitions;

public class GroupOfTests
{
    private static readonly Grouping Revenue = new(GroupingKind.Revenue, Groups(), 2000m);
    private static readonly Grouping Market = new(GroupingKind.Market, Groups());

    [TestCase("2000", null, EntrantKind.Company, "first")]
    [TestCase("2000.01", null, EntrantKind.Company, "second")]
    [TestCase("1500", "500.01", EntrantKind.Company, "second")]
    [TestCase("1500", "500", EntrantKind.Company, "first")]
    [TestCase("99999", null, EntrantKind.University, "first")]
    [TestCase(null, "99999", EntrantKind.ResearchInstitute, "first")]
    [TestCase(null, null, EntrantKind.Company, "first")]
    public void By_revenue_companies_are_summed_and_academia_is_always_first(
        string? lead,
        string? partner,
        EntrantKind kind,
        string group
    ) =>
        Assert.That(
            GroupOf.Entry(
                Revenue,
                MarketStage.OnMarket,
                [new(kind, Wan(lead), true), new(EntrantKind.Company, Wan(partner), false)]
            ),
            Is.EqualTo(group)
        );

    [TestCase(MarketStage.PreMarket, "first")]
    [TestCase(MarketStage.OnMarket, "second")]
    public void By_market_what_is_on_sale_is_in_the_second(MarketStage market, string group) =>
        Assert.That(GroupOf.Entry(Market, market, []), Is.EqualTo(group));

    private static decimal? Wan(string? amount) =>
        amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

    private static Group[] Groups() =>
        [new("first", "A", new("一", "一", "1")), new("second", "B", new("二", "二", "2"))];
}
