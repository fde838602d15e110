using System.Text.RegularExpressions;
using Contest.Core.Registration;
using Contest.Core.Scoring;

namespace Contest.Core.Competitions;

/// <summary>Checks the variants of a round's score sheet: each alone, and each beside the others.</summary>
public static partial class RulebookSheets
{
    /// <summary>Every problem of the round's variants, in their order.</summary>
    public static IEnumerable<RulebookProblem> Problems(string path, Rulebook rulebook, JudgingRules round)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(round);
        var stage = RulebookCheck.Round(path);
        if (round.Variants.Select(v => v.Code).Distinct().Count() != round.Variants.Count)
            yield return new($"{path}.variants", "rulebook.variants_alike", stage);
        foreach (var variant in round.Variants)
        foreach (var problem in Alone($"{path}.variants.{variant.Code}", stage, variant, rulebook, round))
            yield return problem;
        foreach (var variant in Unreachable(rulebook, round))
            yield return new(
                $"{path}.variants.{variant.Code}",
                "rulebook.variant_unreachable",
                stage,
                variant.Name.ToString()
            );
        foreach (var (group, criterion) in UnevenTies(rulebook, round))
            yield return new(
                $"{path}.ties",
                "rulebook.variant_tie_points",
                stage,
                criterion,
                rulebook.GroupName(group)
            );
    }

    private static IEnumerable<RulebookProblem> Alone(
        string path,
        string stage,
        SheetVariant variant,
        Rulebook rulebook,
        JudgingRules round
    )
    {
        var name = variant.Name.ToString();
        if (!CodeForm().IsMatch(variant.Code) || string.IsNullOrWhiteSpace(variant.Name.ZhCn))
            yield return new(path, "rulebook.variant_name", stage, variant.Code);
        var sum = variant.Sheet.Sum(c => c.Most);
        if (sum != 100)
            yield return new($"{path}.sheet", "rulebook.variant_points_not_100", stage, name, sum);
        if (variant.Sheet.Select(c => c.Code).Distinct().Count() != variant.Sheet.Count)
            yield return new($"{path}.sheet", "rulebook.variant_criteria_alike", stage, name);
        foreach (var c in variant.Sheet.Where(c => round.Step <= 0 || c.Most <= 0 || c.Most % round.Step != 0))
            yield return new(
                $"{path}.sheet.{c.Code}",
                "rulebook.step",
                $"{stage} · {name}",
                c.Name.ToString(),
                c.Most,
                round.Step
            );
        foreach (var group in variant.Groups.Where(g => rulebook.Grouping.Groups.All(known => known.Code != g)))
            yield return new($"{path}.groups", "rulebook.variant_group_unknown", stage, name, group);
        foreach (var track in variant.Tracks.Where(t => !Enum.IsDefined(t)))
            yield return new($"{path}.tracks", "rulebook.variant_track_unknown", stage, name, (int)track);
        foreach (var t in TieCriteria(round).Where(t => variant.Sheet.All(c => c.Code != t)))
            yield return new($"{path}.sheet", "rulebook.variant_tie_criterion", stage, name, t);
    }

    /// <summary>Those no entry can come to: others before them take all of theirs, or their tracks are not accepted.</summary>
    private static IEnumerable<SheetVariant> Unreachable(Rulebook rulebook, JudgingRules round)
    {
        var cells = Cells(rulebook);
        return round.Variants.Where(v => cells.TrueForAll(c => round.SheetFor(c.Group, c.Track) != v));
    }

    /// <summary>
    /// Criteria of the tie chain that are worth more on one sheet than on another of the same group: their means could
    /// not be compared. Groups are ranked each for itself, so that between groups they may differ.
    /// </summary>
    private static IEnumerable<(string Group, string Criterion)> UnevenTies(Rulebook rulebook, JudgingRules round)
    {
        var cells = Cells(rulebook).ToLookup(c => c.Group, c => round.SheetFor(c.Group, c.Track)?.Sheet ?? round.Sheet);
        return from sheets in cells
            from tie in TieCriteria(round)
            let points = sheets.Select(s => s.FirstOrDefault(c => c.Code == tie)?.Most).OfType<decimal>()
            where points.Distinct().Count() > 1
            select (sheets.Key, tie);
    }

    private static IEnumerable<string> TieCriteria(JudgingRules round) =>
        round.Ties.Where(t => t.Kind == TieKind.Criterion).Select(t => t.Criterion ?? "");

    /// <summary>Every group with every track an entry of this rulebook can have, and with none.</summary>
    private static List<(string Group, Track? Track)> Cells(Rulebook rulebook)
    {
        var accepted = Enum.GetValues<PatentKind>()
            .Where(k => IsAccepted(rulebook.Eligibility, k))
            .Select(k => (Track?)Tracks.Of(k))
            .Distinct()
            .Append(null)
            .ToList();
        return [.. rulebook.Grouping.Groups.SelectMany(g => accepted.Select(t => (g.Code, t)))];
    }

    private static bool IsAccepted(Eligibility eligibility, PatentKind kind) =>
        eligibility.Kinds.Count == 0 || eligibility.Kinds.Contains($"{kind}", StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}$")]
    private static partial Regex CodeForm();
}
