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
/// <param name="Places">Decimal places a number is shown with, 0 to 6; null as the spreadsheet likes.</param>
public sealed record WorkCell(string? Text, decimal? Number, string? Formula, int? Places = null)
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
    // parts with a width are written as text: the library's own types for them are floating-point numbers
    private const string Space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const uint OwnFormats = 164; // the smaller numbers are the spreadsheets' own
    private const int MostPlaces = 6;
    private const int NarrowestColumn = 9;
    private const int WidestColumn = 48;

    public static byte[] Write(IReadOnlyList<WorkSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using MemoryStream file = new();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Looks();
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
                line.Append(CellOf(sheet.Rows[row][column], WorkbookWriter.Place(row + 1, column), row == 0));
            data.Append(line);
        }
        part.Worksheet = new(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            HeadingStays(),
            Widths(sheet),
            data,
            new PageSetup
            {
                Orientation = OrientationValues.Landscape,
                FitToWidth = 1,
                FitToHeight = 0,
            }
        );
        tabs.Append(
            new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)tabs.ChildElements.Count + 1,
                Name = sheet.Name,
            }
        );
    }

    /// <summary>0: as it comes. 1: a heading, bold and broken into lines. From 2: numbers with 0 to 6 decimal places.</summary>
    private static Stylesheet Looks()
    {
        CellFormats formats = new(
            new CellFormat(),
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top })
            {
                FontId = 1,
                ApplyFont = true,
                ApplyAlignment = true,
            }
        );
        NumberingFormats numbers = new();
        for (var places = 0; places <= MostPlaces; places++)
        {
            var id = OwnFormats + (uint)places;
            numbers.Append(
                new NumberingFormat
                {
                    NumberFormatId = id,
                    FormatCode = places == 0 ? "0" : $"0.{new string('0', places)}",
                }
            );
            formats.Append(new CellFormat { NumberFormatId = id, ApplyNumberFormat = true });
        }
        return new(
            numbers,
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            ),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            formats
        );
    }

    private static SheetViews HeadingStays() =>
        new(
            $"""<x:sheetViews xmlns:x="{Space}"><x:sheetView workbookViewId="0"><x:pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></x:sheetView></x:sheetViews>"""
        );

    /// <summary>Wide enough for what is written in them; a heading may take two lines. Widths in whole letters.</summary>
    private static Columns Widths(WorkSheet sheet)
    {
        var columns = sheet
            .Rows[0]
            .Select((heading, at) => int.Max(Widest(sheet, at), (Letters(heading) + 1) / 2) + 2)
            .Select(letters => int.Clamp(letters, NarrowestColumn, WidestColumn))
            .Select((width, at) => $"""<x:col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"/>""");
        return new($"""<x:cols xmlns:x="{Space}">{string.Concat(columns)}</x:cols>""");
    }

    private static int Widest(WorkSheet sheet, int column) =>
        sheet.Rows.Skip(1).Where(r => r.Count > column).Max(r => (int?)Letters(r[column])) ?? 0;

    /// <summary>A Chinese character is two letters wide.</summary>
    private static int Letters(WorkCell cell) => cell.Text?.Sum(c => c < 0x1100 ? 1 : 2) ?? 0;

    private static Cell CellOf(WorkCell cell, string place, bool isHeading)
    {
        if (cell.Text is { } text)
            return new()
            {
                CellReference = place,
                StyleIndex = isHeading ? 1u : 0u,
                DataType = CellValues.InlineString,
                InlineString = new(
                    new Text(WorkbookWriter.Legal(CellText.Write(text))) { Space = SpaceProcessingModeValues.Preserve }
                ),
            };
        Cell calculated = new()
        {
            CellReference = place,
            StyleIndex = cell.Places is { } places ? 2u + (uint)int.Clamp(places, 0, MostPlaces) : 0u,
        };
        if (cell.Formula is { } formula)
            calculated.CellFormula = new(formula);
        if (cell.Number is { } number)
            calculated.CellValue = new(number.ToString(CultureInfo.InvariantCulture));
        return calculated;
    }
}
