using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Checks of one entrant: its identifier, what it is, and how often it takes part.</summary>
internal static class EntrantChecks
{
    public static IEnumerable<EntryCheck> Of(EntrantRow row, int place, Eligibility rules, EntryFacts facts)
    {
        EntryCheck About(
            string code,
            CheckResult result,
            string reason,
            string field,
            string finding,
            IReadOnlyList<object> arguments,
            IReadOnlyList<object> rule,
            params Evidence[] evidence
        ) => new(code, result, reason, CheckSubject.Entrant, place, field, finding, arguments, rule, evidence);

        var identifierKind = KindWords.Identifier(row.IdentifierKind) ?? IdentifierKind.Other;
        var identity = EntrantIdentity.Check(identifierKind, row.Identifier);
        Evidence name = new("check.label_entrant", Plain.AsTyped(row.Name));
        Evidence typed = new("check.label_identifier", Plain.AsTyped(row.Identifier));
        yield return About(
            "identity",
            identity.Result,
            "R01",
            Headings.Identifier,
            identity.Code ?? "check.identity",
            identity.Arguments,
            [KindWords.Say(identifierKind)],
            name,
            typed
        );
        if (identity.Result != CheckResult.Error && KindWords.Entrant(row.Kind) is { } kind)
        {
            var fits = EntrantIdentity.Fits(kind, identifierKind, identity.Normalized);
            yield return About(
                "entrant_kind",
                fits ? CheckResult.Pass : CheckResult.Warning,
                "R01",
                Headings.EntrantKind,
                fits ? "check.entrant_kind" : "check.entrant_kind_differs",
                [],
                [],
                name,
                new("check.label_kind", KindWords.Say(kind)),
                typed
            );
        }
        var others = facts.Others.FirstOrDefault(o =>
            o.Kind == identifierKind && o.Identifier == identity.Normalized && o.Identifier.Length > 0
        );
        var (leads, joins) = (others?.AsLead ?? 0, others?.AsPartner ?? 0);
        if (place == 1)
            yield return About(
                "entries",
                leads + 1 <= rules.MostEntries ? CheckResult.Pass : CheckResult.Error,
                "R08",
                Headings.EntrantName,
                "check.entries",
                [leads + 1],
                [rules.MostEntries],
                name
            );
        else if (rules.MostJointEntries is { } most)
            yield return About(
                "joint_entries",
                joins + 1 <= most ? CheckResult.Pass : CheckResult.Error,
                "R08",
                Headings.EntrantName,
                "check.joint_entries",
                [joins + 1],
                [most],
                name
            );
    }
}
