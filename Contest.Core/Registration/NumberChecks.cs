using System.Text.RegularExpressions;
using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Checks of a patent's numbers, kind, office and class.</summary>
internal static partial class NumberChecks
{
    public static IEnumerable<EntryCheck> Of(PatentFacts patent, Eligibility rules)
    {
        yield return Number(patent);
        if (patent.Publication is { } publication)
            yield return Publication(patent, publication);
        yield return Kind(patent);
        if (rules.Kinds.Count > 0)
            yield return AcceptedKind(patent, rules.Kinds);
        if (rules.Jurisdictions.Count > 0)
            yield return AcceptedOffice(patent, rules.Jurisdictions);
        if (Plain.Compact(patent.Row.Ipc).Length > 0)
            yield return Ipc(patent);
    }

    private static EntryCheck Number(PatentFacts patent)
    {
        var check = patent.Number.Check;
        var isPublication = patent.Number.Form is NumberForm.Publication or NumberForm.PctPublication;
        var result = isPublication && check.Result == CheckResult.Pass ? CheckResult.Warning : check.Result;
        return patent.Check(
            "number",
            result,
            "R04",
            Headings.PatentNumber,
            isPublication ? "patent.publication_number" : check.Code ?? "check.number",
            isPublication || check.Code is not null ? check.Arguments : [patent.Number.Message],
            null,
            new("check.label_typed", Plain.AsTyped(patent.Row.Number)),
            new("check.label_compared", check.Normalized)
        );
    }

    private static EntryCheck Publication(PatentFacts patent, NumberSays says)
    {
        var isOne = says.Form is NumberForm.Publication or NumberForm.PctPublication;
        var isElsewhere = patent.Office is not ("" or "CN" or "WO");
        var result = isOne || isElsewhere ? says.Check.Result : CheckResult.Warning;
        return patent.Check(
            "publication",
            result,
            "R04",
            Headings.PublicationNumber,
            !isOne && !isElsewhere ? "check.publication_other" : says.Check.Code ?? "check.publication",
            says.Check.Arguments,
            null,
            new("check.label_typed", Plain.AsTyped(patent.Row.PublicationNumber)),
            new("check.label_number", Plain.AsTyped(patent.Row.Number))
        );
    }

    /// <summary>The declared kind against what the number and the publication number say.</summary>
    private static EntryCheck Kind(PatentFacts patent)
    {
        var number = patent.Number.Kind;
        var published = patent.Publication?.Kind;
        var differs =
            Differs(patent.Kind, number) || Differs(Right(patent.Kind), published) || Differs(Right(number), published);
        return patent.Check(
            "kind",
            patent.Kind is null || differs ? CheckResult.Warning : CheckResult.Pass,
            "R04",
            Headings.PatentKind,
            patent.Kind is null ? "check.kind_missing"
                : differs ? "check.kind_differs"
                : number is null && published is null ? "check.kind_unsaid"
                : "check.kind",
            null,
            null,
            new("check.label_kind", patent.Kind is { } kind ? KindWords.Say(kind) : Plain.AsTyped(patent.Row.Kind)),
            new("check.label_number_says", Say(number)),
            new("check.label_publication_says", Say(published))
        );
    }

    private static bool Differs(PatentKind? one, PatentKind? other) => one is { } a && other is { } b && a != b;

    /// <summary>A PCT invention entering China is published as an invention.</summary>
    private static PatentKind? Right(PatentKind? kind) =>
        kind switch
        {
            PatentKind.PctInvention => PatentKind.Invention,
            PatentKind.PctUtilityModel => PatentKind.UtilityModel,
            _ => kind,
        };

    private static string Say(PatentKind? kind) => kind is { } known ? KindWords.Say(known) : "—";

    private static EntryCheck AcceptedKind(PatentFacts patent, IReadOnlyList<string> kinds)
    {
        var accepted = kinds
            .Select(name => Enum.TryParse<PatentKind>(name, ignoreCase: true, out var kind) ? kind : (PatentKind?)null)
            .OfType<PatentKind>()
            .ToList();
        var isAccepted =
            (patent.Kind ?? patent.Number.Kind) is { } own && accepted.Exists(a => a == own || a == Right(own));
        return patent.Check(
            "accepted_kind",
            Accepted(isAccepted, patent),
            "R02",
            Headings.PatentKind,
            isAccepted ? "check.accepted" : "check.accepted_kind_not",
            null,
            [string.Join("、", accepted.Select(KindWords.Say))],
            new Evidence("check.label_kind", Plain.AsTyped(patent.Row.Kind))
        );
    }

    private static EntryCheck AcceptedOffice(PatentFacts patent, IReadOnlyList<string> offices)
    {
        var isAccepted = offices.Contains(patent.Office);
        return patent.Check(
            "accepted_office",
            patent.Office.Length == 0 ? CheckResult.Warning : Accepted(isAccepted, patent),
            "R02",
            Headings.Jurisdiction,
            isAccepted ? "check.accepted" : "check.accepted_office_not",
            null,
            [string.Join("、", offices)],
            new Evidence("check.label_office", patent.Office)
        );
    }

    /// <summary>Only the core patent must meet the conditions; another one that does not is for a person to weigh.</summary>
    private static CheckResult Accepted(bool isAccepted, PatentFacts patent) =>
        isAccepted ? CheckResult.Pass
        : patent.IsCore ? CheckResult.Error
        : CheckResult.Warning;

    private static EntryCheck Ipc(PatentFacts patent)
    {
        var isClass = IpcForm().IsMatch(Plain.Compact(patent.Row.Ipc));
        return patent.Check(
            "ipc",
            isClass ? CheckResult.Pass : CheckResult.Warning,
            "R10",
            Headings.Ipc,
            isClass ? "check.ipc" : "check.ipc_form",
            null,
            null,
            new Evidence("check.label_typed", Plain.AsTyped(patent.Row.Ipc))
        );
    }

    [GeneratedRegex(
        @"^[A-H][0-9]{2}[A-Z]([0-9]{1,4}/[0-9]{2,6})?(\([0-9]{4}\.[0-9]{2}\)[IA]?)?$|^[0-3][0-9]-[0-9]{2}$"
    )]
    private static partial Regex IpcForm();
}
