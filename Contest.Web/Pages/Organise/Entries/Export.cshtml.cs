using System.Globalization;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>The list as filtered, as files that can be imported again.</summary>
public sealed class ExportModel(CurrentEdition edition, ExportEntries export) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Csv = "text/csv; charset=utf-8";

    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    [FromQuery(Name = "state")]
    public EntryState? State { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "unit")]
    public Guid? Unit { get; init; }

    [FromQuery(Name = "reason")]
    public string? Reason { get; init; }

    /// <summary>xlsx, csv (an archive of the three), or one of the sheets as CSV.</summary>
    [FromQuery(Name = "kind")]
    public string Kind { get; init; } = "xlsx";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (User.Role() is not (Role.Organizer or Role.Staff))
            return Forbid();
        if (Kind is not ("xlsx" or "csv" or "entries" or "entrants" or "patents"))
            return NotFound();
        var sheets = await export.HandleAsync(
            new(edition.Id, new(Search, State, Group, Unit, Reason), Kind, User.Actor()),
            cancel
        );
        Response.Headers.CacheControl = "no-store";
        return Kind switch
        {
            "xlsx" => File(WorkbookWriter.Write(sheets), Xlsx, Named("entries", ".xlsx")),
            "csv" => File(CsvSheets.WriteAll(sheets), "application/zip", Named("entries", ".csv.zip")),
            "entries" => File(CsvSheets.Write(sheets[0]), Csv, Named(Kind, ".csv")),
            "entrants" => File(CsvSheets.Write(sheets[1]), Csv, Named(Kind, ".csv")),
            _ => File(CsvSheets.Write(sheets[2]), Csv, Named(Kind, ".csv")),
        };
    }

    private string Named(string what, string ending)
    {
        var day = TimeZoneInfo
            .ConvertTime(edition.Now, edition.Zone)
            .ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        return $"{edition.Slug}-{what}-{day}{ending}";
    }
}
