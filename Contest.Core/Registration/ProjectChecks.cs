using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Checks of the project as a whole: how many patents, which core, industry, region of the lead, declaration.</summary>
internal static class ProjectChecks
{
    public static IEnumerable<EntryCheck> Of(
        RegistrationForm form,
        Rulebook rulebook,
        EntryFacts facts,
        IReadOnlyList<PatentFacts> patents
    )
    {
        var rules = rulebook.Eligibility;
        yield return Count(patents.Count, rules);
        yield return Core(patents, rules);
        if (rules.NeedsPublishedPatent)
            yield return Published(patents);
        if (rulebook.Industries.Count > 0)
            yield return Industry(form.Project.Industry, rulebook.Industries);
        if (rules.Regions.Count > 0)
            yield return Region(form.Entrants.Count > 0 ? form.Entrants[0].Region : "", rules.Regions);
        if (facts.Unit is { } unit)
            yield return Quota(unit);
        if (rules.NeedsDeclaration)
            yield return Declaration(facts, rules.DeclarationVersion);
    }

    private static EntryCheck Count(int count, Eligibility rules) =>
        Check(
            "patent_count",
            count >= rules.FewestPatents && count <= rules.MostPatents,
            "R10",
            Headings.PatentsSheet,
            "check.patent_count",
            [count],
            [rules.FewestPatents, rules.MostPatents],
            []
        );

    private static EntryCheck Core(IReadOnlyList<PatentFacts> patents, Eligibility rules)
    {
        var cores = patents.Where(p => p.IsCore).ToList();
        return Check(
            "core",
            cores.Count == rules.CorePatents,
            "R10",
            Headings.Core,
            "check.core",
            [cores.Count],
            [rules.CorePatents],
            [.. cores.Select(core => new Evidence("check.label_core", Plain.Tidy(core.Row.Number)))]
        );
    }

    private static EntryCheck Published(IReadOnlyList<PatentFacts> patents)
    {
        var published = patents.Where(p => p.IsPublished && p.Status.Kind != LegalStatusKind.Ended).ToList();
        return Check(
            "published",
            published.Count > 0,
            "R05",
            Headings.PatentsSheet,
            published.Count > 0 ? "check.published" : "check.published_none",
            [published.Count],
            [],
            [.. published.Take(3).Select(p => new Evidence("check.label_number", Plain.Tidy(p.Row.Number)))]
        );
    }

    private static EntryCheck Industry(string typed, IReadOnlyList<string> industries)
    {
        var isKnown = industries.Any(known => Plain.Key(known) == Plain.Key(typed));
        return Check(
            "industry",
            isKnown,
            "R03",
            Headings.Industry,
            isKnown ? "check.industry" : "check.industry_outside",
            [],
            [industries.Count],
            [new("check.label_typed", Plain.AsTyped(typed))]
        );
    }

    /// <summary>广州市天河区 is in 广州市; a shorter name than the rule's is left to a person.</summary>
    private static EntryCheck Region(string typed, IReadOnlyList<string> regions)
    {
        var key = Plain.Key(typed);
        var isInside = regions.Any(region => key.Contains(Plain.Key(region), StringComparison.Ordinal));
        return Check(
            "region",
            isInside,
            "R02",
            Headings.Region,
            isInside ? "check.region" : "check.region_outside",
            [],
            [string.Join("、", regions)],
            [new("check.label_region", Plain.AsTyped(typed))]
        );
    }

    /// <summary>Over its quota a unit chooses for itself; the entry is not rejected for it.</summary>
    private static EntryCheck Quota(UnitLoad unit)
    {
        var all = unit.HandedIn + 1;
        return Check(
            "quota",
            true,
            "R08",
            Headings.Recommender,
            all <= unit.Quota ? "check.quota" : "check.quota_over",
            [unit.Name, all, unit.Quota],
            [unit.Quota],
            [new("check.label_recommender", unit.Name)]
        ) with
        {
            Result = all <= unit.Quota ? CheckResult.Pass : CheckResult.Warning,
        };
    }

    private static EntryCheck Declaration(EntryFacts facts, string needed)
    {
        var accepted = facts.DeclarationVersion;
        var check = Check(
            "declaration",
            accepted == needed,
            "R11",
            "",
            accepted == needed ? "check.declaration"
                : accepted is not null ? "check.declaration_old"
                : facts.IsImported ? "check.declaration_on_paper"
                : "check.declaration_missing",
            [accepted ?? ""],
            [needed],
            [new("check.label_declaration", accepted ?? "")]
        );
        return accepted is null && facts.IsImported ? check with { Result = CheckResult.Warning } : check;
    }

    private static EntryCheck Check(
        string code,
        bool isMet,
        string reason,
        string field,
        string finding,
        IReadOnlyList<object> arguments,
        IReadOnlyList<object> rule,
        IReadOnlyList<Evidence> evidence
    ) =>
        new(
            code,
            isMet ? CheckResult.Pass : CheckResult.Error,
            reason,
            CheckSubject.Project,
            0,
            field,
            finding,
            arguments,
            rule,
            evidence
        );
}
