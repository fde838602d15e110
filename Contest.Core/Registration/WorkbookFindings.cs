using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>What is wrong or odd in a workbook, and how much it brings.</summary>
/// <param name="Projects">Rows of 项目.</param>
/// <param name="Entrants">Distinct identifiers.</param>
/// <param name="Patents">Rows of 专利清单.</param>
/// <param name="Findings">By sheet, row and code.</param>
public sealed record WorkbookFindings(int Projects, int Entrants, int Patents, IReadOnlyList<Finding> Findings)
{
    /// <summary>Findings that keep the workbook out.</summary>
    public int Errors => Findings.Count(f => f.Level == CheckResult.Error);

    /// <summary>Findings a person must accept.</summary>
    public int Warnings => Findings.Count(f => f.Level == CheckResult.Warning);

    /// <summary>Every finding of the workbook. Whatever is in it, this answers.</summary>
    /// <param name="workbook">The workbook as typed.</param>
    /// <param name="today">For years that cannot be yet.</param>
    public static WorkbookFindings Of(RegistrationWorkbook workbook, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(workbook);
        // a column that is not there is said once, not again for every row
        var missing = workbook
            .Problems.Where(p => p.Code == "workbook.heading_missing")
            .Select(p => (p.Sheet, p.Column))
            .ToHashSet();
        IEnumerable<Finding> rows =
        [
            .. ProjectFindings.Of(workbook),
            .. EntrantFindings.Of(workbook),
            .. PatentFindings.Of(workbook, today),
        ];
        var all = workbook.Problems.Concat(rows.Where(f => !missing.Contains((f.Sheet, f.Column))));
        return new(
            workbook.Projects.Count,
            workbook.Entrants.Select(Identity).Where(key => key.Length > 0).Distinct().Count(),
            workbook.Patents.Count,
            [
                .. all.OrderBy(f => f.Sheet, StringComparer.Ordinal)
                    .ThenBy(f => f.Row)
                    .ThenBy(f => f.Code, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>A file that is no workbook.</summary>
    public static WorkbookFindings Unreadable(string code, params object[] arguments) =>
        new(0, 0, 0, [new("", 0, code, CheckResult.Error, "", "", arguments)]);

    internal static string Identity(EntrantRow row)
    {
        var kind = KindWords.Identifier(row.IdentifierKind) ?? IdentifierKind.Other;
        var check = EntrantIdentity.Check(kind, row.Identifier);
        return check.Normalized.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{kind}:{check.Normalized}")
            : Plain.Key(row.Name);
    }
}
