using Contest.Core.Competitions;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Competitions;

public sealed class EntryGroupTests
{
    private static readonly GroupingEntrant University = new(true, null);

    private static GroupingEntrant Company(string? revenue) =>
        new(false, revenue is null ? null : decimal.Parse(revenue, System.Globalization.CultureInfo.InvariantCulture));

    [TestCase("1999.99", "0.01", "startup", TestName = "Joint revenue exactly on the threshold is the first group")]
    [TestCase("1999.99", "0.02", "growth", TestName = "Joint revenue one cent of a 万元 above it is the second group")]
    [TestCase("2000", "0", "startup", TestName = "A partner without revenue adds nothing")]
    public void Companies_sum_their_revenue(string lead, string partner, string group)
    {
        var found = EntryGroup.Of(
            Presets.Get("wangao-2023-like"),
            [Company(lead), Company(partner)],
            MarketStage.OnMarket
        );

        Assert.That(found.Code, Is.EqualTo(group));
    }

    [Test]
    public void Universities_alone_are_always_the_first_group()
    {
        var found = EntryGroup.Of(Presets.Get("wangao-2023-like"), [University, University], MarketStage.OnMarket);

        Assert.That((found.Code, found.ReasonCode), Is.EqualTo(("startup", "rulebook.group_academic")));
    }

    [Test]
    public void A_university_with_a_large_company_follows_the_company()
    {
        var found = EntryGroup.Of(
            Presets.Get("wangao-2023-like"),
            [University, Company("3000")],
            MarketStage.PreMarket
        );

        Assert.That(found.Code, Is.EqualTo("growth"));
    }

    [Test]
    public void A_company_that_gives_no_revenue_has_no_group_and_is_told_why()
    {
        var found = EntryGroup.Of(Presets.Get("wangao-2023-like"), [Company("5"), Company(null)], MarketStage.OnMarket);

        Assert.That((found.Code, found.ReasonCode), Is.EqualTo(((string?)null, "rulebook.group_revenue_unknown")));
    }

    [TestCase(MarketStage.PreMarket, "startup")]
    [TestCase(MarketStage.OnMarket, "growth")]
    public void The_market_decides_in_a_contest_like_jianggao(MarketStage market, string group) =>
        Assert.That(EntryGroup.Of(Presets.Get("jianggao-like"), [Company("1")], market).Code, Is.EqualTo(group));

    [TestCase(MarketStage.PreMarket, null, "startup", "rulebook.group_pre_market")]
    [TestCase(MarketStage.OnMarket, 1000, "growth", "rulebook.group_sales_up_to")]
    [TestCase(MarketStage.OnMarket, 1001, null, "rulebook.group_sales_above")]
    [TestCase(MarketStage.OnMarket, null, null, "rulebook.group_sales_unknown")]
    public void Sales_decide_in_a_contest_like_qingao(MarketStage market, int? sales, string? group, string reason)
    {
        var found = EntryGroup.Of(Presets.Get("qingao-like"), [Company("1")], market, sales);

        Assert.That((found.Code, found.ReasonCode), Is.EqualTo((group, reason)));
    }

    [TestCase(true, "growth")]
    [TestCase(false, "startup")]
    public void The_lead_decides_where_groups_are_by_entrant(bool academic, string group)
    {
        var rulebook = Presets.Get("jianggao-like");
        rulebook = rulebook with { Grouping = rulebook.Grouping with { Kind = GroupingKind.Entrant } };

        var found = EntryGroup.Of(rulebook, [new(academic, 1), new(!academic, 1)], MarketStage.OnMarket);

        Assert.That(found.Code, Is.EqualTo(group));
    }

    [Test]
    [SetUICulture("en")]
    public void The_sentence_names_the_group_and_the_numbers() =>
        Assert.That(
            EntryGroup
                .Of(Presets.Get("wangao-2023-like"), [Company("1500"), Company("600")], MarketStage.OnMarket)
                .Explanation,
            Is.EqualTo(
                "The companies' revenue of last year adds up to CNY 2100 ten thousand, above 2000 ten thousand, so the entry belongs to Growth group."
            )
        );
}
