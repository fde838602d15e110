namespace Contest.Core.Registration;

/// <summary>Findings on the sheet 专利清单.</summary>
internal static class PatentFindings
{
    public static IEnumerable<Finding> Of(RegistrationWorkbook book, DateOnly today)
    {
        var projects = book.Projects.Select(p => RegistrationWorkbook.NumberKey(p.Number)).ToHashSet();
        var names = book.Entrants.ToLookup(
            e => RegistrationWorkbook.NumberKey(e.Project),
            e => OrganisationName.Key(e.Name)
        );
        var listed = book
            .Patents.Select(row =>
                (Row: row, Key: Key(row, today), Project: RegistrationWorkbook.NumberKey(row.Project))
            )
            .Where(p => p.Key is not null)
            .GroupBy(p => p.Key!)
            .ToDictionary(
                same => same.Key,
                same => same.GroupBy(p => p.Project).ToDictionary(p => p.Key, p => p.First().Row.Row)
            );
        foreach (var row in book.Patents)
        {
            var project = RegistrationWorkbook.NumberKey(row.Project);
            IEnumerable<Part> parts =
            [
                .. OfProject(row, project, projects),
                .. OfNumber(row, today),
                .. OfTexts(row, [.. names[project]]),
                .. OfDates(row),
                .. Key(row, today) is { } key ? OfOthers(row, project, listed[key]) : [],
            ];
            foreach (var part in parts)
                yield return new(
                    book.PatentSheet,
                    row.Row,
                    part.Code,
                    part.Level,
                    part.Column,
                    part.Value,
                    part.Arguments
                );
        }
    }

    /// <summary>What the number is compared by; null when it is none.</summary>
    public static string? Key(PatentRow row, DateOnly today) =>
        CheckNumber(row, today) is { Result: not CheckResult.Error } check ? check.Normalized : null;

    /// <summary>The number's check by the rule of the kind of right.</summary>
    public static Check CheckNumber(PatentRow row, DateOnly today)
    {
        if (KindWords.Patent(row.Kind) is PatentKind.LayoutDesign or PatentKind.Trademark || IsElsewhere(row))
            return NumberSays.LooseCheck(row.Number);
        if (!PublicationNumber.IsMeant(row.Number))
            return PatentNumber.Check(row.Number, today);
        var published = PublicationNumber.Check(row.Number);
        return published.Result == CheckResult.Error
            ? published
            : Check.Warn(row.Number, published.Normalized, "patent.publication_number");
    }

    /// <summary>Held at an office whose numbers are not the Chinese ones: Hong Kong, Macao, abroad.</summary>
    private static bool IsElsewhere(PatentRow row) => Offices.Code(row.Jurisdiction) is not ("" or "CN" or "WO");

    private static IEnumerable<Part> OfProject(PatentRow row, string project, HashSet<string> projects)
    {
        if (project.Length == 0)
            yield return new("project.number_missing", CheckResult.Error, Headings.Project, row.Project);
        else if (!projects.Contains(project))
            yield return new("project.unknown", CheckResult.Error, Headings.Project, row.Project, project);
    }

    private static IEnumerable<Part> OfNumber(PatentRow row, DateOnly today)
    {
        var check = CheckNumber(row, today);
        if (check.Code is { } code)
            yield return new(code, check.Result, Headings.PatentNumber, row.Number, check.Arguments);
        var declared = KindWords.Patent(row.Kind);
        if (declared is null)
            yield return new(
                "patent.kind_unknown",
                CheckResult.Error,
                Headings.PatentKind,
                row.Kind,
                Plain.Tidy(row.Kind)
            );
        else if (
            declared is not (PatentKind.LayoutDesign or PatentKind.Trademark)
            && !IsElsewhere(row)
            && PatentNumber.Find(row.Number, today) is { } number
            && number.Kind != declared
        )
            yield return new(
                "patent.kind_mismatch",
                CheckResult.Warning,
                Headings.PatentKind,
                row.Kind,
                KindWords.Say(declared.Value),
                KindWords.Say(number.Kind)
            );
    }

    private static IEnumerable<Part> OfTexts(PatentRow row, IReadOnlyList<string> entrants)
    {
        if (Plain.Tidy(row.Title).Length == 0)
            yield return new("patent.title_missing", CheckResult.Error, Headings.PatentTitle, row.Title);
        if (Plain.Tidy(row.Owners).Length == 0)
            yield return new("patent.owner_missing", CheckResult.Error, Headings.Owners, row.Owners);
        else if (
            entrants.Count > 0
            && !entrants.Contains(OrganisationName.Key(row.Owners))
            && !OrganisationName.Several(row.Owners).Any(owner => entrants.Contains(OrganisationName.Key(owner)))
        )
            yield return new(
                "patent.owner_mismatch",
                CheckResult.Warning,
                Headings.Owners,
                row.Owners,
                Plain.AsTyped(row.Owners)
            );
    }

    private static IEnumerable<Part> OfDates(PatentRow row)
    {
        foreach (var (text, column) in new[] { (row.FiledOn, Headings.FiledOn), (row.GrantedOn, Headings.GrantedOn) })
            if (!SheetDate.IsNone(text) && SheetDate.Read(text) is null)
                yield return new("patent.date", CheckResult.Error, column, text, Plain.Tidy(text));
        if (SheetDate.Read(row.FiledOn) is { } filed && SheetDate.Read(row.GrantedOn) is { } granted && granted < filed)
            yield return new(
                "patent.granted_before_filed",
                CheckResult.Error,
                Headings.GrantedOn,
                row.GrantedOn,
                Iso(granted),
                Iso(filed)
            );
    }

    private static IEnumerable<Part> OfOthers(PatentRow row, string project, Dictionary<string, int> firstRows)
    {
        var elsewhere = firstRows.Keys.Where(other => other != project).ToList();
        if (elsewhere.Count > 0)
            yield return new(
                "patent.in_two_projects",
                CheckResult.Warning,
                Headings.PatentNumber,
                row.Number,
                string.Join("、", elsewhere)
            );
        if (firstRows[project] < row.Row)
            yield return new(
                "patent.twice_in_project",
                CheckResult.Error,
                Headings.PatentNumber,
                row.Number,
                firstRows[project]
            );
    }

    private static string Iso(DateOnly date) => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Part(string Code, CheckResult Level, string Column, string Value, params object[] Arguments);
}
