namespace Contest.Core.Competitions;

/// <summary>What a group is found by (DOMAIN.md 1.4).</summary>
public enum GroupingKind
{
    /// <summary>One group for all.</summary>
    Single = 1,

    /// <summary>By last year's revenue: up to the threshold the first group, above it the second; joint entries sum; universities and institutes always the first.</summary>
    Revenue = 2,

    /// <summary>By market: not yet on the market the first group, on the market the second.</summary>
    Market = 3,

    /// <summary>
    /// By market and sales (秦高赛 2025): not yet on the market the first group; on the market with project sales up to
    /// <see cref="Grouping.SalesWan"/> the second; above it no group, the entry is not eligible.
    /// </summary>
    MarketAndSales = 4,

    /// <summary>By entrant (新高赛): a university or institute as the lead the second group, everybody else the first.</summary>
    Entrant = 5,
}

/// <summary>A group (组别).</summary>
/// <param name="Code">e.g. <c>startup</c>.</param>
/// <param name="Letter">The first letter of entry codes, A … Z.</param>
/// <param name="Name">As shown.</param>
public sealed record Group(string Code, string Letter, LocalizedText Name);

/// <summary>The groups and the rule that assigns them.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Groups">One group for <see cref="GroupingKind.Single"/>, else two: first and second of the rule.</param>
/// <param name="RevenueWan">The threshold in 万元 for <see cref="GroupingKind.Revenue"/>.</param>
/// <param name="SalesWan">The threshold in 万元 for <see cref="GroupingKind.MarketAndSales"/>.</param>
public sealed record Grouping(
    GroupingKind Kind,
    IReadOnlyList<Group> Groups,
    decimal? RevenueWan = null,
    decimal? SalesWan = null
);
