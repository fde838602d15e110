using System.Text.Json.Serialization;

namespace Contest.Core.Draw;

/// <summary>Who must not follow whom: projects that share an entrant or a presenter.</summary>
/// <param name="Label">The project's label.</param>
/// <param name="Parties">Its entrants' and presenters' keys.</param>
public sealed record Kinship(string Label, IReadOnlyList<string> Parties);

/// <summary>One move of the repair.</summary>
/// <param name="Label">Which project moved, or could not.</param>
/// <param name="After">The project it would have followed directly.</param>
/// <param name="From">Its place before, from 1.</param>
/// <param name="To">Its place afterwards; the same when there was no legal place.</param>
public sealed record SpacingStep(string Label, string After, int From, int To)
{
    /// <summary>False when no legal place was left and the two stay together.</summary>
    [JsonIgnore]
    public bool IsResolved => From != To;
}

/// <summary>
/// The stated repair after the draw (DOMAIN.md 1.10): read from the top; a project that shares a party with the one
/// before it moves down to the next place where neither neighbour shares one with it. No project moves from the same
/// place twice, so it always ends.
/// </summary>
/// <param name="Order">The repaired order.</param>
/// <param name="Steps">What was moved, in order; empty when nothing was.</param>
public sealed record Spacing(IReadOnlyList<string> Order, IReadOnlyList<SpacingStep> Steps)
{
    /// <summary>Repairs a drawn order; labels without kin need not be listed.</summary>
    public static Spacing Of(IReadOnlyList<string> drawn, IEnumerable<Kinship> kin)
    {
        var parties = kin.ToDictionary(one => one.Label, one => one.Parties.ToHashSet(StringComparer.Ordinal));
        bool AreKin(string left, string right) =>
            parties.TryGetValue(left, out var ours)
            && parties.TryGetValue(right, out var theirs)
            && ours.Overlaps(theirs);
        List<string> order = [.. drawn];
        List<SpacingStep> steps = [];
        for (var place = 1; place < order.Count; place++)
            Settle(order, place, AreKin, steps);
        return new(order, steps);
    }

    private static void Settle(
        List<string> order,
        int place,
        Func<string, string, bool> areKin,
        List<SpacingStep> steps
    )
    {
        HashSet<string> moved = [];
        while (areKin(order[place - 1], order[place]))
        {
            var label = order[place];
            var to = moved.Add(label) ? NextLegal(order, place, areKin) : place;
            steps.Add(new(label, order[place - 1], place + 1, to + 1));
            if (to == place)
                return;
            order.RemoveAt(place);
            order.Insert(to, label);
        }
    }

    private static int NextLegal(List<string> order, int place, Func<string, string, bool> areKin)
    {
        var label = order[place];
        for (var to = place + 1; to < order.Count; to++)
            if (!areKin(order[to], label) && (to + 1 == order.Count || !areKin(label, order[to + 1])))
                return to;
        return place;
    }
}
