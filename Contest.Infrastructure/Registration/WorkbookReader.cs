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

    /// <summary>Largest content once unpacked, in bytes: what a small file may not blow up to.</summary>
    public const long MostUnpackedBytes = 200L * 1024 * 1024;

    private const int MostParts = 1_000;
    private const int MostColumns = 200;

    /// <summary>Most lines of all sheets together, empty ones too: twice what one sheet of Excel has.</summary>
    private const int MostLines = 2_100_000;

    /// <summary>The workbook, or why it cannot be read.</summary>
    public static Outcome<RegistrationWorkbook> Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > MostBytes)
            return new Refusal("workbook.too_large", MostBytes / 1024 / 1024);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            if (WhyNotUnpack(file) is { } refusal)
                return refusal;
            using MemoryStream stream = new(file);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
            List<Sheet> sheets = [];
            var lines = 0;
            do
            {
                if (SheetOf(reader, ref lines) is not { } sheet)
                    return new Refusal("workbook.too_many_rows", reader.Name, RegistrationWorkbook.MostRows);
                sheets.Add(sheet);
            } while (reader.NextResult());
            return RegistrationWorkbook.Of(sheets);
        }
#pragma warning disable CA1031 // a stranger's file can break the reader in any way; the answer is always the same
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new Refusal("workbook.unreadable");
        }
    }

    /// <summary>The findings of a file, whatever it is.</summary>
    public static WorkbookFindings Check(byte[] file, DateOnly today)
    {
        var read = Read(file);
        return read.Value is { } workbook
            ? WorkbookFindings.Of(workbook, today)
            : WorkbookFindings.Unreadable(read.Refusal!.Code, read.Refusal.Arguments);
    }

    /// <summary>Counts what the parts say they unpack to; no part can be read further than it says.</summary>
    private static Refusal? WhyNotUnpack(byte[] file)
    {
        using ZipArchive parts = new(new MemoryStream(file), ZipArchiveMode.Read);
        return parts.Entries.Count > MostParts || parts.Entries.Sum(part => part.Length) > MostUnpackedBytes
            ? new("workbook.unpacks_too_large", MostUnpackedBytes / 1024 / 1024)
            : null;
    }

    private static Sheet? SheetOf(IExcelDataReader reader, ref int lines)
    {
        List<SheetRow> rows = [];
        for (var number = 1; reader.Read(); number++)
        {
            string[] cells =
            [
                .. Enumerable.Range(0, int.Min(reader.FieldCount, MostColumns)).Select(at => Text(reader.GetValue(at))),
            ];
            if (Array.Exists(cells, cell => cell.Length > 0))
                rows.Add(new(number, cells));
            if (rows.Count > RegistrationWorkbook.MostRows + 1 || ++lines > MostLines)
                return null;
        }
        return new(reader.Name, rows);
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
}
