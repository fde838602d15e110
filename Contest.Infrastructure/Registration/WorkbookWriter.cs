using System.Text.RegularExpressions;
using Contest.Core.Registration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = Contest.Core.Registration.Sheet;

namespace Contest.Infrastructure.Registration;

/// <summary>A comment on a cell of a written workbook.</summary>
/// <param name="Row">As the spreadsheet numbers it.</param>
/// <param name="Column">0 is A.</param>
/// <param name="Text">What it says.</param>
public sealed record CellComment(int Row, int Column, string Text);

/// <summary>
/// Writes sheets of text as an xlsx file, cell by cell. Every cell is text, so nothing in it is ever calculated; what a
/// spreadsheet would take for a formula when the file is saved as CSV is guarded by <see cref="CellText"/>.
/// </summary>
public static partial class WorkbookWriter
{
    private const int MostLetters = 32_767;

    /// <summary>The file's bytes; the first row of each sheet is its heading and stays in view.</summary>
    public static byte[] Write(IEnumerable<(string Name, IEnumerable<IReadOnlyList<string>> Rows)> sheets) =>
        Write([
            .. sheets.Select(s => new Sheet(s.Name, [.. s.Rows.Select((cells, at) => new SheetRow(at + 1, cells))])),
        ]);

    /// <summary>The file's bytes: rows stand where they say, with these comments by the name of their sheet.</summary>
    public static byte[] Write(IReadOnlyList<Sheet> sheets, ILookup<string, CellComment>? comments = null)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using MemoryStream file = new();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            Sheets tabs = new();
            foreach (var sheet in sheets)
                Add(book, tabs, sheet, [.. comments?[sheet.Name] ?? []]);
            book.Workbook = new(tabs);
        }
        return file.ToArray();
    }

    private static void Add(WorkbookPart book, Sheets tabs, Sheet sheet, IReadOnlyList<CellComment> comments)
    {
        var part = book.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(part))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(Frozen());
            writer.WriteStartElement(new SheetData());
            foreach (var row in sheet.Rows)
                WriteRow(writer, row);
            writer.WriteEndElement();
            if (comments.Count > 0)
                writer.WriteElement(new LegacyDrawing { Id = WorkbookComments.Add(part, comments) });
            writer.WriteEndElement();
        }
        tabs.Append(
            new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)tabs.Count() + 1,
                Name = sheet.Name,
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

    private static void WriteRow(OpenXmlWriter writer, SheetRow row)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)row.Number });
        for (var at = 0; at < row.Cells.Count; at++)
            if (row.Cells[at].Length > 0)
                writer.WriteElement(CellOf(row.Cells[at], Place(row.Number, at)));
        writer.WriteEndElement();
    }

    private static Cell CellOf(string text, string place) =>
        new()
        {
            CellReference = place,
            DataType = CellValues.InlineString,
            InlineString = new(new Text(Legal(CellText.Write(text))) { Space = SpaceProcessingModeValues.Preserve }),
        };

    /// <summary>A1 and so on.</summary>
    internal static string Place(int row, int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{letters}{row}");
    }

    /// <summary>
    /// XML has no control characters and no half characters; Excel no cell longer than 32,767, and _x0041_ means A there
    /// unless its first line is escaped (ECMA-376 part 1, 22.9.2.19).
    /// </summary>
    internal static string Legal(string text)
    {
        var legal = string.Concat(
            text.EnumerateRunes()
                .Where(r => r.Value is '\t' or '\n' or >= ' ' and not 0xFFFE and not 0xFFFF)
                .Select(r => r.ToString())
        );
        legal = Escape().Replace(legal, "_x005F$0");
        return legal.Length <= MostLetters ? legal : legal[..MostLetters];
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escape();
}
