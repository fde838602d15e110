using Contest.Core.Scoring;

namespace Contest.Core.Preliminary;

/// <summary>A mean of differences with an interval.</summary>
/// <param name="Count">Of how many.</param>
/// <param name="Mean">The mean, in points of the sheet.</param>
/// <param name="Deviation">The standard deviation (sample, n − 1); 0 for fewer than two.</param>
/// <param name="Margin">Half the width of the interval: 2 · deviation ÷ √n, about 95 in a hundred; null for fewer than two.</param>
public sealed record Spread(int Count, Fraction Mean, Fraction Deviation, Fraction? Margin)
{
    /// <summary>Whether the interval is clear of zero: the habit is more than chance.</summary>
    public bool IsClear => Margin is { } margin && (Mean > margin || Mean < Fraction.Zero - margin);

    /// <summary>Of at least one value.</summary>
    /// <exception cref="DivideByZeroException">No values.</exception>
    public static Spread Of(IReadOnlyCollection<Fraction> values)
    {
        var mean = Fraction.Mean(values);
        if (values.Count < 2)
            return new(values.Count, mean, Fraction.Zero, null);
        var squares = Fraction.Sum(values.Select(value => (value - mean) * (value - mean)));
        var variance = squares / (values.Count - 1);
        return new(values.Count, mean, Roots.SquareRoot(variance), Roots.SquareRoot(variance / values.Count) * 2);
    }
}

/// <summary>How one judge marks, beside the others who read the same entries.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="Judge">The judge's name.</param>
/// <param name="Severity">Own total minus the mean of the other judges of the same entry; above 0 is mild, below is strict.</param>
/// <param name="Range">The judge's own totals: their mean and spread.</param>
/// <param name="Halo">
/// The mean correlation (Pearson) between the criteria over the judge's own sheets, −1 … 1; near 1 the criteria are
/// marked as one impression. Criteria are compared on sheets of one variant only. Null where no variant has three sheets,
/// or where nothing varies.
/// </param>
public sealed record JudgeHabit(Guid JudgeId, string Judge, Spread? Severity, Spread Range, Fraction? Halo);

/// <summary>What the cut of a round would be without one judge.</summary>
/// <param name="JudgeId">The judge left out.</param>
/// <param name="Judge">The judge's name.</param>
/// <param name="In">Labels of entries that would go on as well.</param>
/// <param name="Out">Labels of entries that would not go on.</param>
/// <param name="Moved">How many entries would have another rank.</param>
public sealed record LeftOut(Guid JudgeId, string Judge, IReadOnlyList<string> In, IReadOnlyList<string> Out, int Moved)
{
    /// <summary>Whether the list is the same without this judge.</summary>
    public bool IsStable => In.Count == 0 && Out.Count == 0;
}

/// <summary>What another panel correction would change.</summary>
/// <param name="Kind">The correction tried.</param>
/// <param name="In">Labels that would go on as well.</param>
/// <param name="Out">Labels that would not.</param>
/// <param name="Moved">How many entries would have another rank.</param>
public sealed record Tried(PanelNormalisation Kind, IReadOnlyList<string> In, IReadOnlyList<string> Out, int Moved);

/// <summary>
/// Advice for the organizer about a round's marks (DOMAIN.md 1.7, panel fairness); it decides nothing. Exact arithmetic:
/// fractions, and square roots to 30 decimals.
/// </summary>
public static class Calibration
{
    /// <summary>Every judge's habit, by name.</summary>
    public static IReadOnlyList<JudgeHabit> Habits(IReadOnlyList<MarkedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var severities = entries.SelectMany(Differences).ToLookup(d => d.JudgeId, d => d.Difference);
        return
        [
            .. entries
                .SelectMany(entry => entry.Sheets)
                .GroupBy(sheet => (sheet.JudgeId, sheet.Judge))
                .OrderBy(sheets => sheets.Key.Judge, StringComparer.Ordinal)
                .ThenBy(sheets => sheets.Key.JudgeId)
                .Select(sheets => new JudgeHabit(
                    sheets.Key.JudgeId,
                    sheets.Key.Judge,
                    severities[sheets.Key.JudgeId].ToList() is { Count: > 0 } own ? Spread.Of(own) : null,
                    Spread.Of([.. sheets.Select(sheet => (Fraction)sheet.Total)]),
                    HaloOf([.. sheets])
                )),
        ];
    }

    /// <summary>
    /// Krippendorff's alpha for interval data over the totals: 1 − D_o ÷ D_e. D_o is the mean squared difference of pairs
    /// within an entry, each entry weighted by its pairs over (m − 1); D_e that of all pairs of the round. 1 is perfect
    /// agreement, 0 is chance. Null with fewer than two comparable totals, or when all are equal.
    /// </summary>
    public static Fraction? Alpha(IReadOnlyList<MarkedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var units = entries
            .Where(entry => entry.Sheets.Count > 1)
            .Select(entry => entry.Sheets.Select(sheet => (Fraction)sheet.Total).ToList())
            .ToList();
        var all = units.SelectMany(unit => unit).ToList();
        if (all.Count < 2)
            return null;
        // the squared differences of all ordered pairs of n values are 2 · (n · Σx² − (Σx)²)
        var observed = Fraction.Sum(units.Select(unit => Pairs(unit) / (unit.Count - 1))) / all.Count;
        var expected = Pairs(all) / all.Count / (all.Count - 1);
        return expected == Fraction.Zero ? null : Fraction.One - (observed / expected);
    }

    /// <summary>
    /// For each judge the cut if that judge had given no marks; entries then keep a place with one sheet fewer than the
    /// rulebook asks for, so that only the judge's numbers are missing and not the entries.
    /// </summary>
    public static IReadOnlyList<LeftOut> WithoutEach(
        IReadOnlyList<MarkedEntry> entries,
        StandingRules rules,
        IReadOnlyDictionary<string, CutRule> cuts
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(rules);
        var ready = Ready(entries, rules);
        var easy = rules with { FewestSheets = 1, Quorums = new Dictionary<Guid, int>() };
        var before = PlacesBy(ready, easy, cuts);
        return
        [
            .. ready
                .SelectMany(entry => entry.Sheets)
                .Select(sheet => (sheet.JudgeId, sheet.Judge))
                .Distinct()
                .OrderBy(judge => judge.Judge, StringComparer.Ordinal)
                .ThenBy(judge => judge.JudgeId)
                .AsParallel()
                .AsOrdered()
                .Select(judge =>
                {
                    var without = ready.Select(entry => Without(entry, judge.JudgeId)).ToList();
                    var (into, outOf, moved) = Changes(ready, before, PlacesBy(without, easy, cuts));
                    return new LeftOut(judge.JudgeId, judge.Judge, into, outOf, moved);
                }),
        ];
    }

    /// <summary>What each panel correction that is not the rulebook's would change.</summary>
    public static IReadOnlyList<Tried> OtherCorrections(
        IReadOnlyList<MarkedEntry> entries,
        StandingRules rules,
        IReadOnlyDictionary<string, CutRule> cuts
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(rules);
        var before = PlacesBy(entries, rules, cuts);
        return
        [
            .. Enum.GetValues<PanelNormalisation>()
                .Where(kind => kind != rules.Normalisation)
                .Select(kind =>
                {
                    var after = PlacesBy(entries, rules with { Normalisation = kind }, cuts);
                    var (into, outOf, moved) = Changes(entries, before, after);
                    return new Tried(kind, into, outOf, moved);
                }),
        ];
    }

    private static IEnumerable<(Guid JudgeId, Fraction Difference)> Differences(MarkedEntry entry)
    {
        if (entry.Sheets.Count < 2)
            yield break;
        var sum = Fraction.Sum(entry.Sheets.Select(sheet => (Fraction)sheet.Total));
        foreach (var sheet in entry.Sheets)
            yield return (sheet.JudgeId, sheet.Total - ((sum - sheet.Total) / (entry.Sheets.Count - 1)));
    }

    private static Fraction Pairs(List<Fraction> values)
    {
        var sum = Fraction.Sum(values);
        return ((Fraction.Sum(values.Select(value => value * value)) * values.Count) - (sum * sum)) * 2;
    }

    /// <summary>P1 of one variant is another criterion than P1 of the next: pairs are taken within a variant.</summary>
    private static Fraction? HaloOf(IReadOnlyList<MarkedSheet> sheets)
    {
        List<Fraction> correlations =
        [
            .. sheets
                .GroupBy(sheet => sheet.Variant)
                .Select(alike => alike.ToList())
                .Where(alike => alike.Count >= 3)
                .SelectMany(Correlations),
        ];
        return correlations.Count == 0 ? null : Rounded(Fraction.Mean(correlations));
    }

    private static IEnumerable<Fraction> Correlations(IReadOnlyList<MarkedSheet> sheets)
    {
        List<string> criteria = [.. sheets[0].Criteria.Keys.Order(StringComparer.Ordinal)];
        for (var a = 0; a < criteria.Count; a++)
        for (var b = a + 1; b < criteria.Count; b++)
            if (Correlation(sheets, criteria[a], criteria[b]) is { } found)
                yield return found;
    }

    private static Fraction? Correlation(IReadOnlyList<MarkedSheet> sheets, string a, string b)
    {
        var one = Centred([.. sheets.Select(sheet => (Fraction)sheet.Criteria.GetValueOrDefault(a))]);
        var other = Centred([.. sheets.Select(sheet => (Fraction)sheet.Criteria.GetValueOrDefault(b))]);
        var product =
            Fraction.Sum(one.Select(value => value * value)) * Fraction.Sum(other.Select(value => value * value));
        return product == Fraction.Zero
            ? null
            : Rounded(Fraction.Sum(one.Zip(other, (x, y) => x * y)) / Roots.SquareRoot(product));
    }

    private static List<Fraction> Centred(List<Fraction> values)
    {
        var mean = Fraction.Mean(values);
        return [.. values.Select(value => value - mean)];
    }

    private static Fraction Rounded(Fraction value) => Rounding.HalfUp(value, 6);

    private static List<MarkedEntry> Ready(IReadOnlyList<MarkedEntry> entries, StandingRules rules) =>
        [.. entries.Where(entry => entry.Sheets.Count >= rules.FewestOf(entry.EntryId))];

    private static MarkedEntry Without(MarkedEntry entry, Guid judgeId) =>
        entry.Sheets.Any(sheet => sheet.JudgeId == judgeId)
            ? entry with
            {
                Sheets = [.. entry.Sheets.Where(sheet => sheet.JudgeId != judgeId)],
            }
            : entry;

    private static IReadOnlyDictionary<Guid, PlaceNow> PlacesBy(
        IReadOnlyList<MarkedEntry> entries,
        StandingRules rules,
        IReadOnlyDictionary<string, CutRule> cuts
    ) => StandingsEffect.PlacesOf(Standings.Of(entries, rules with { WithoutSteps = true }), cuts);

    private static (IReadOnlyList<string> In, IReadOnlyList<string> Out, int Moved) Changes(
        IReadOnlyList<MarkedEntry> entries,
        IReadOnlyDictionary<Guid, PlaceNow> before,
        IReadOnlyDictionary<Guid, PlaceNow> after
    )
    {
        List<string> into = [];
        List<string> outOf = [];
        var moved = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Label, StringComparer.Ordinal))
        {
            var (was, becomes) = (before.GetValueOrDefault(entry.EntryId), after.GetValueOrDefault(entry.EntryId));
            if (was is null || becomes is null)
                continue;
            moved += was.Rank == becomes.Rank ? 0 : 1;
            if (was.Side != becomes.Side && becomes.Side == CutSide.Through)
                into.Add(entry.Label);
            if (was.Side != becomes.Side && was.Side == CutSide.Through)
                outOf.Add(entry.Label);
        }
        return (into, outOf, moved);
    }
}
