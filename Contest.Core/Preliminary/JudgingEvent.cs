using System.Text.Json.Serialization;

namespace Contest.Core.Preliminary;

/// <summary>What may happen to a jury while a round runs (DOMAIN.md 1.7: late judge, missing score).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JudgingEventKind>))]
public enum JudgingEventKind
{
    /// <summary>A judge leaves: open sheets are closed; submitted ones stay or are set aside, as the rulebook says.</summary>
    DropOut = 1,

    /// <summary>Another judge takes over a judge's open sheets.</summary>
    Replacement = 2,

    /// <summary>Fewer sheets are enough, for named entries or for the whole round.</summary>
    Quorum = 3,

    /// <summary>One sheet may be submitted after the planned end, until a named moment.</summary>
    LateMark = 4,
}

/// <summary>An event of a round two people agreed on, having seen what it does to the standings; written once.</summary>
public sealed class JudgingEvent
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>1, 2 … in the edition.</summary>
    public int Number { get; init; }

    /// <summary>What happened.</summary>
    public JudgingEventKind Kind { get; init; }

    /// <summary>The judge who leaves or is replaced, or whose sheet it is; null for a quorum.</summary>
    public Guid? JudgeId { get; init; }

    /// <summary>Who takes over; replacements only.</summary>
    public Guid? SuccessorId { get; init; }

    /// <summary>The entries it is about; empty: all of the judge, or the whole round.</summary>
    public required IReadOnlyList<Guid> EntryIds { get; init; }

    /// <summary>The sheets that are enough from now on, from 1; quorums only.</summary>
    public int? Fewest { get; init; }

    /// <summary>The sheet that may be late.</summary>
    public Guid? SheetId { get; init; }

    /// <summary>Until when it may be late; this moment not included.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What both people were shown: the proposal with its effect, canonical JSON.</summary>
    public required string Shown { get; init; }

    /// <summary>When it took effect.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The request the two people agreed on.</summary>
    public Guid ApprovalId { get; init; }
}

/// <summary>On which side of the line an entry is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CutSide>))]
public enum CutSide
{
    /// <summary>It goes on.</summary>
    Through = 1,

    /// <summary>A lot must decide.</summary>
    Level = 2,

    /// <summary>It does not go on.</summary>
    Below = 3,

    /// <summary>It has too few sheets for a place.</summary>
    Waiting = 4,
}

/// <summary>Where one entry stands.</summary>
/// <param name="Rank">Its rank, or null while it waits.</param>
/// <param name="Score">Its published score, or null while it waits.</param>
/// <param name="Side">Its side of the line.</param>
public sealed record PlaceNow(int? Rank, decimal? Score, CutSide Side);

/// <summary>One entry that does not stand where it stood.</summary>
/// <param name="Label">Its public number.</param>
/// <param name="Group">Its group's code.</param>
/// <param name="Before">Where it stood.</param>
/// <param name="After">Where it would stand.</param>
public sealed record PlaceMove(string Label, string Group, PlaceNow Before, PlaceNow After)
{
    /// <summary>Whether it changes sides of the line.</summary>
    [JsonIgnore]
    public bool CrossesTheLine => Before.Side != After.Side;
}

/// <summary>The difference between two standings of one round, entry by entry.</summary>
public static class StandingsEffect
{
    /// <summary>Every entry whose score, rank or side of the line differs, by group and label.</summary>
    /// <param name="before">The standings as they are.</param>
    /// <param name="after">The standings as they would be.</param>
    /// <param name="entries">All entries of the round, for the labels of those that wait.</param>
    /// <param name="cuts">The rule of each group.</param>
    public static IReadOnlyList<PlaceMove> Between(
        Standings before,
        Standings after,
        IEnumerable<MarkedEntry> entries,
        IReadOnlyDictionary<string, CutRule> cuts
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (was, becomes) = (PlacesOf(before, cuts), PlacesOf(after, cuts));
        PlaceNow waits = new(null, null, CutSide.Waiting);
        return
        [
            .. entries
                .Select(e => new PlaceMove(
                    e.Label,
                    e.Group,
                    was.GetValueOrDefault(e.EntryId, waits),
                    becomes.GetValueOrDefault(e.EntryId, waits)
                ))
                .Where(move => move.Before != move.After)
                .OrderBy(move => move.Group, StringComparer.Ordinal)
                .ThenBy(move => move.Label, StringComparer.Ordinal),
        ];
    }

    /// <summary>Where every ranked entry stands.</summary>
    public static IReadOnlyDictionary<Guid, PlaceNow> PlacesOf(
        Standings standings,
        IReadOnlyDictionary<string, CutRule> cuts
    )
    {
        ArgumentNullException.ThrowIfNull(standings);
        ArgumentNullException.ThrowIfNull(cuts);
        Dictionary<Guid, PlaceNow> places = [];
        foreach (var group in standings.Groups)
        {
            var cut = Cut.After(cuts[group.Group], group.Standings);
            var (through, level) = (cut.Through.ToHashSet(), cut.Level.ToHashSet());
            foreach (var s in group.Standings)
                places[s.EntryId] = new(
                    s.Rank,
                    s.Score,
                    through.Contains(s.EntryId) ? CutSide.Through
                        : level.Contains(s.EntryId) ? CutSide.Level
                        : CutSide.Below
                );
        }
        return places;
    }
}
