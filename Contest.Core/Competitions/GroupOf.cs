using Contest.Core.Registration;

namespace Contest.Core.Competitions;

/// <summary>Which group an entry belongs to by the rulebook's rule (DOMAIN.md 1.4).</summary>
public static class GroupOf
{
    /// <summary>One entrant's part in the question.</summary>
    /// <param name="Kind">What the entrant is.</param>
    /// <param name="RevenueWan">Last year's revenue in 万元, or null where it was not given.</param>
    /// <param name="IsLead">The lead organisation of the entry.</param>
    public sealed record Member(EntrantKind Kind, decimal? RevenueWan, bool IsLead);

    /// <summary>
    /// The group's code. By revenue, the companies of a joint entry are summed, at the threshold it is still the first
    /// group, and an entry led by a university or institute always is.
    /// </summary>
    public static string Entry(Grouping grouping, MarketStage market, IReadOnlyList<Member> members)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        ArgumentNullException.ThrowIfNull(members);
        var isFirst = grouping.Kind switch
        {
            GroupingKind.Market => market == MarketStage.PreMarket,
            GroupingKind.Revenue => IsUnderThreshold(grouping, members),
            _ => true,
        };
        return grouping.Groups[isFirst || grouping.Groups.Count == 1 ? 0 : 1].Code;
    }

    private static bool IsUnderThreshold(Grouping grouping, IReadOnlyList<Member> members) =>
        members.Any(m => m.IsLead && IsAcademic(m.Kind))
        || members.Where(m => !IsAcademic(m.Kind)).Sum(m => m.RevenueWan ?? 0)
            <= (grouping.RevenueWan ?? decimal.MaxValue);

    private static bool IsAcademic(EntrantKind kind) => kind is EntrantKind.University or EntrantKind.ResearchInstitute;
}
