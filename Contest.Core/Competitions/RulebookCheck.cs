using System.Text.RegularExpressions;
using Contest.Core.Scoring;

namespace Contest.Core.Competitions;

/// <summary>Something in a rulebook that cannot be, in a sentence a lawyer understands.</summary>
/// <param name="Path">Where, e.g. <c>preliminary.sheet</c>.</param>
/// <param name="Code">What, e.g. <c>rulebook.points_not_100</c>.</param>
/// <param name="Arguments">What the sentence names.</param>
public sealed record RulebookProblem(string Path, string Code, params object[] Arguments)
{
    /// <summary>The sentence in the current culture.</summary>
    public string Message => Words.Say(Code, Arguments);
}

/// <summary>Checks a rulebook as a whole: each part alone may be right and the whole still impossible.</summary>
public static partial class RulebookCheck
{
    /// <summary>Every problem, in the order of the rulebook; empty when registration may open.</summary>
    public static IReadOnlyList<RulebookProblem> Problems(Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return
        [
            .. Names(rulebook),
            .. Windows(rulebook),
            .. RulebookPeriods.Problems(rulebook),
            .. Groups(rulebook),
            .. RulebookFiles.Problems(rulebook.Files),
            .. RulebookConditions.Problems(rulebook),
            .. Vote(rulebook),
            .. Judging("preliminary", rulebook.Preliminary),
            .. RulebookSheets.Problems("preliminary", rulebook, rulebook.Preliminary),
            .. Cuts(rulebook),
            .. RulebookDraw.Problems(rulebook.Draw),
            .. Judging("final", rulebook.Final),
            .. RulebookSheets.Problems("final", rulebook, rulebook.Final),
            .. Awards(rulebook),
            .. Notices(rulebook),
        ];
    }

    private static IEnumerable<RulebookProblem> Names(Rulebook r)
    {
        if (string.IsNullOrWhiteSpace(r.Title.ZhCn))
            yield return new("title", "rulebook.title_missing");
        if (r.Year is < 2000 or > 2999)
            yield return new("year", "rulebook.year", r.Year);
        if (!SeriesForm().IsMatch(r.Series))
            yield return new("series", "rulebook.series", r.Series);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(r.TimeZone, out _))
            yield return new("timeZone", "rulebook.time_zone", r.TimeZone);
        if (r.Eligibility.FewestPatents < 1 || r.Eligibility.MostPatents < r.Eligibility.FewestPatents)
            yield return new(
                "eligibility",
                "rulebook.patents_range",
                r.Eligibility.FewestPatents,
                r.Eligibility.MostPatents
            );
    }

    private static IEnumerable<RulebookProblem> Windows(Rulebook r)
    {
        var stages = Enum.GetValues<Stage>();
        foreach (var stage in stages.Where(s => r.Windows.Count(w => w.Stage == s) != 1))
            yield return new("windows", "rulebook.window_missing", Words.Say(StageGates.NameCode(stage)));
        if (stages.Any(s => r.Windows.Count(w => w.Stage == s) != 1))
            yield break;
        foreach (var w in r.Windows.Where(w => w.ClosesAt <= w.OpensAt))
            yield return new("windows", "rulebook.window_empty", Words.Say(StageGates.NameCode(w.Stage)));
        (Stage Before, Stage After)[] order =
        [
            (Stage.Registration, Stage.Voting),
            (Stage.Registration, Stage.Preliminary),
            (Stage.Voting, Stage.Draw),
            (Stage.Preliminary, Stage.Draw),
            (Stage.Draw, Stage.Final),
            (Stage.Final, Stage.Results),
        ];
        foreach (var (before, after) in order.Where(o => r.Window(o.After).OpensAt < r.Window(o.Before).ClosesAt))
            yield return new(
                "windows",
                "rulebook.windows_overlap",
                Words.Say(StageGates.NameCode(after)),
                Words.Say(StageGates.NameCode(before))
            );
    }

    private static IEnumerable<RulebookProblem> Groups(Rulebook r)
    {
        var groups = r.Grouping.Groups;
        var needed = r.Grouping.Kind == GroupingKind.Single ? 1 : 2;
        if (groups.Count != needed)
            yield return new("grouping", "rulebook.groups_count", needed, groups.Count);
        if (
            groups.Select(g => g.Code).Distinct().Count() != groups.Count
            || groups.Select(g => g.Letter).Distinct().Count() != groups.Count
        )
            yield return new("grouping", "rulebook.groups_alike");
        if (r.Grouping.Kind == GroupingKind.Revenue && r.Grouping.RevenueWan is not > 0)
            yield return new("grouping.revenueWan", "rulebook.revenue_missing");
        if (r.Grouping.Kind == GroupingKind.MarketAndSales && r.Grouping.SalesWan is not > 0)
            yield return new("grouping.salesWan", "rulebook.sales_missing");
        foreach (var g in groups.Where(g => !GroupLetterForm().IsMatch(g.Letter)))
            yield return new($"grouping.groups.{g.Code}", "rulebook.group_letter", g.Name.ToString(), g.Letter);
    }

    private static IEnumerable<RulebookProblem> Vote(Rulebook r)
    {
        var v = r.Vote;
        if (v.BallotsPerDay is < 1 or > 20)
            yield return new("vote.ballotsPerDay", "rulebook.ballots_per_day", v.BallotsPerDay);
        if (v.FewestChoices < 1 || v.MostChoices < v.FewestChoices || v.MostChoices > 10)
            yield return new("vote.choices", "rulebook.choices", v.FewestChoices, v.MostChoices);
        if (v.PerEntryPerDay < 1 || v.PerEntryPerDay > v.BallotsPerDay)
            yield return new("vote.perEntryPerDay", "rulebook.per_entry", v.PerEntryPerDay, v.BallotsPerDay);
        if (v.WeightPercent is < 0 or > 30)
            yield return new("vote.weightPercent", "rulebook.vote_weight", v.WeightPercent);
        if (v.MostBallots < v.BallotsPerDay)
            yield return new("vote.mostBallots", "rulebook.most_ballots", v.MostBallots, v.BallotsPerDay);
        if (v.Identities.Count == 0 || v.Identities.Distinct().Count() != v.Identities.Count)
            yield return new("vote.identities", "rulebook.identities");
        if (v.HiddenLastHours < 0)
            yield return new("vote.hiddenLastHours", "rulebook.hidden_hours", v.HiddenLastHours);
        if (v.EveryHours is < 1 or > 24)
            yield return new("vote.everyHours", "rulebook.every_hours", v.EveryHours);
        if (!Enum.IsDefined(v.Receipts))
            yield return new("vote.receipts", "rulebook.receipts", (int)v.Receipts);
        var f = v.Fraud;
        if (f.FewestBallots is < 10 or > 1000)
            yield return new("vote.fraud.fewestBallots", "rulebook.fraud_ballots", f.FewestBallots);
        if (f.BurstPermille is < 1500 or > 20_000)
            yield return new("vote.fraud.burstPermille", "rulebook.fraud_burst", f.BurstPermille);
        if (f.MarksNeeded is < 2 or > 5 || f.MarksNeededShared < f.MarksNeeded || f.MarksNeededShared > 5)
            yield return new("vote.fraud.marksNeeded", "rulebook.fraud_marks", f.MarksNeeded, f.MarksNeededShared);
        if (f.AnswerHours is < 24 or > 168)
            yield return new("vote.fraud.answerHours", "rulebook.fraud_answer", f.AnswerHours);
        if (r.Windows.Count(w => w.Stage == Stage.Voting) == 1 && Hours(r.Window(Stage.Voting)) <= v.HiddenLastHours)
            yield return new("vote.hiddenLastHours", "rulebook.hidden_longer_than_window", v.HiddenLastHours);
    }

    private static decimal Hours(StageWindow window) =>
        (window.ClosesAt - window.OpensAt).Ticks / (decimal)TimeSpan.TicksPerHour;

    private static IEnumerable<RulebookProblem> Judging(string path, JudgingRules j)
    {
        var sum = j.Sheet.Sum(c => c.Most);
        if (sum != 100)
            yield return new($"{path}.sheet", "rulebook.points_not_100", Round(path), sum);
        if (j.Sheet.Select(c => c.Code).Distinct().Count() != j.Sheet.Count)
            yield return new($"{path}.sheet", "rulebook.criteria_alike", Round(path));
        foreach (var c in j.Sheet.Where(c => j.Step <= 0 || c.Most <= 0 || c.Most % j.Step != 0))
            yield return new($"{path}.sheet.{c.Code}", "rulebook.step", Round(path), c.Name.ToString(), c.Most, j.Step);
        if (j.FewestSheets < 1 || j.FewestSheets > j.JudgesPerEntry)
            yield return new(
                $"{path}.fewestSheets",
                "rulebook.fewest_sheets",
                Round(path),
                j.FewestSheets,
                j.JudgesPerEntry
            );
        if (j.Trim.High + j.Trim.Low > 0 && j.Trim.FromMarks - j.Trim.High - j.Trim.Low < LeftAfter(j.Trim))
            yield return new(
                $"{path}.trim",
                "rulebook.trim_too_much",
                Round(path),
                j.Trim.High + j.Trim.Low,
                j.Trim.FromMarks
            );
        if (j.Places is < 0 or > 4)
            yield return new($"{path}.places", "rulebook.places", Round(path), j.Places);
        if (j.CommentBelow < 0 || j.CommentAbove > 100 || j.CommentBelow > j.CommentAbove)
            yield return new($"{path}.comments", "rulebook.comment_range", Round(path), j.CommentBelow, j.CommentAbove);
        if (j.CarryOver is < 0 or > 50 || (path == "preliminary" && j.CarryOver != 0))
            yield return new($"{path}.carryOver", "rulebook.carry_over", Round(path), j.CarryOver);
        if (j.DiscrepancyPoints is <= 0 or > 100)
            yield return new($"{path}.discrepancyPoints", "rulebook.discrepancy", Round(path), j.DiscrepancyPoints);
        if (WhyNotPanels(path, j) is { } panels)
            yield return panels;
        if (j.ConflictYears is < 0 or > 10 || j.MostAvoided is < 0 or > 5)
            yield return new($"{path}.conflictYears", "rulebook.conflicts", Round(path));
        if (j.DossiersPerDay is < 1 or > 500)
            yield return new($"{path}.dossiersPerDay", "rulebook.dossiers_per_day", Round(path), j.DossiersPerDay);
        if (j.Disciplines.Distinct().Count() != j.Disciplines.Count || j.Disciplines.Count > j.JudgesPerEntry)
            yield return new($"{path}.disciplines", "rulebook.disciplines", Round(path), j.JudgesPerEntry);
        if (j.Ties.Distinct().Count() != j.Ties.Count)
            yield return new($"{path}.ties", "rulebook.tie_twice", Round(path));
        var criteria = j.Sheet.Select(c => c.Code).ToHashSet();
        foreach (var t in j.Ties.Where(t => t.Kind == TieKind.Criterion && !criteria.Contains(t.Criterion ?? "")))
            yield return new($"{path}.ties", "rulebook.tie_criterion", Round(path), t.Criterion ?? "");
    }

    /// <summary>Panels, their correction and anonymity are the preliminary's; a correction takes panels.</summary>
    private static RulebookProblem? WhyNotPanels(string path, JudgingRules j) =>
        j.Panels is < 0 or > 60 || (path == "final" && (j.Panels > 0 || j.IsAnonymous))
            ? new($"{path}.panels", "rulebook.panels", Round(path))
        : (j.Normalisation != PanelNormalisation.None && j.Panels < 2) || j.NormalisationMinimum < 2
            ? new($"{path}.normalisation", "rulebook.normalisation", Round(path))
        : null;

    /// <summary>At least this many marks must be left after trimming.</summary>
    private static int LeftAfter(TrimRule trim) => trim.KeepAtLeast > 1 ? trim.KeepAtLeast : 1;

    private static IEnumerable<RulebookProblem> Cuts(Rulebook r)
    {
        foreach (var group in r.Grouping.Groups.Where(g => r.Cuts.Count(c => c.Group == g.Code) != 1))
            yield return new("cuts", "rulebook.cut_missing", group.Name.ToString());
        foreach (
            var cut in r.Cuts.Where(c =>
                c.Rule is { Number: null, Percent: null } or { Number: < 1 } or { Percent: <= 0 or > 100 }
            )
        )
            yield return new("cuts", "rulebook.cut_number", r.GroupName(cut.Group));
        foreach (var cut in r.Cuts.Where(c => r.Grouping.Groups.All(g => g.Code != c.Group)))
            yield return new("cuts", "rulebook.cut_group_unknown", cut.Group);
    }

    private static IEnumerable<RulebookProblem> Awards(Rulebook r)
    {
        if (
            r.Awards.Select(a => a.Letter).Distinct().Count() != r.Awards.Count
            || r.Awards.Select(a => a.Code).Distinct().Count() != r.Awards.Count
        )
            yield return new("awards", "rulebook.awards_alike");
        foreach (var a in r.Awards.Where(a => !LetterForm().IsMatch(a.Letter) || a.Quota < 1))
            yield return new($"awards.{a.Code}", "rulebook.award_line", a.Name.ToString());
        var finalists = r.Cuts.Sum(c => c.Rule.Number ?? 0);
        var quota = r.Awards.Where(a => a.Basis == AwardBasis.Final).Sum(a => a.Quota);
        if (r.Cuts.All(c => c.Rule.Number is not null) && quota > finalists)
            yield return new("awards", "rulebook.more_awards_than_finalists", quota, finalists);
        foreach (var a in r.Awards.Where(a => a.Group is { } code && r.Grouping.Groups.All(g => g.Code != code)))
            yield return new($"awards.{a.Code}", "rulebook.award_group_unknown", a.Name.ToString(), a.Group!);
        foreach (var problem in r.Cuts.Select(c => TooManyFor(r, c)).OfType<RulebookProblem>())
            yield return problem;
    }

    /// <summary>The awards of one group alone already need more finalists than the group sends.</summary>
    private static RulebookProblem? TooManyFor(Rulebook r, GroupCut cut)
    {
        var quota = r.Awards.Where(a => a.Basis == AwardBasis.Final && a.Group == cut.Group).Sum(a => a.Quota);
        return cut.Rule.Number is { } places && quota > places
            ? new("awards", "rulebook.more_awards_than_group", r.GroupName(cut.Group), quota, places)
            : null;
    }

    private static IEnumerable<RulebookProblem> Notices(Rulebook r)
    {
        if (r.Notices.AdvancementDays < 1 || r.Notices.ResultDays < 1)
            yield return new("notices", "rulebook.notice_days");
    }

    internal static string Round(string path) =>
        Words.Say(StageGates.NameCode(path == "final" ? Stage.Final : Stage.Preliminary));

    [GeneratedRegex("^[A-Z0-9]{2,8}$")]
    private static partial Regex SeriesForm();

    [GeneratedRegex("^[A-Z]$")]
    private static partial Regex GroupLetterForm();

    [GeneratedRegex("^[A-Z]{1,2}$")]
    private static partial Regex LetterForm();
}
