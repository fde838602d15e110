using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Infrastructure.Registration;
using Contest.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Commands;

/// <summary>
/// <c>contest import FILE.xlsx [--dry-run] [--json] [--accept-warnings] [--edition SLUG]</c>. A dry run needs no database.
/// Exit code 0: nothing wrong, or imported; 1: errors or a refusal; 2: no such file; 3: the database is in use; 4: it does not start.
/// </summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        IndentSize = 1,
    };

    private sealed record Wish(string File, bool DryRun, bool Json, bool AcceptWarnings, string? Edition);

    public static Command Make()
    {
        Argument<string> file = new("FILE") { Description = "The registration workbook (.xlsx)." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what is in the file; nothing is stored." };
        Option<bool> json = new("--json") { Description = "Answer in JSON." };
        Option<bool> accept = new("--accept-warnings") { Description = "Import although there are warnings." };
        Option<string?> edition = new("--edition") { Description = "The edition's address, e.g. yunjiang-2026." };
        Command command = new("import", "Import a registration workbook, all of it or none.")
        {
            file,
            dryRun,
            json,
            accept,
            edition,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    new(
                        parsed.GetValue(file)!,
                        parsed.GetValue(dryRun),
                        parsed.GetValue(json),
                        parsed.GetValue(accept),
                        parsed.GetValue(edition)
                    ),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Wish wish, CancellationToken cancel)
    {
        if (!File.Exists(wish.File))
            return await RefuseAsync(new("import.no_file", wish.File), 2);
        // a larger file is refused unread
        var bytes =
            new FileInfo(wish.File).Length > WorkbookReader.MostBytes
                ? new byte[WorkbookReader.MostBytes + 1]
                : await File.ReadAllBytesAsync(wish.File, cancel);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        var found = WorkbookReader.Check(bytes, today);
        if (wish.DryRun || found.Errors > 0)
        {
            Show(found, wish.Json);
            if (!wish.DryRun)
                return await RefuseAsync(new("import.has_errors", found.Errors), 1);
            return found.Errors > 0 ? 1 : 0;
        }
        return await StoreAsync(wish, bytes, cancel);
    }

    private static async Task<int> StoreAsync(Wish wish, byte[] bytes, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var settings = builder.Configuration.GetSection("Contest").Get<ContestSettings>() ?? new();
        using var logs = LoggerFactory.Create(l => l.SetMinimumLevel(LogLevel.Warning).AddConsole());
        try
        {
            await using var database = await StartDatabase.StartAsync(
                builder.Configuration,
                settings,
                logs.CreateLogger("Contest.Database"),
                cancel
            );
            builder.Services.AddContest(database.ConnectionString);
            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            return await ImportAsync(scope.ServiceProvider, wish, bytes, cancel);
        }
        catch (DataFolderInUse refused)
        {
            return await RefuseAsync(new("import.database_in_use", refused.Message), 3);
        }
        catch (EmbeddedPostgresUnavailable refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 4;
        }
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services,
        Wish wish,
        byte[] bytes,
        CancellationToken cancel
    )
    {
        var editions = await services
            .GetRequiredService<ContestDb>()
            .Competitions.OrderBy(c => c.Slug)
            .Select(c => new { c.Id, c.Slug })
            .ToListAsync(cancel);
        if (wish.Edition is null && editions.Count != 1)
            return await RefuseAsync(
                new("import.which_edition", editions.Count, string.Join(", ", editions.Select(e => e.Slug))),
                1
            );
        if (editions.Find(e => wish.Edition is null || e.Slug == wish.Edition) is not { } edition)
            return await RefuseAsync(new("import.no_edition", wish.Edition!), 1);
        var outcome = await services
            .GetRequiredService<ImportRegistrations>()
            .HandleAsync(
                new(edition.Id, Path.GetFileName(wish.File), bytes, wish.AcceptWarnings, Actor.Console),
                cancel
            );
        if (outcome.Value is not { } done)
            return await RefuseAsync(outcome.Refusal!, 1);
        Show(new WorkbookFindings(done.Entries, done.Entrants, done.Patents, done.Findings), wish.Json);
        return 0;
    }

    private static void Show(WorkbookFindings found, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(Shape(found), Indented));
            return;
        }
        foreach (var finding in found.Findings)
            Console.Out.WriteLine(
                $"{finding.Level.ToString().ToLowerInvariant(), -7} {finding.Sheet}!{finding.Row} {finding.Column}: {finding.Message}"
            );
        Console.Out.WriteLine(
            $"projects {found.Projects}, entrants {found.Entrants}, patents {found.Patents}, errors {found.Errors}, warnings {found.Warnings}"
        );
    }

    private static object Shape(WorkbookFindings found) =>
        new
        {
            found.Projects,
            found.Entrants,
            found.Patents,
            Findings = found.Findings.Select(f => new
            {
                f.Sheet,
                f.Row,
                f.Code,
                Level = f.Level.ToString().ToLowerInvariant(),
            }),
            found.Errors,
            found.Warnings,
        };

    private static async Task<int> RefuseAsync(Refusal refusal, int exitCode)
    {
        await Console.Error.WriteLineAsync(refusal.Message);
        return exitCode;
    }
}
