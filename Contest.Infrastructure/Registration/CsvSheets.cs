using System.Globalization;
using System.IO.Compression;
using System.Text;
using Contest.Core.Registration;
using CsvHelper;
using CsvHelper.Configuration;

namespace Contest.Infrastructure.Registration;

/// <summary>Sheets as CSV (RFC 4180, UTF-8 with its mark so that Excel reads the characters), and an archive of several.</summary>
public static class CsvSheets
{
    private const string Ending = ".csv";

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        HasHeaderRecord = false,
        BadDataFound = bad => throw new InvalidDataException(bad.Field),
    };

    /// <summary>One sheet.</summary>
    public static byte[] Write(Sheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        using MemoryStream file = new();
        Write(sheet, file);
        return file.ToArray();
    }

    /// <summary>Each sheet under its name in one archive: what an import takes like a workbook.</summary>
    public static byte[] WriteAll(IEnumerable<Sheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var sheet in sheets)
            {
                using var part = archive.CreateEntry(sheet.Name + Ending).Open();
                Write(sheet, part);
            }
        return file.ToArray();
    }

    /// <summary>Whether an archive holds tables and nothing else.</summary>
    internal static bool Are(ZipArchive archive) =>
        archive.Entries.Count > 0
        && archive.Entries.All(p => p.FullName.EndsWith(Ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A table's rows with their numbers; null when there are more than a sheet may have.</summary>
    internal static Sheet? Read(ZipArchiveEntry part)
    {
        using StreamReader text = new(part.Open(), Encoding.UTF8);
        using CsvParser parser = new(text, Form);
        List<SheetRow> rows = [];
        for (var number = 1; parser.Read(); number++)
        {
            string[] cells = [.. parser.Record!.Take(WorkbookReader.MostColumns).Select(CellText.Read)];
            if (Array.Exists(cells, cell => cell.Length > 0))
                rows.Add(new(number, cells));
            if (rows.Count > RegistrationWorkbook.MostRows + 1)
                return null;
        }
        return new(part.Name[..^Ending.Length], rows);
    }

    private static void Write(Sheet sheet, Stream file)
    {
        using StreamWriter text = new(file, new UTF8Encoding(true), leaveOpen: true);
        using CsvWriter csv = new(text, Form);
        foreach (var row in sheet.Rows)
        {
            foreach (var cell in row.Cells)
                csv.WriteField(CellText.Write(cell));
            csv.NextRecord();
        }
    }
}
