using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Says = Contest.Web.Texts.Entries;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>The checked file given back with its findings as comments on their cells.</summary>
public sealed class NotesModel(ContestDb db, CurrentEdition edition, UploadedWorkbooks uploads) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync(string? file, string? name, CancellationToken cancel)
    {
        if (User.Role() is not (Role.Organizer or Role.Staff))
            return Forbid();
        if (
            await uploads.FindAsync(User.PersonId()!.Value, file, cancel) is not { } kept
            || WorkbookReader.ReadSheets(kept).Value is not { } read
        )
            return NotFound();
        var workbook = RegistrationWorkbook
            .Of(read.Sheets, await db.ColumnsOfAsync(read.Sheets, cancel))
            .With(read.Warnings);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.Now, edition.Zone).DateTime);
        var bytes = WorkbookNotes.Write(
            read.Sheets,
            workbook,
            WorkbookFindings.Of(workbook, today),
            [Says.Checked, Says.Sheet, Says.Row, Says.Column, Says.Level, Says.Finding, Says.FindingCode]
        );
        Response.Headers.CacheControl = "no-store";
        return File(bytes, Xlsx, $"{Path.GetFileNameWithoutExtension(Plain.AsTyped(name))}-{Says.Checked}.xlsx");
    }
}
