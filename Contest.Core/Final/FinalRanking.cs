using Contest.Core.Preliminary;
using Contest.Core.Scoring;

namespace Contest.Core.Final;

/// <summary>The ranking of a final: one list per group, with the tie chain of the rulebook.</summary>
public static class FinalRanking
{
    /// <summary>
    /// Standings per group. Finalists without a sheet (forfeited, or not yet scored) are in
    /// <see cref="Standings.Waiting"/>, never at zero.
    /// </summary>
    public static Standings Of(IEnumerable<MarkedEntry> finalists, FinalRules rules)
    {
        List<MarkedEntry> all = [.. finalists.OrderBy(one => one.Label, StringComparer.Ordinal)];
        var groups = all.Where(IsScored).GroupBy(one => one.Group).OrderBy(group => group.Key, StringComparer.Ordinal);
        return new(
            [.. groups.Select(group => new GroupStandings(group.Key, [.. Rank([.. group], rules)]))],
            [.. all.Where(one => !IsScored(one)).Select(one => one.EntryId)]
        );
    }

    private static bool IsScored(MarkedEntry finalist) => finalist.Sheets.Count > 0;

    private static IEnumerable<Standing> Rank(List<MarkedEntry> group, FinalRules rules)
    {
        var finalists = group.ToDictionary(one => one.EntryId);
        var scores = group.ToDictionary(one => one.EntryId, one => FinalScore.Of(one.Marks(), rules, one.Earlier));
        var contenders = group.Select(one =>
            one.Contend(scores[one.EntryId].Worked.Exact, scores[one.EntryId].Mean, rules.Ties)
        );
        return Ranking
            .Of(contenders, rules.Places, rules.Ties)
            .Select(place => finalists[place.EntryId].Stand(place, scores[place.EntryId].Worked));
    }
}
