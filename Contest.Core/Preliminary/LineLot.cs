namespace Contest.Core.Preliminary;

/// <summary>
/// A lot drawn in front of a witness among entries level on the line (DOMAIN.md 1.8), recorded by two people; written
/// once. It belongs to one standing sheet: where the standings are computed anew, it counts no more.
/// </summary>
public sealed class LineLot
{
    /// <summary>The lot's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The group whose line it is.</summary>
    public required string Group { get; init; }

    /// <summary>The hash of the <see cref="StandingSheet"/> it was drawn on.</summary>
    public required string StandingsHash { get; init; }

    /// <summary>Who went on by lot.</summary>
    public required IReadOnlyList<Guid> Chosen { get; init; }

    /// <summary>Who watched: names as written down on the spot.</summary>
    public required string Witnesses { get; init; }

    /// <summary>How it was drawn, and what else is to be known.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was drawn.</summary>
    public DateTimeOffset DrawnAt { get; init; }

    /// <summary>When the second person confirmed it.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The request the two people agreed on.</summary>
    public Guid ApprovalId { get; init; }
}

/// <summary>Who goes on from a group: by rank, or by rank and lot.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Places">How many places the rulebook gives; on the line more may go on.</param>
/// <param name="Through">Who goes on, best first.</param>
/// <param name="Level">Who is left to a lot that has not been drawn.</param>
/// <param name="PlacesLeft">For how many of them there is a place.</param>
/// <param name="ByLot">Who of those that go on does so by lot.</param>
public sealed record GroupAdvancement(
    string Group,
    int Places,
    IReadOnlyList<Standing> Through,
    IReadOnlyList<Standing> Level,
    int PlacesLeft,
    IReadOnlyList<Guid> ByLot
)
{
    /// <summary>Whether a lot must still be drawn.</summary>
    public bool NeedsLot => Level.Count > 0;

    /// <summary>Every group's list, by the rulebook's cuts and the lots drawn.</summary>
    /// <param name="standings">The round's standings.</param>
    /// <param name="cuts">The rule of each group; a group without one is not asked for.</param>
    /// <param name="lots">By group, who was drawn; missing where none was drawn.</param>
    public static IReadOnlyList<GroupAdvancement> Of(
        Standings standings,
        IReadOnlyDictionary<string, CutRule> cuts,
        IReadOnlyDictionary<string, IReadOnlyList<Guid>> lots
    )
    {
        ArgumentNullException.ThrowIfNull(standings);
        ArgumentNullException.ThrowIfNull(cuts);
        ArgumentNullException.ThrowIfNull(lots);
        return [.. standings.Groups.Select(group => Of(group, cuts[group.Group], lots.GetValueOrDefault(group.Group)))];
    }

    /// <summary>
    /// Why these entries cannot be the lot's, or null: exactly as many as there are places, each of them level on the
    /// line, none twice.
    /// </summary>
    public Refusal? WhyNot(IReadOnlyList<Guid> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if (!NeedsLot)
            return new("standing.no_lot_needed");
        return
            chosen.Distinct().Count() != PlacesLeft
            || chosen.Count != PlacesLeft
            || chosen.Any(one => Level.All(s => s.EntryId != one))
            ? new("standing.lot_places", PlacesLeft, Level.Count)
            : null;
    }

    private static GroupAdvancement Of(GroupStandings group, CutRule rule, IReadOnlyList<Guid>? lot)
    {
        var cut = Cut.After(rule, group.Standings);
        var places = rule.PlacesFor(group.Standings.Count);
        List<Standing> through = [.. group.Standings.Where(s => cut.Through.Contains(s.EntryId))];
        List<Standing> level = [.. group.Standings.Where(s => cut.Level.Contains(s.EntryId))];
        GroupAdvancement open = new(group.Group, places, through, level, cut.PlacesLeft, []);
        if (lot is null || open.WhyNot(lot) is not null)
            return open;
        return new(
            group.Group,
            places,
            [.. through, .. level.Where(s => lot.Contains(s.EntryId))],
            [],
            0,
            [.. level.Where(s => lot.Contains(s.EntryId)).Select(s => s.EntryId)]
        );
    }
}
