using System.Globalization;
using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Checks of a patent's dates: those that cannot be, the rulebook's window, and the term.</summary>
internal static class DateChecks
{
    // 第四次修改的专利法: designs filed from this day on last 15 years, earlier ones 10
    private static readonly DateOnly LongerDesigns = new(2021, 6, 1);

    public static IEnumerable<EntryCheck> Of(PatentFacts patent, Rulebook rulebook, DateOnly today)
    {
        yield return Possible(patent, today);
        if (patent is { FiledOn: { } filed, Number.Form: NumberForm.Application or NumberForm.OldApplication })
            yield return Year(patent, filed, patent.Number.Year!.Value);
        var rules = rulebook.Eligibility;
        if (patent.IsCore && (rules.GrantedFrom is not null || rules.GrantedUntil is not null))
            yield return Window(patent, rules);
        if (TermOf(patent) is { } years && patent.FiledOn is { } from)
            yield return Term(patent, from, years, rulebook.DecisiveOn());
    }

    private static EntryCheck Possible(PatentFacts patent, DateOnly today)
    {
        var (filed, granted) = (patent.FiledOn, patent.GrantedOn);
        var (result, field, finding) =
            IsUnread(patent.Row.FiledOn, filed) ? (CheckResult.Error, Headings.FiledOn, "check.date_unread")
            : IsUnread(patent.Row.GrantedOn, granted) ? (CheckResult.Error, Headings.GrantedOn, "check.date_unread")
            : filed > today ? (CheckResult.Error, Headings.FiledOn, "check.date_filed_future")
            : granted > today ? (CheckResult.Error, Headings.GrantedOn, "check.date_granted_future")
            : granted < filed ? (CheckResult.Error, Headings.GrantedOn, "check.date_granted_first")
            : filed is null ? (CheckResult.Warning, Headings.FiledOn, "check.date_filed_missing")
            : granted is null && SaysGranted(patent) ? (CheckResult.Warning, Headings.GrantedOn, "check.date_no_grant")
            : granted is not null && patent.Status.Kind == LegalStatusKind.Pending
                ? (CheckResult.Warning, Headings.LegalStatus, "check.date_grant_pending")
            : (CheckResult.Pass, Headings.FiledOn, "check.dates");
        return patent.Check(
            "dates",
            result,
            "R07",
            field,
            finding,
            null,
            null,
            new("check.label_filed", Plain.AsTyped(patent.Row.FiledOn)),
            new("check.label_granted", Plain.AsTyped(patent.Row.GrantedOn)),
            new("check.label_status", Plain.AsTyped(patent.Row.LegalStatus)),
            new("check.label_today", Iso(today))
        );
    }

    /// <summary>Only the number and the publication number; ZL is written before grant too.</summary>
    private static bool SaysGranted(PatentFacts patent) =>
        patent.Status.Kind == LegalStatusKind.InForce
        || patent.Publication is { Form: NumberForm.Publication, IsGrant: true }
        || patent.Number is { Form: NumberForm.Publication, IsGrant: true };

    /// <summary>A divided application keeps its parent's day and gets its own year, so a later year is for a person.</summary>
    private static EntryCheck Year(PatentFacts patent, DateOnly filed, int year) =>
        patent.Check(
            "filing_year",
            filed.Year == year ? CheckResult.Pass
                : filed.Year > year ? CheckResult.Error
                : CheckResult.Warning,
            "R07",
            Headings.FiledOn,
            filed.Year == year ? "check.filing_year"
                : filed.Year > year ? "check.filing_year_early"
                : "check.filing_year_late",
            [Number(year), Number(filed.Year)],
            null,
            new("check.label_number", Plain.AsTyped(patent.Row.Number)),
            new("check.label_filed", Iso(filed))
        );

    private static EntryCheck Window(PatentFacts patent, Eligibility rules)
    {
        var granted = patent.GrantedOn;
        var isInside = granted is { } day && !(day < rules.GrantedFrom) && !(day > rules.GrantedUntil);
        return patent.Check(
            "grant_window",
            isInside ? CheckResult.Pass : CheckResult.Error,
            "R07",
            Headings.GrantedOn,
            isInside ? "check.grant_window"
                : granted is null ? "check.grant_window_no_day"
                : "check.grant_window_outside",
            null,
            [Iso(rules.GrantedFrom), Iso(rules.GrantedUntil)],
            new Evidence("check.label_granted", Iso(granted))
        );
    }

    private static EntryCheck Term(PatentFacts patent, DateOnly filed, int years, DateOnly decisive)
    {
        var ends = filed.Year + years > DateOnly.MaxValue.Year ? DateOnly.MaxValue : filed.AddYears(years);
        return patent.Check(
            "term",
            decisive < ends ? CheckResult.Pass : CheckResult.Error,
            "R05",
            Headings.FiledOn,
            decisive < ends ? "check.term" : "check.term_over",
            [Iso(ends)],
            [Iso(decisive)],
            new("check.label_filed", Iso(filed)),
            new("check.label_term", Number(years))
        );
    }

    /// <summary>Years from filing of a Chinese right; elsewhere only the 20 years of a patent are common. Null: renewable or unknown.</summary>
    private static int? TermOf(PatentFacts patent) =>
        (patent.Kind ?? patent.Number.Kind, patent.Office is "" or "CN") switch
        {
            (PatentKind.Invention or PatentKind.PctInvention, _) => 20,
            (PatentKind.UtilityModel or PatentKind.PctUtilityModel or PatentKind.LayoutDesign, true) => 10,
            (PatentKind.Design, true) => patent.FiledOn >= LongerDesigns ? 15 : 10,
            _ => null,
        };

    private static bool IsUnread(string typed, DateOnly? read) => read is null && !SheetDate.IsNone(typed);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—";
}
