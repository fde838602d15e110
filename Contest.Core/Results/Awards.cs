using System.Text.Json.Serialization;
using Contest.Core.Preliminary;

namespace Contest.Core.Results;

/// <summary>What happens when the last award of a kind falls on a joint rank.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SharedAward>))]
public enum SharedAward
{
    /// <summary>Everybody on the joint rank gets it; the quota may be exceeded.</summary>
    AllReceive = 1,

    /// <summary>Nobody of them gets it before a draw; the places are named.</summary>
    Draw = 2,
}

/// <summary>A line of the award table.</summary>
/// <param name="Code">e.g. <c>gold</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="Quota">How many.</param>
/// <param name="Group">For which group, or null for the ranking over all groups.</param>
/// <param name="Shared">What a joint rank on the last place does.</param>
public sealed record AwardRow(
    string Code,
    string Name,
    int Quota,
    string? Group = null,
    SharedAward Shared = SharedAward.AllReceive
);

/// <summary>A project's award.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Code">The award's code.</param>
/// <param name="Rank">The rank it was given for.</param>
/// <param name="IsShared">Whether it was the joint rank on the last place.</param>
public sealed record Award(Guid EntryId, string Code, int Rank, bool IsShared);

/// <summary>Places of an award that only a draw can give away.</summary>
/// <param name="Code">The award's code.</param>
/// <param name="Level">Who is level.</param>
/// <param name="PlacesLeft">For how many of them there is one.</param>
public sealed record AwardTie(string Code, IReadOnlyList<Guid> Level, int PlacesLeft);

/// <summary>
/// Awards by the table: rows from the top, each from the best project that has none yet. A row for a group ranks its
/// standings; a row for all ranks the published scores of every group. Joint ranks that exceed a quota make the next
/// row's quota no smaller. A tie left to a draw keeps its projects out of the rows below until it is drawn.
/// </summary>
/// <param name="Given">What each project gets.</param>
/// <param name="Ties">What a draw has to decide.</param>
public sealed record Awards(IReadOnlyList<Award> Given, IReadOnlyList<AwardTie> Ties)
{
    /// <summary>Gives the awards away.</summary>
    public static Awards Of(IReadOnlyList<AwardRow> table, IReadOnlyList<GroupStandings> groups)
    {
        List<Award> given = [];
        List<AwardTie> ties = [];
        HashSet<Guid> done = [];
        foreach (var row in table)
        {
            List<Standing> left = [.. Ranked(row, groups).Where(standing => !done.Contains(standing.EntryId))];
            if (row.Quota <= 0 || left.Count == 0)
                continue;
            var cut = Cut.After(
                row.Quota,
                left,
                row.Shared == SharedAward.Draw ? LevelOnTheLine.Draw : LevelOnTheLine.AllAdvance
            );
            var through = left.Where(standing => cut.Through.Contains(standing.EntryId)).ToList();
            given.AddRange(
                through.Select(
                    (one, nth) => new Award(one.EntryId, row.Code, one.Rank, IsShared(through, one, row.Quota))
                )
            );
            if (cut.NeedsDraw)
                ties.Add(new(row.Code, cut.Level, cut.PlacesLeft));
            done.UnionWith([.. cut.Through, .. cut.Level]);
        }
        return new(given, ties);
    }

    private static bool IsShared(List<Standing> through, Standing one, int quota) =>
        through.Count > quota && one.Rank == through[^1].Rank;

    private static IEnumerable<Standing> Ranked(AwardRow row, IReadOnlyList<GroupStandings> groups) =>
        row.Group is { } code ? groups.Where(group => group.Group == code).SelectMany(group => group.Standings)
        : groups.Count == 1 ? groups[0].Standings
        : Overall([.. groups.SelectMany(group => group.Standings)]);

    /// <summary>Tie rules work inside a group; across groups equal published scores are a joint rank.</summary>
    private static IEnumerable<Standing> Overall(List<Standing> all) =>
        all.Select(one => one with { Rank = all.Count(other => other.Score > one.Score) + 1 })
            .OrderBy(one => one.Rank)
            .ThenBy(one => one.Label, StringComparer.Ordinal);
}
