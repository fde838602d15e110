using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contest.Core.Competitions;
using Contest.Core.Scoring;

namespace Contest.Core.Preliminary;

/// <summary>A sheet that does not count, for the file: nothing that was given is left out.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Judge">The judge's published label.</param>
/// <param name="State">Why it does not count: <c>open</c>, <c>recused</c> or <c>setAside</c>.</param>
/// <param name="Criteria">Points per criterion that were submitted; none for an open one.</param>
public sealed record UncountedSheet(
    Guid EntryId,
    string Judge,
    string State,
    IReadOnlyDictionary<string, decimal> Criteria
)
{
    /// <summary>评分表版本: the code of the variant it was made with; null for the main sheet.</summary>
    public string? Variant { get; init; }
}

/// <summary>What can be given on a score sheet of the round, for the file.</summary>
/// <param name="Variant">评分表版本: its code; null for the main sheet.</param>
/// <param name="Most">The most points of each criterion, by its code.</param>
public sealed record SheetCriteria(string? Variant, IReadOnlyDictionary<string, decimal> Most)
{
    /// <summary>The main sheet, then the variants in the rulebook's order.</summary>
    public static IReadOnlyList<SheetCriteria> Of(JudgingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return
        [
            .. rules
                .Variants.Select(v => (Code: (string?)v.Code, v.Sheet))
                .Prepend((null, rules.Sheet))
                .Select(s => new SheetCriteria(s.Code, s.Sheet.ToDictionary(c => c.Code, c => c.Most))),
        ];
    }
}

/// <summary>
/// The file an outsider recomputes a round from (docs/scoring.md, section 8): rules, marks and votes, no result. Points
/// are decimal text, so that no reader makes binary floating point of them.
/// </summary>
public static class StandingsFile
{
    private static readonly JsonSerializerOptions Options = new(CanonicalJson.Options) { WriteIndented = false };

    /// <summary>The file's text.</summary>
    public static string Write(
        StandingRules rules,
        IEnumerable<SheetCriteria> sheets,
        IEnumerable<(string Group, CutRule Rule)> cuts,
        IEnumerable<MarkedEntry> entries,
        IEnumerable<UncountedSheet> uncounted
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        var others = uncounted.ToLookup(s => s.EntryId);
        JsonObject file = new()
        {
            ["rules"] = RulesOf(rules, sheets, cuts),
            ["entries"] = new JsonArray([
                .. entries
                    .OrderBy(e => e.Label, StringComparer.Ordinal)
                    .Select(e => EntryOf(e, rules, others[e.EntryId])),
            ]),
        };
        return file.ToJsonString(Options);
    }

    private static JsonObject RulesOf(
        StandingRules rules,
        IEnumerable<SheetCriteria> sheets,
        IEnumerable<(string Group, CutRule Rule)> cuts
    ) =>
        new()
        {
            ["trim"] = JsonSerializer.SerializeToNode(rules.Trim, Options),
            ["fewestSheets"] = rules.FewestSheets,
            ["places"] = rules.Places,
            ["scale"] = rules.Scale,
            ["normalisation"] = rules.Normalisation.ToString(),
            ["normalisationMinimum"] = rules.NormalisationMinimum,
            ["voteWeight"] = Text(rules.VoteWeight),
            ["conversion"] = rules.Conversion.ToString(),
            ["sheets"] = new JsonArray([.. sheets.Select(CriteriaOf)]),
            ["ties"] = new JsonArray([.. rules.Ties.Select(TieOf)]),
            ["cuts"] = new JsonArray([.. cuts.Select(c => CutOf(c.Group, c.Rule))]),
        };

    private static JsonObject CriteriaOf(SheetCriteria sheet) =>
        new() { ["variant"] = sheet.Variant, ["criteria"] = PointsOf(sheet.Most) };

    private static JsonObject TieOf(TieRule tie)
    {
        JsonObject line = new() { ["kind"] = tie.Kind.ToString(), ["places"] = tie.Places };
        if (tie.Criterion is { } criterion)
            line["criterion"] = criterion;
        return line;
    }

    private static JsonObject CutOf(string group, CutRule rule) =>
        new()
        {
            ["group"] = group,
            ["number"] = rule.Number,
            ["percent"] = rule.Percent is { } percent ? Text(percent) : null,
            ["level"] = rule.Level.ToString(),
        };

    private static JsonObject EntryOf(MarkedEntry entry, StandingRules rules, IEnumerable<UncountedSheet> others) =>
        new()
        {
            ["label"] = entry.Label,
            ["group"] = entry.Group,
            ["panel"] = entry.Panel.Length == 0 ? null : entry.Panel,
            ["votes"] = entry.Votes,
            ["fewestSheets"] = rules.Quorums.TryGetValue(entry.EntryId, out var fewest) ? fewest : null,
            ["earlier"] = entry.Earlier is { } earlier ? Text(earlier) : null,
            ["sheets"] = new JsonArray([
                .. entry.Sheets.Select((s, nth) => SheetOf(Unique(entry, nth), "counted", s.Variant, s.Criteria)),
                .. others.Select(s => SheetOf(s.Judge, s.State, s.Variant, s.Criteria)),
            ]),
        };

    /// <summary>A judge's label; of two who have the same name, the second is told apart by a number.</summary>
    private static string Unique(MarkedEntry entry, int nth)
    {
        var label = entry.Sheets[nth].Judge;
        var before = entry.Sheets.Take(nth).Count(s => s.Judge == label);
        return before == 0 ? label : $"{label} ({before + 1})";
    }

    private static JsonObject SheetOf(
        string judge,
        string state,
        string? variant,
        IReadOnlyDictionary<string, decimal> marks
    ) =>
        new()
        {
            ["judge"] = judge,
            ["state"] = state,
            ["variant"] = variant,
            ["marks"] = PointsOf(marks),
        };

    private static JsonObject PointsOf(IReadOnlyDictionary<string, decimal> points) =>
        new(
            points
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Text(p.Value)))
        );

    /// <summary>As a person writes it: 80.5, also when the database keeps 80.5000.</summary>
    private static string Text(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);
}
