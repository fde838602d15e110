using System.Globalization;
using System.IO.Compression;
using System.Text;
using Contest.Core;
using Contest.Core.Registration;
using ExcelDataReader;

namespace Contest.Infrastructure.Registration;

/// <summary>Reads an xlsx file as text: what the sheets mean is Core's to say. Never throws because of what is in a file.</summary>
public static class WorkbookReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    internal const int MostColumns = 200;

    /// <summary>Most lines of all sheets together, empty ones too: twice what one sheet of Excel has.</summary>
    private const int MostLines = 2_100_000;

    /// <summary>Most filled cells of all sheets together: three full sheets of forty columns.</summary>
    private const int MostCells = 2_400_000;

    /// <summary>The workbook by our own names, or why it cannot be read.</summary>
    public static Outcome<RegistrationWorkbook> Read(byte[] file)
    {
        var sheets = ReadSheets(file);
        return sheets.Value is { } read ? RegistrationWorkbook.Of(read.Sheets).With(read.Warnings) : sheets.Refusal!;
    }

    /// <summary>The findings of a file, whatever it is.</summary>
    public static WorkbookFindings Check(byte[] file, DateOnly today)
    {
        var read = Read(file);
        return read.Value is { } workbook
            ? WorkbookFindings.Of(workbook, today)
            : WorkbookFindings.Unreadable(read.Refusal!.Code, read.Refusal.Arguments);
    }

    /// <summary>The sheets as text, or why they cannot be read. The file: xlsx, or an archive of the sheets as CSV.</summary>
    public static Outcome<SheetList> ReadSheets(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > MostBytes)
            return new Refusal("workbook.too_large", MostBytes / 1024 / 1024);
        if (WorkbookShape.WhyNoWorkbook(file) is { } other)
            return other;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            using ZipArchive parts = new(new MemoryStream(file), ZipArchiveMode.Read);
            if (WorkbookShape.WhyNotUnpack(parts) is { } refusal)
                return refusal;
            if (CsvSheets.Are(parts))
                return Tables(parts);
            var read = Sheets(file);
            return read.Value is { } sheets && WorkbookShape.HasExternalLinks(parts)
                ? sheets with
                {
                    Warnings = [new("", 0, "workbook.external_links", CheckResult.Warning, "", "")],
                }
                : read;
        }
#pragma warning disable CA1031 // a stranger's file can break the reader in any way; the answer is always the same
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new Refusal("workbook.unreadable");
        }
    }

    private static Outcome<SheetList> Tables(ZipArchive parts)
    {
        List<Sheet> sheets = [];
        foreach (var part in parts.Entries)
        {
            if (CsvSheets.Read(part) is not { } sheet)
                return new Refusal("workbook.too_many_rows", part.Name, RegistrationWorkbook.MostRows);
            sheets.Add(sheet);
        }
        return new SheetList(sheets);
    }

    private static Outcome<SheetList> Sheets(byte[] file)
    {
        using MemoryStream stream = new(file);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        List<Sheet> sheets = [];
        Counted counted = new();
        do
        {
            var merged =
                reader.MergeCells?.Where(m => m.FromRow < m.ToRow && m.FromColumn < MostColumns).ToList() ?? [];
            List<SheetRow> rows = [];
            for (var number = 1; reader.Read(); number++)
            {
                var cells = Cells(reader);
                counted.Lines++;
                counted.Cells += cells.Length;
                if (Array.Exists(cells, cell => cell.Length > 0))
                    rows.Add(new(number, cells));
                if (rows.Count > RegistrationWorkbook.MostRows + 1 || counted.Lines > MostLines)
                    return new Refusal("workbook.too_many_rows", reader.Name, RegistrationWorkbook.MostRows);
                if (counted.Cells > MostCells)
                    return new Refusal("workbook.too_many_cells", MostCells);
            }
            FillDown(rows, merged);
            sheets.Add(new(reader.Name, rows));
        } while (reader.NextResult());
        return new SheetList(sheets);
    }

    /// <summary>The cells up to the last that holds something.</summary>
    private static string[] Cells(IExcelDataReader reader)
    {
        var last = int.Min(reader.FieldCount, MostColumns) - 1;
        while (last >= 0 && reader.IsDBNull(last))
            last--;
        var cells = last < 0 ? [] : new string[last + 1];
        for (var at = 0; at <= last; at++)
            cells[at] = Text(reader.GetValue(at));
        return cells;
    }

    /// <summary>
    /// A cell merged over several lines counts for each of them: a project's number beside its five patents. Only lines
    /// that hold something else too; at most as much as a sheet may hold.
    /// </summary>
    private static void FillDown(List<SheetRow> rows, List<CellRange> merged)
    {
        var lines = rows.Select((row, at) => (row.Number, at)).ToDictionary(pair => pair.Number, pair => pair.at);
        var left = RegistrationWorkbook.MostRows * 10;
        foreach (var range in merged)
        {
            if (!lines.TryGetValue(range.FromRow + 1, out var first) || range.FromColumn >= rows[first].Cells.Count)
                continue;
            var value = rows[first].Cells[range.FromColumn];
            for (var at = first + 1; at < rows.Count && rows[at].Number <= range.ToRow + 1 && left > 0; at++, left--)
                rows[at] = WithCell(rows[at], range.FromColumn, value);
        }
    }

    /// <summary>The row with a value where it has none; its cells end with the last that held something.</summary>
    private static SheetRow WithCell(SheetRow row, int column, string value)
    {
        if (column < row.Cells.Count && row.Cells[column].Length > 0)
            return row;
        string[] cells = [.. row.Cells, .. Enumerable.Repeat("", int.Max(0, column + 1 - row.Cells.Count))];
        cells[column] = value;
        return row with { Cells = cells };
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number => Number(number),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => CellText.Read(value.ToString() ?? ""),
        };

    /// <summary>A number typed into a cell, with all its digits and no exponent; Excel keeps 15 of them.</summary>
    private static string Number(double number) =>
        Math.Abs(number) < 1e20
            ? decimal.Parse(
                    number.ToString("G15", CultureInfo.InvariantCulture),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture
                )
                .ToString("0.##########", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Counted
    {
        public int Lines { get; set; }
        public int Cells { get; set; }
    }
}

/// <summary>The sheets of a file that could be read.</summary>
/// <param name="Sheets">In the file's order.</param>
public sealed record SheetList(IReadOnlyList<Sheet> Sheets)
{
    /// <summary>What a person should know of the file as a whole.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
