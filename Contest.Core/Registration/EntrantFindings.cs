using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>Findings on the sheet 参赛主体.</summary>
internal static class EntrantFindings
{
    private const int MostLetters = 100;

    public static IEnumerable<Finding> Of(RegistrationWorkbook book)
    {
        var projects = book.Projects.Select(p => RegistrationWorkbook.NumberKey(p.Number)).ToHashSet();
        Dictionary<string, EntrantRow> known = [];
        Dictionary<(string, string), int> parts = [];
        foreach (var row in book.Entrants)
        {
            Finding At(string code, CheckResult level, string column, string value, params object[] arguments) =>
                new(book.EntrantSheet, row.Row, code, level, column, value, arguments);

            foreach (var (code, level, column, value, arguments) in OfFields(row))
                yield return At(code, level, column, value, arguments);
            var project = RegistrationWorkbook.NumberKey(row.Project);
            if (project.Length == 0)
                yield return At("project.number_missing", CheckResult.Error, Headings.Project, row.Project);
            else if (!projects.Contains(project))
                yield return At("project.unknown", CheckResult.Error, Headings.Project, row.Project, project);

            var identity = WorkbookFindings.Identity(row);
            if (identity.Length == 0)
                continue;
            if (!parts.TryAdd((project, identity), row.Row))
                yield return At(
                    "entrant.twice_in_project",
                    CheckResult.Error,
                    Headings.Identifier,
                    row.Identifier,
                    parts[(project, identity)]
                );
            if (known.TryAdd(identity, row))
                continue;
            if (OrganisationName.Key(known[identity].Name) != OrganisationName.Key(row.Name))
                yield return At(
                    "entrant.name_differs",
                    CheckResult.Warning,
                    Headings.EntrantName,
                    row.Name,
                    known[identity].Row
                );
        }
    }

    private static IEnumerable<(string, CheckResult, string, string, object[])> OfFields(EntrantRow row)
    {
        var name = Plain.Tidy(row.Name);
        if (name.Length == 0)
            yield return ("entrant.name_missing", CheckResult.Error, Headings.EntrantName, row.Name, []);
        else if (name.EnumerateRunes().Count() > MostLetters)
            yield return ("entrant.name_too_long", CheckResult.Error, Headings.EntrantName, row.Name, [MostLetters]);
        if (!SheetDate.IsNone(row.Revenue) && Revenue(row.Revenue) is null)
            yield return (
                "entrant.revenue",
                CheckResult.Error,
                Headings.Revenue,
                row.Revenue,
                [Plain.Tidy(row.Revenue)]
            );

        var kind = KindWords.Entrant(row.Kind);
        if (kind is null)
            yield return (
                "entrant.kind_unknown",
                CheckResult.Error,
                Headings.EntrantKind,
                row.Kind,
                [Plain.Tidy(row.Kind)]
            );
        if (KindWords.Identifier(row.IdentifierKind) is not { } identifierKind)
        {
            yield return (
                "entrant.identifier_kind_unknown",
                CheckResult.Error,
                Headings.IdentifierKind,
                row.IdentifierKind,
                [Plain.Tidy(row.IdentifierKind)]
            );
            yield break;
        }
        var check = EntrantIdentity.Check(identifierKind, row.Identifier);
        if (check.Code is { } code)
            yield return (code, check.Result, Headings.Identifier, row.Identifier, check.Arguments);
        if (
            check.Result != CheckResult.Error
            && kind is { } known
            && !EntrantIdentity.Fits(known, identifierKind, check.Normalized)
        )
            yield return (
                "entrant.type_mismatch",
                CheckResult.Warning,
                Headings.EntrantKind,
                row.Kind,
                [KindWords.Say(known), check.Normalized]
            );
    }

    /// <summary>An amount in 万元 to two decimals, half up; commas and a 万元 behind it are allowed. Null when it is none.</summary>
    public static decimal? Revenue(string typed)
    {
        var text = Plain
            .Compact(typed)
            .Replace(",", "", StringComparison.Ordinal)
            .Replace("，", "", StringComparison.Ordinal);
        text =
            text.EndsWith("万元", StringComparison.Ordinal) || text.EndsWith("萬元", StringComparison.Ordinal)
                ? text[..^2]
                : text;
        return
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and < 1_000_000_000_000m
            ? decimal.Round(amount, 2, MidpointRounding.AwayFromZero)
            : null;
    }
}
