using System.Globalization;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A cell of a workbook that calculates: a text, a number, or a formula with the value we know it has.</summary>
/// <param name="Text">A text; written so that no spreadsheet takes it for a formula.</param>
/// <param name="Number">A number, or what the formula gives.</param>
/// <param name="Formula">A formula without its equals sign.</param>
public sealed record WorkCell(string? Text, decimal? Number, string? Formula)
{
    public static WorkCell Of(string text) => new(text, null, null);

    public static WorkCell Of(decimal number) => new(null, number, null);

    public static WorkCell Calculated(string formula, decimal? value = null) => new(null, value, formula);
}

/// <summary>One sheet of such a workbook; the first row is its heading.</summary>
public sealed record WorkSheet(string Name, IReadOnlyList<IReadOnlyList<WorkCell>> Rows)
{
    private const int LongestName = 31;

    /// <summary>A name a spreadsheet takes: no []:*?/\ and no apostrophe, 31 characters, and none of these before.</summary>
    public static string NameFrom(string wanted, IReadOnlyCollection<string> taken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(taken);
        var plain = string.Concat(wanted.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal))).Trim();
        plain = plain.Length > LongestName - 3 ? plain[..(LongestName - 3)] : plain;
        var name = plain.Length == 0 ? "1" : plain;
        for (var nth = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase); nth++)
            name = string.Create(CultureInfo.InvariantCulture, $"{plain} {nth}");
        return name;
    }
}

/// <summary>Writes workbooks with formulas; spreadsheets calculate them anew when they open the file.</summary>
public static class FormulaWorkbook
{
    public static byte[] Write(IReadOnlyList<WorkSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using MemoryStream file = new();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            DocumentFormat.OpenXml.Spreadsheet.Sheets tabs = new();
            foreach (var sheet in sheets)
                Add(book, tabs, sheet);
            book.Workbook = new(tabs, new CalculationProperties { FullCalculationOnLoad = true });
        }
        return file.ToArray();
    }

    private static void Add(WorkbookPart book, DocumentFormat.OpenXml.Spreadsheet.Sheets tabs, WorkSheet sheet)
    {
        var part = book.AddNewPart<WorksheetPart>();
        SheetData data = new();
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            Row line = new() { RowIndex = (uint)row + 1 };
            for (var column = 0; column < sheet.Rows[row].Count; column++)
                line.Append(CellOf(sheet.Rows[row][column], WorkbookWriter.Place(row + 1, column)));
            data.Append(line);
        }
        part.Worksheet = new(data);
        tabs.Append(
            new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)tabs.ChildElements.Count + 1,
                Name = sheet.Name,
            }
        );
    }

    private static Cell CellOf(WorkCell cell, string place)
    {
        if (cell.Text is { } text)
            return new()
            {
                CellReference = place,
                DataType = CellValues.InlineString,
                InlineString = new(
                    new Text(WorkbookWriter.Legal(CellText.Write(text))) { Space = SpaceProcessingModeValues.Preserve }
                ),
            };
        Cell calculated = new() { CellReference = place };
        if (cell.Formula is { } formula)
            calculated.CellFormula = new(formula);
        if (cell.Number is { } number)
            calculated.CellValue = new(number.ToString(CultureInfo.InvariantCulture));
        return calculated;
    }
}
