using System.Globalization;
using Contest.Core.Registration;

namespace Contest.Infrastructure.Registration;

/// <summary>A checked file given back: its own rows, each finding as a comment on its cell, and a sheet of all findings.</summary>
public static class WorkbookNotes
{
    /// <summary>The file's bytes, sentences in the language of the current thread.</summary>
    /// <param name="sheets">The file's own.</param>
    /// <param name="workbook">What was read from them.</param>
    /// <param name="found">What was found.</param>
    /// <param name="headings">Of the sheet of findings: its name, then sheet, row, column, level, what, code.</param>
    public static byte[] Write(
        IReadOnlyList<Sheet> sheets,
        RegistrationWorkbook workbook,
        WorkbookFindings found,
        IReadOnlyList<string> headings
    )
    {
        ArgumentNullException.ThrowIfNull(sheets);
        ArgumentNullException.ThrowIfNull(found);
        var comments = found
            .Findings.Where(f => f.Row > 0)
            .ToLookup(f => f.Sheet, f => new CellComment(f.Row, workbook.ColumnOf(f) ?? 0, $"{f.Message} [{f.Code}]"));
        var name = headings[0];
        for (var n = 2; sheets.Any(s => s.Name == name); n++)
            name = string.Create(CultureInfo.InvariantCulture, $"{headings[0]}{n}");
        return WorkbookWriter.Write([.. sheets, new(name, Rows(found, headings))], comments);
    }

    private static List<SheetRow> Rows(WorkbookFindings found, IReadOnlyList<string> headings) =>
        [
            new(1, [.. headings.Skip(1)]),
            .. found.Findings.Select(
                (f, at) =>
                    new SheetRow(
                        at + 2,
                        [
                            f.Sheet,
                            f.Row > 0 ? f.Row.ToString(CultureInfo.InvariantCulture) : "",
                            f.Column,
                            f.Level.ToString(),
                            f.Message,
                            f.Code,
                        ]
                    )
            ),
        ];
}
