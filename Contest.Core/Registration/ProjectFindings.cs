namespace Contest.Core.Registration;

/// <summary>Findings on the sheet 项目.</summary>
internal static class ProjectFindings
{
    private const int MostLetters = 100;

    public static IEnumerable<Finding> Of(RegistrationWorkbook book)
    {
        var entrants = book.Entrants.ToLookup(e => RegistrationWorkbook.NumberKey(e.Project));
        var patents = book.Patents.ToLookup(p => RegistrationWorkbook.NumberKey(p.Project));
        Dictionary<string, int> seen = [];
        foreach (var row in book.Projects)
        {
            var key = RegistrationWorkbook.NumberKey(row.Number);
            foreach (var finding in OfFields(book.ProjectSheet, row))
                yield return finding;
            if (key.Length == 0)
                yield return At(book, row, "project.number_missing", Headings.Number, row.Number);
            else if (!seen.TryAdd(key, row.Row))
                yield return At(book, row, "project.number_twice", Headings.Number, row.Number, row.Number, seen[key]);
            else
                foreach (var finding in OfWhole(book, row, [.. entrants[key]], [.. patents[key]]))
                    yield return finding;
        }
    }

    private static IEnumerable<Finding> OfFields(string sheet, ProjectRow row)
    {
        Finding Error(string code, string column, string value, params object[] arguments) =>
            new(sheet, row.Row, code, CheckResult.Error, column, value, arguments);

        var title = Plain.Tidy(row.Title);
        if (title.Length == 0)
            yield return Error("project.title_missing", Headings.Title, row.Title);
        else if (title.EnumerateRunes().Count() > MostLetters)
            yield return Error("project.title_too_long", Headings.Title, row.Title, MostLetters);
        if (Plain.Tidy(row.Industry).Length == 0)
            yield return Error("project.industry_missing", Headings.Industry, row.Industry);
        if (Plain.Tidy(row.Summary).Length == 0)
            yield return Error("project.summary_missing", Headings.Summary, row.Summary);
        if (KindWords.Market(row.Market) is null)
            yield return Error("project.market_unknown", Headings.Market, row.Market, Plain.Tidy(row.Market));
        if (!SheetDate.IsNone(row.FirstMarketOn) && SheetDate.Read(row.FirstMarketOn) is null)
            yield return Error(
                "project.date",
                Headings.FirstMarketOn,
                row.FirstMarketOn,
                Plain.Tidy(row.FirstMarketOn)
            );
        if (Plain.Tidy(row.ContactName).Length == 0)
            yield return Error("contact.name_missing", Headings.ContactName, row.ContactName);
        foreach (
            var (check, column) in new[]
            {
                (PhoneNumber.Check(row.ContactPhone), Headings.Phone),
                (EmailAddress.Check(row.ContactEmail), Headings.Email),
            }
        )
            if (check.Code is { } code)
                yield return Error(code, column, check.Value, check.Arguments);
    }

    private static IEnumerable<Finding> OfWhole(
        RegistrationWorkbook book,
        ProjectRow row,
        IReadOnlyList<EntrantRow> entrants,
        IReadOnlyList<PatentRow> patents
    )
    {
        var leads = entrants.Count(e => KindWords.IsLead(e.Part));
        var cores = patents.Count(p => KindWords.IsYes(p.Core));
        if (Is(book, Headings.EntrantName) && entrants.Count == 0)
            yield return At(book, row, "project.entrants_missing", Headings.Number, row.Number);
        else if (leads == 0 && Is(book, Headings.Part))
            yield return At(book, row, "project.lead_missing", Headings.Number, row.Number) with
            {
                Level = CheckResult.Warning,
            };
        else if (leads > 1)
            yield return At(book, row, "project.lead_twice", Headings.Number, row.Number, leads);
        if (Is(book, Headings.PatentNumber) && patents.Count == 0)
            yield return At(book, row, "project.patents_missing", Headings.Number, row.Number);
        else if (cores == 0 && Is(book, Headings.Core))
            yield return At(book, row, "project.core_patent_missing", Headings.Number, row.Number);
        else if (cores > 1)
            yield return At(book, row, "project.core_patent_twice", Headings.Number, row.Number, cores);
    }

    /// <summary>False when the sheet or the column is missing: that is said once, not on every row.</summary>
    private static bool Is(RegistrationWorkbook book, string column)
    {
        var sheet = column is Headings.PatentNumber or Headings.Core ? Headings.Patents.Name : Headings.Entrants.Name;
        return !book.Problems.Any(p =>
            (p.Code == "workbook.sheet_missing" && p.Sheet == sheet)
            || (p.Code == "workbook.heading_missing" && (p.Column == column || p.Column == Headings.Project))
        );
    }

    private static Finding At(
        RegistrationWorkbook book,
        ProjectRow row,
        string code,
        string column,
        string value,
        params object[] arguments
    ) => new(book.ProjectSheet, row.Row, code, CheckResult.Error, column, value, arguments);
}
