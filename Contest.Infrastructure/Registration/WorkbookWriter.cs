using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// Writes sheets of text as an xlsx file. Every cell is text, so nothing in it is ever calculated; what a spreadsheet
/// would take for a formula when the file is saved as CSV gets an apostrophe before it.
/// </summary>
public static class WorkbookWriter
{
    private const int MostLetters = 32_767;

    /// <summary>The file's bytes; the first row of each sheet is its heading and stays in view.</summary>
    public static byte[] Write(IEnumerable<(string Name, IEnumerable<IReadOnlyList<string>> Rows)> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using MemoryStream file = new();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            Sheets tabs = new();
            foreach (var (name, rows) in sheets)
                Add(book, tabs, name, rows);
            book.Workbook = new(tabs);
        }
        return file.ToArray();
    }

    /// <summary>Text a spreadsheet cannot take for a formula: an apostrophe before = + - @ and tab, unless it is a number.</summary>
    public static string Harmless(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isFormula =
            text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';
        return isFormula && !text[1..].All(c => char.IsAsciiDigit(c) || c is '.' or ' ') ? "'" + text : text;
    }

    private static void Add(WorkbookPart book, Sheets tabs, string name, IEnumerable<IReadOnlyList<string>> rows)
    {
        var part = book.AddNewPart<WorksheetPart>();
        part.Worksheet = new(Frozen(), new SheetData(rows.Select(RowOf)));
        tabs.Append(
            new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)tabs.Count() + 1,
                Name = name,
            }
        );
    }

    private static SheetViews Frozen() =>
        new(
            new SheetView(
                new Pane
                {
                    VerticalSplit = 1,
                    TopLeftCell = "A2",
                    ActivePane = PaneValues.BottomLeft,
                    State = PaneStateValues.Frozen,
                }
            )
            {
                WorkbookViewId = 0,
            }
        );

    private static Row RowOf(IReadOnlyList<string> cells) => new(cells.Select(CellOf));

    private static Cell CellOf(string text) =>
        new()
        {
            DataType = CellValues.InlineString,
            InlineString = new(new Text(Legal(Harmless(text))) { Space = SpaceProcessingModeValues.Preserve }),
        };

    /// <summary>XML has no control characters and no half characters; Excel no cell longer than 32,767.</summary>
    private static string Legal(string text)
    {
        var legal = string.Concat(
            text.EnumerateRunes()
                .Where(r => r.Value is '\t' or '\n' or >= ' ' and not 0xFFFE and not 0xFFFF)
                .Select(r => r.ToString())
        );
        return legal.Length <= MostLetters ? legal : legal[..MostLetters];
    }
}
