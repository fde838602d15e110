using System.Text.Json.Serialization;

namespace Contest.Core.Preliminary;

/// <summary>What happens to projects level on the line, after the tie chain (DOMAIN.md 1.8).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LevelOnTheLine>))]
public enum LevelOnTheLine
{
    /// <summary>All of them advance, also when that makes more finalists than places: the real rule.</summary>
    AllAdvance = 1,

    /// <summary>A draw among them fills the places that are left.</summary>
    Draw = 2,
}

/// <summary>How many of a group go on: a number or a percentage.</summary>
/// <param name="Number">Places, from 1; or null.</param>
/// <param name="Percent">Of the group's ranked projects, a broken place counting as a whole one; or null.</param>
/// <param name="Level">What happens on the line.</param>
public sealed record CutRule(int? Number, decimal? Percent = null, LevelOnTheLine Level = LevelOnTheLine.AllAdvance)
{
    /// <summary>The places for so many projects.</summary>
    /// <exception cref="InvalidOperationException">The rule gives neither a number nor a percentage.</exception>
    public int PlacesFor(int projects) =>
        Number
        ?? (int)
            decimal.Ceiling(
                projects
                    * (Percent ?? throw new InvalidOperationException("A cut needs a number or a percentage."))
                    / 100m
            );
}

/// <summary>Who goes on, and who is level on the line so that only a draw can decide.</summary>
/// <param name="Through">Who goes on, best first.</param>
/// <param name="Level">Who is left to a draw; empty when none is needed.</param>
/// <param name="PlacesLeft">For how many of them there is a place.</param>
public sealed record Cut(IReadOnlyList<Guid> Through, IReadOnlyList<Guid> Level, int PlacesLeft)
{
    /// <summary>Whether a draw must decide.</summary>
    public bool NeedsDraw => Level.Count > 0;

    /// <summary>The cut by the group's rule.</summary>
    public static Cut After(CutRule rule, IReadOnlyCollection<Standing> standings) =>
        standings.Count == 0 ? new([], [], 0) : After(rule.PlacesFor(standings.Count), standings, rule.Level);

    /// <summary>The cut after so many places of one group's standings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No places.</exception>
    public static Cut After(
        int places,
        IEnumerable<Standing> standings,
        LevelOnTheLine level = LevelOnTheLine.AllAdvance
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(places);
        List<Standing> ranked = [.. standings.OrderBy(standing => standing.Rank)];
        if (ranked.Count <= places)
            return new([.. ranked.Select(standing => standing.EntryId)], [], 0);
        var line = ranked[places - 1].Rank;
        List<Guid> above = [.. ranked.Where(standing => standing.Rank < line).Select(standing => standing.EntryId)];
        List<Guid> onIt = [.. ranked.Where(standing => standing.Rank == line).Select(standing => standing.EntryId)];
        var left = places - above.Count;
        return onIt.Count == left || level == LevelOnTheLine.AllAdvance
            ? new([.. above, .. onIt], [], 0)
            : new(above, onIt, left);
    }
}
