namespace Contest.Core.Competitions;

/// <summary>Checks who may take part with what, and how formal review corrects it.</summary>
internal static class RulebookConditions
{
    public static IEnumerable<RulebookProblem> Problems(Rulebook r)
    {
        var e = r.Eligibility;
        if (r.Hosts.Count == 0)
            yield return new("hosts", "rulebook.hosts_missing");
        if (e.MostEntries < 1 || e.MostJointEntries < 0)
            yield return new("eligibility.mostEntries", "rulebook.most_entries");
        if (e.CorePatents < 0 || e.CorePatents > e.MostPatents)
            yield return new("eligibility.corePatents", "rulebook.core_patents", e.CorePatents, e.MostPatents);
        if (e.GrantedFrom > e.GrantedUntil)
            yield return new("eligibility.grantedFrom", "rulebook.grant_dates", e.GrantedFrom, e.GrantedUntil);
        if (!Enum.IsDefined(e.DecisiveDay) || e.StatusDays is < 1 or > 366)
            yield return new("eligibility.statusDays", "rulebook.status_days");
        if (e.NeedsDeclaration && string.IsNullOrWhiteSpace(e.DeclarationVersion))
            yield return new("eligibility.declarationVersion", "rulebook.declaration_version");
        if (r.Review.CorrectionRounds < 0 || (r.Review.CorrectionRounds > 0 && r.Review.CorrectionDays < 1))
            yield return new("review", "rulebook.correction");
        if (r.Review.SpotCheckPercent is < 0 or > 100)
            yield return new("review.spotCheckPercent", "rulebook.spot_check");
    }
}

/// <summary>Checks that the draw can be carried out and checked by anyone (DOMAIN.md 1.10).</summary>
internal static class RulebookDraw
{
    private static readonly string[] Known = ["organizer", "supervisor", "entrants"];

    public static IEnumerable<RulebookProblem> Problems(DrawRules d)
    {
        if (d.Parties.Count == 0 || d.Parties.Distinct().Count() != d.Parties.Count || d.Parties.Except(Known).Any())
            yield return new(At("parties"), "rulebook.draw_parties");
        foreach (var source in d.Sources.Where(s => s.Count < 1 || !IsWhole(s.Outcomes)))
            yield return new(At("sources"), "rulebook.draw_source", source.Name.ToString());
    }

    /// <summary>A path is no code: the test of texts would look for a sentence of this name in draw.resx.</summary>
    private static string At(string member) => $"draw.{member}";

    private static bool IsWhole(string digits) =>
        digits.Length > 0 && digits.All(char.IsAsciiDigit) && digits.TrimStart('0').Length > 0;
}
