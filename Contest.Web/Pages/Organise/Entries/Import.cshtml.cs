using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Says = Contest.Web.Texts.Entries;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>A workbook is checked first and imported after: the very file that was checked, all of it or nothing.</summary>
[UploadLimit(MostMegabytes)]
public sealed class ImportModel(
    ContestDb db,
    CurrentEdition edition,
    ImportRegistrations import,
    UploadedWorkbooks uploads
) : PageModel
{
    public const int MostMegabytes = 10;

    /// <summary>Most findings listed: whoever has more corrects those first.</summary>
    public const int MostShown = 1_000;

    public sealed record Run(
        string FileName,
        string FileHash,
        int Entries,
        int Entrants,
        int Patents,
        string By,
        DateTimeOffset At
    );

    [BindProperty]
    public string? Hash { get; init; }

    [BindProperty]
    public string? FileName { get; init; }

    [BindProperty]
    public bool AcceptWarnings { get; init; }

    public CurrentEdition Edition => edition;
    public bool IsOffice => User.Role() is Role.Organizer or Role.Staff;
    public bool MayImport => IsOffice && edition.IsOpen(Stage.Registration);
    public Refusal? Refusal { get; private set; }

    /// <summary>A sentence about the upload itself.</summary>
    public string? Problem { get; private set; }

    public WorkbookFindings? Found { get; private set; }
    public string CheckedName { get; private set; } = "";
    public string CheckedHash { get; private set; } = "";

    /// <summary>How many of the workbook's patents the edition's entries list already: perhaps an older version of the file.</summary>
    public int Already { get; private set; }

    public IReadOnlyList<Run> Runs { get; private set; } = [];

    private Guid Person => User.PersonId()!.Value;

    public async Task<IActionResult> OnGetAsync(bool tooLarge, CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.Console, edition.Competition.Stages))
            return Forbid();
        return await SeeAsync(tooLarge ? string.Format(null, Says.TooLarge, MostMegabytes) : null, cancel);
    }

    public async Task<IActionResult> OnPostCheckAsync(IFormFile? workbook, CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (workbook is not { Length: > 0 })
            return await SeeAsync(Says.NoFile, cancel);
        if (workbook.Length > MostMegabytes * 1024 * 1024)
            return await SeeAsync(string.Format(null, Says.TooLarge, MostMegabytes), cancel);
        using MemoryStream bytes = new();
        await workbook.CopyToAsync(bytes, cancel);
        await CheckAsync(workbook.FileName, bytes.ToArray(), cancel);
        return await SeeAsync(null, cancel);
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (await uploads.FindAsync(Person, Hash, cancel) is not { } file)
            return await SeeAsync(Says.NotKept, cancel);
        var done = await import.HandleAsync(
            new(edition.Id, FileName ?? "", file, AcceptWarnings, User.Actor()),
            cancel
        );
        if (done.Value is not { } summary)
        {
            Refusal = done.Refusal;
            db.ChangeTracker.Clear();
            await CheckAsync(FileName ?? "", file, cancel);
            return await SeeAsync(null, cancel);
        }
        uploads.Forget(Person, Hash!);
        TempData["done"] = string.Format(null, Says.Imported, summary.Entries, summary.Entrants, summary.Patents);
        return Redirect($"/organise/{edition.Slug}/entries");
    }

    /// <summary>Reads the findings and, when it could be imported, keeps the file for it.</summary>
    private async Task CheckAsync(string name, byte[] file, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.Now, edition.Zone).DateTime);
        var read = WorkbookReader.Read(file);
        if (read.Value is not { } workbook)
        {
            Refusal = read.Refusal;
            return;
        }
        Found = WorkbookFindings.Of(workbook, today);
        Already = await AlreadyAsync(RegisteredProject.Of(workbook, today), cancel);
        CheckedName = Path.GetFileName(Plain.AsTyped(name));
        CheckedHash =
            Found.Errors == 0 && MayImport
                ? await uploads.KeepAsync(Person, file, cancel)
                : UploadedWorkbooks.HashOf(file);
    }

    private Task<int> AlreadyAsync(IReadOnlyList<RegisteredProject> projects, CancellationToken cancel)
    {
        var keys = projects
            .SelectMany(p => p.Patents)
            .Select(p => p.NumberKey)
            .Where(key => key.Length > 0)
            .Distinct()
            .ToList();
        return db
            .Patents.Where(p => keys.Contains(p.NumberKey))
            .Where(p => db.Entries.Any(e => e.Id == p.EntryId && e.CompetitionId == edition.Id))
            .Select(p => p.NumberKey)
            .Distinct()
            .CountAsync(cancel);
    }

    private async Task<IActionResult> SeeAsync(string? problem, CancellationToken cancel)
    {
        Problem = problem;
        Runs = await db
            .ImportRuns.AsNoTracking()
            .Where(r => r.CompetitionId == edition.Id)
            .OrderByDescending(r => r.At)
            .Select(r => new Run(r.FileName, r.FileHash, r.Entries, r.Entrants, r.Patents, r.By, r.At))
            .ToListAsync(cancel);
        return Page();
    }
}
