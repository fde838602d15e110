using System.Net;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>No page of an edition asks the database more often because there are more rows.</summary>
public sealed class QueryCountTests
{
    /// <summary>Every page of the product that stands for a whole edition, by the table of rights.</summary>
    private static readonly string[] Pages =
    [
        .. Rights
            .All.Select(r => r.Route)
            .Where(r =>
                r.Contains("{edition}", StringComparison.Ordinal) && !r.Contains("/api/", StringComparison.Ordinal)
            )
            .Select(r => r.Replace("{edition}", "test-2026", StringComparison.Ordinal))
            .Where(r => !r.Contains('{', StringComparison.Ordinal))
            .Append("/organise/test-2026/entries?q=%E4%B8%80&state=Accepted")
            .Append("/test-2026/entries?q=%E4%B8%80"),
    ];

    [Test]
    public async Task Every_list_asks_as_often_for_thirty_rows_as_for_one()
    {
        var (one, thirty) = (await CountsAsync(1), await CountsAsync(30));

        Assert.That(one["/organise/test-2026/entries"], Has.Count.InRange(2, 12));
        Assert.That(one.Keys, Is.SupersetOf(new[] { "/organise/test-2026/entries", "/test-2026/entries" }));
        Assert.That(
            thirty
                .Where(page => one.ContainsKey(page.Key) && page.Value.Count > one[page.Key].Count)
                .Select(page =>
                    $"{page.Key}: {one[page.Key].Count} → {page.Value.Count}\n{string.Join('\n', page.Value)}"
                ),
            Is.Empty
        );
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> CountsAsync(int projects)
    {
        await using var app = await ContestApp.StartAsync();
        await PrepareAsync(app, projects);
        using var organizer = new Visitor(app);
        await A.PersonAsync(app, "organizer@example.invalid", Role.Organizer);
        await organizer.SendAsync("/account/sign-in", ("Email", "organizer@example.invalid"), ("Password", A.Password));
        using CountedCommands counted = new(app.ConnectionString);
        Dictionary<string, IReadOnlyList<string>> counts = [];
        foreach (var page in Pages)
        {
            await organizer.GetAsync(page); // what is read once is read
            counted.Take();
            if ((await organizer.GetAsync(page)).StatusCode == HttpStatusCode.OK)
                counts[page] = counted.Take();
        }
        return counts;
    }

    private static async Task PrepareAsync(ContestApp app, int projects)
    {
        var edition = await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        var now = app.Clock.GetUtcNow();
        await StageAsync(app, Stage.Registration, now, null);
        var imported = await app.WithAsync(
            (ImportRegistrations act) =>
                act.HandleAsync(new(edition.Value!.Id, "x.xlsx", Workbook(projects), true, A.Reviewer), default)
        );
        Assert.That(imported.Refusal, Is.Null);
        foreach (var entry in await app.WithDbAsync(db => db.Entries.Select(e => e.Id).ToListAsync()))
            await app.WithAsync(
                (DecideEntry act) =>
                    act.HandleAsync(new(entry, null, ReviewOutcome.Accepted, [], "齐全", A.Reviewer), default)
            );
        await StageAsync(app, Stage.Registration, now, now);
        await StageAsync(app, Stage.Voting, now, null);
    }

    private static Task<int> StageAsync(ContestApp app, Stage stage, DateTimeOffset? opened, DateTimeOffset? closed) =>
        app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == stage)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, opened).SetProperty(x => x.ClosedAt, closed))
        );

    /// <summary>The first projects of the corrected workbook.</summary>
    private static byte[] Workbook(int projects)
    {
        var sheets = WorkbookReader.ReadSheets(DemoWorkbook.CorrectedFile()).Value!.Sheets;
        var kept = sheets[0].Rows.Skip(1).Take(projects).Select(r => r.Cells[0]).ToHashSet();
        return WorkbookWriter.Write([
            .. sheets.Select(s =>
                s with
                {
                    Rows = [s.Rows[0], .. s.Rows.Skip(1).Where(r => kept.Contains(r.Cells[0]))],
                }
            ),
        ]);
    }
}
