using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What is remembered of a source's headings, and files read with it.</summary>
public static class KnownColumns
{
    /// <summary>The mapping remembered for files with these headings; <see cref="ColumnMapping.None"/> where there is none.</summary>
    public static async Task<ColumnMapping> ColumnsOfAsync(
        this ContestDb db,
        IReadOnlyList<Sheet> sheets,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var fingerprint = ColumnMapping.Fingerprint(sheets);
        var json = await db
            .RememberedColumns.Where(c => c.Fingerprint == fingerprint)
            .Select(c => c.Mapping)
            .SingleOrDefaultAsync(cancel);
        return json is null
            ? ColumnMapping.None
            : JsonSerializer.Deserialize<ColumnMapping>(json, ContestJson.Options) ?? ColumnMapping.None;
    }

    /// <summary>The workbook, read with what is remembered of its source; or why it cannot be read.</summary>
    public static async Task<Outcome<RegistrationWorkbook>> ReadWorkbookAsync(
        this ContestDb db,
        byte[] file,
        CancellationToken cancel
    )
    {
        var sheets = WorkbookReader.ReadSheets(file);
        return sheets.Value is { } read
            ? RegistrationWorkbook.Of(read.Sheets, await db.ColumnsOfAsync(read.Sheets, cancel)).With(read.Warnings)
            : sheets.Refusal!;
    }
}
