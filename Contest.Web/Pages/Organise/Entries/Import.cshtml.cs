using System.Text.Json;
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

/// <summary>
/// A workbook is checked first and imported after: the very file that was checked, all of it or nothing. What was checked
/// is read anew from the kept file for each page of findings; an import goes on when the page is left.
/// </summary>
[UploadLimit(MostMegabytes)]
public sealed class ImportModel(
    ContestDb db,
    CurrentEdition edition,
    ImportQueue queue,
    RememberColumns remember,
    UndoImport undo,
    UploadedWorkbooks uploads
) : PageModel
{
    public const int MostMegabytes = 10;

    /// <summary>A small file is imported before the answer; a larger one shows how far it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public sealed record Run(
        Guid Id,
        string FileName,
        string FileHash,
        int Entries,
        int Entrants,
        int Patents,
        string By,
        DateTimeOffset At,
        DateTimeOffset? UndoneAt,
        string? UndoneBy
    );

    [BindProperty]
    public string? Hash { get; init; }

    [BindProperty]
    public string? FileName { get; init; }

    [BindProperty]
    public bool AcceptWarnings { get; init; }

    /// <summary>Our sheets and columns and what they are called in the file, by their names in the form.</summary>
    [BindProperty]
    public Dictionary<string, string?> Map { get; init; } = [];

    /// <summary>A file checked before, by its hash.</summary>
    [FromQuery(Name = "file")]
    public string? Kept { get; init; }

    [FromQuery(Name = "name")]
    public string? KeptName { get; init; }

    [FromQuery(Name = "level")]
    public CheckResult? Level { get; init; }

    [FromQuery(Name = "finding")]
    public string? Finding { get; init; }

    [FromQuery(Name = "p")]
    public int PageNumber { get; init; } = 1;

    [FromQuery(Name = "task")]
    public Guid? TaskId { get; init; }

    public CurrentEdition Edition => edition;
    public bool IsOffice => User.Role() is Role.Organizer or Role.Staff;
    public bool MayImport => IsOffice && edition.IsOpen(Stage.Registration);
    public Refusal? Refusal { get; private set; }

    /// <summary>A sentence about the upload itself.</summary>
    public string? Problem { get; private set; }

    public CheckedWorkbook? Checked { get; private set; }

    /// <summary>The import this page follows.</summary>
    public ImportTask? Task { get; private set; }

    public IReadOnlyList<Run> Runs { get; private set; } = [];

    private Guid Person => User.PersonId()!.Value;

    public async Task<IActionResult> OnGetAsync(bool tooLarge, CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.Console))
            return Forbid();
        if (TaskId is { } task)
            await FollowAsync(task, cancel);
        else if (IsOffice && Kept is not null)
            await CheckKeptAsync(cancel);
        return await SeeAsync(tooLarge ? string.Format(null, Says.TooLarge, MostMegabytes) : Problem, cancel);
    }

    public async Task<IActionResult> OnPostCheckAsync(IFormFile? workbook, CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (workbook is null)
            return await SeeAsync(Says.NoFile, cancel);
        if (workbook.Length > MostMegabytes * 1024 * 1024)
            return await SeeAsync(string.Format(null, Says.TooLarge, MostMegabytes), cancel);
        using MemoryStream bytes = new();
        await workbook.CopyToAsync(bytes, cancel);
        await CheckAsync(workbook.FileName, bytes.ToArray(), cancel);
        return await SeeAsync(null, cancel);
    }

    public async Task<IActionResult> OnPostMapAsync(CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (await uploads.FindAsync(Person, Hash, cancel) is not { } file)
            return await SeeAsync(Says.NotKept, cancel);
        if (WorkbookReader.ReadSheets(file).Value is { } read)
            Refusal = await remember.HandleAsync(
                new(edition.Id, read.Sheets, Mapping(), FileName ?? "", User.Actor()),
                cancel
            );
        if (Refusal is null)
            return Redirect(CheckedWorkbook.AddressOf(edition.Slug, Hash!, FileName ?? ""));
        await CheckAsync(FileName ?? "", file, cancel);
        return await SeeAsync(null, cancel);
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        if (await uploads.FindAsync(Person, Hash, cancel) is not { } file)
            return await SeeAsync(Says.NotKept, cancel);
        ImportTask task = new()
        {
            Id = Guid.CreateVersion7(edition.Now),
            CompetitionId = edition.Id,
            PersonId = Person,
            FileName = FileName ?? "",
            FileHash = Hash!,
            AcceptWarnings = AcceptWarnings,
            AskedAt = edition.Now,
            SeenAt = edition.Now,
        };
        await queue.AskAsync(task, User.Actor(), Patience, cancel);
        await FollowAsync(task.Id, cancel);
        if (Refusal is null)
            return Redirect(
                Task?.ImportRunId is null
                    ? $"/organise/{edition.Slug}/entries/import?task={task.Id}"
                    : $"/organise/{edition.Slug}/entries"
            );
        await CheckAsync(FileName ?? "", file, cancel);
        return await SeeAsync(null, cancel);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid run, CancellationToken cancel)
    {
        if (!IsOffice)
            return Forbid();
        var undone = await undo.HandleAsync(new(edition.Id, run, User.Actor()), cancel);
        if (undone.Refusal is { } refusal)
        {
            Refusal = refusal;
            db.ChangeTracker.Clear();
            return await SeeAsync(null, cancel);
        }
        TempData["done"] = string.Format(null, Says.Undone, undone.Value);
        return Redirect($"/organise/{edition.Slug}/entries/import");
    }

    /// <summary>Where the import stands: done, refused with its sentence, or to be asked again in a moment.</summary>
    private async Task FollowAsync(Guid id, CancellationToken cancel)
    {
        Task = await db
            .ImportTasks.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == id && t.CompetitionId == edition.Id, cancel);
        switch (Task?.StateAt(edition.Now))
        {
            case ImportTaskState.Done:
                var run = await db.ImportRuns.AsNoTracking().SingleAsync(r => r.Id == Task.ImportRunId, cancel);
                TempData["done"] = string.Format(null, Says.Imported, run.Entries, run.Entrants, run.Patents);
                break;
            case ImportTaskState.Refused:
                Refusal = new(Task.RefusedFor!, Arguments(Task.RefusedWith));
                break;
            case ImportTaskState.Interrupted:
                Refusal = new("import.interrupted");
                break;
            case ImportTaskState.Waiting or ImportTaskState.Running:
                Response.Headers["Refresh"] = "2"; // the page needs no script to follow
                break;
        }
    }

    private static object[] Arguments(string? json) =>
        [
            .. JsonSerializer
                .Deserialize<JsonElement[]>(json ?? "[]")!
                .Select(a => a.ValueKind == JsonValueKind.Number ? (object)a.GetInt64() : a.ToString()),
        ];

    private ColumnMapping Mapping()
    {
        var said = Map.Where(pair => pair.Value is { Length: > 0 }).ToDictionary(pair => pair.Key, pair => pair.Value!);
        return new(
            said.Where(pair => !pair.Key.Contains('|', StringComparison.Ordinal)).ToDictionary(),
            said.Where(pair => pair.Key.Contains('|', StringComparison.Ordinal)).ToDictionary()
        );
    }

    private async Task CheckKeptAsync(CancellationToken cancel)
    {
        if (await uploads.FindAsync(Person, Kept, cancel) is { } file)
            await CheckAsync(KeptName ?? "", file, cancel);
        else
            Problem = Says.NotKept;
    }

    /// <summary>Reads the findings and keeps the file: for its pages of findings, its corrected copy and its import.</summary>
    private async Task CheckAsync(string name, byte[] file, CancellationToken cancel)
    {
        var sheets = WorkbookReader.ReadSheets(file);
        if (sheets.Value is not { } read)
        {
            Refusal = sheets.Refusal;
            return;
        }
        var workbook = RegistrationWorkbook
            .Of(read.Sheets, await db.ColumnsOfAsync(read.Sheets, cancel))
            .With(read.Warnings);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.Now, edition.Zone).DateTime);
        Checked = new(
            edition.Slug,
            Path.GetFileName(Plain.AsTyped(name)),
            await uploads.KeepAsync(Person, file, cancel),
            read.Sheets,
            workbook,
            WorkbookFindings.Of(workbook, today),
            await AlreadyAsync(RegisteredProject.Of(workbook, today), cancel)
        )
        {
            Level = Level,
            Code = Finding,
            PageNumber = PageNumber,
        };
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
            .Select(r => new Run(
                r.Id,
                r.FileName,
                r.FileHash,
                r.Entries,
                r.Entrants,
                r.Patents,
                r.By,
                r.At,
                r.UndoneAt,
                r.UndoneBy
            ))
            .ToListAsync(cancel);
        return Page();
    }
}
