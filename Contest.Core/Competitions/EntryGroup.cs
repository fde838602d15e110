using Contest.Core.Registration;

namespace Contest.Core.Competitions;

/// <summary>What the grouping rule asks of one participating organisation.</summary>
/// <param name="IsAcademic">A university or an institute (高校、科研院所).</param>
/// <param name="RevenueWan">Last year's revenue in 万元, or null where it is not given.</param>
public sealed record GroupingEntrant(bool IsAcademic, decimal? RevenueWan);

/// <summary>The group an entry belongs to and the sentence that explains it, or no group and the reason.</summary>
/// <param name="Code">The group's code, or null where the rule finds none.</param>
/// <param name="ReasonCode">The sentence's code, <c>rulebook.group_…</c>.</param>
/// <param name="Arguments">What the sentence names.</param>
public sealed record EntryGroup(string? Code, string ReasonCode, params object[] Arguments)
{
    /// <summary>Why this group, in the current culture.</summary>
    public string Explanation => Words.Say(ReasonCode, Arguments);

    /// <summary>The group by the rulebook's rule (DOMAIN.md 1.4); joint entries sum their companies' revenue.</summary>
    /// <param name="rulebook">A rulebook without problems.</param>
    /// <param name="entrants">Every organisation of the entry, the lead first; at least one.</param>
    /// <param name="market">Whether the project is on the market.</param>
    /// <param name="salesWan">The project's own sales in 万元, where the rule asks for them.</param>
    /// <exception cref="ArgumentException">There is no entrant.</exception>
    public static EntryGroup Of(
        Rulebook rulebook,
        IReadOnlyList<GroupingEntrant> entrants,
        MarketStage market,
        decimal? salesWan = null
    )
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(entrants);
        if (entrants.Count == 0)
            throw new ArgumentException("An entry has at least one entrant.", nameof(entrants));
        var rule = rulebook.Grouping;
        return rule.Kind switch
        {
            GroupingKind.Single => In(rule, 0, "rulebook.group_single"),
            GroupingKind.Revenue => ByRevenue(rule, entrants),
            GroupingKind.Market => ByMarket(rule, market),
            GroupingKind.MarketAndSales => ByMarketAndSales(rule, market, salesWan),
            _ => entrants[0].IsAcademic
                ? In(rule, 1, "rulebook.group_academic_lead")
                : In(rule, 0, "rulebook.group_other_lead"),
        };
    }

    private static EntryGroup ByRevenue(Grouping rule, IReadOnlyList<GroupingEntrant> entrants)
    {
        var companies = entrants.Where(e => !e.IsAcademic).ToList();
        if (companies.Count == 0)
            return In(rule, 0, "rulebook.group_academic");
        if (companies.Exists(e => e.RevenueWan is null))
            return new(null, "rulebook.group_revenue_unknown");
        var sum = companies.Sum(e => e.RevenueWan!.Value);
        var threshold = rule.RevenueWan!.Value;
        return sum <= threshold
            ? In(rule, 0, "rulebook.group_revenue_up_to", sum, threshold)
            : In(rule, 1, "rulebook.group_revenue_above", sum, threshold);
    }

    private static EntryGroup ByMarket(Grouping rule, MarketStage market) =>
        market == MarketStage.OnMarket
            ? In(rule, 1, "rulebook.group_on_market")
            : In(rule, 0, "rulebook.group_pre_market");

    private static EntryGroup ByMarketAndSales(Grouping rule, MarketStage market, decimal? sales)
    {
        if (market == MarketStage.PreMarket)
            return In(rule, 0, "rulebook.group_pre_market");
        if (sales is null)
            return new(null, "rulebook.group_sales_unknown");
        return sales <= rule.SalesWan!.Value
            ? In(rule, 1, "rulebook.group_sales_up_to", sales, rule.SalesWan.Value)
            : new(null, "rulebook.group_sales_above", sales, rule.SalesWan.Value);
    }

    private static EntryGroup In(Grouping rule, int index, string reason, params object[] named) =>
        new(rule.Groups[index].Code, reason, [rule.Groups[index].Name.ToString(), .. named]);
}
