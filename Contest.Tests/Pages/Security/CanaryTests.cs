using System.Collections.Concurrent;
using System.Diagnostics;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// Words in confidential fields, looked for in every answer of every route to every role at every stage: no page, search,
/// sort, count, export or file address shows a field to somebody who may not see it (issue 3).
/// </summary>
public sealed class CanaryTests
{
    /// <summary>Somebody who looks; the fifth entrant is a stranger to the first one's things.</summary>
    private sealed record Viewer(string Name, Role? Role, Who Who, string? Mailbox = null);

    private static readonly Viewer[] Viewers =
    [
        new("nobody", null, Who.Nobody),
        .. Enum.GetValues<Role>().Select(r => new Viewer($"{r}", r, RouteValues.WhoIs(r))),
        new("stranger", Role.Entrant, Who.None, "entrant5"),
    ];

    /// <summary>Asked of every public page and list.</summary>
    private static readonly string[] Questions =
    [
        "?export=csv",
        "?format=xlsx",
        "?handler=Export",
        "?handler=Json",
        "?handler=Csv",
    ];

    /// <summary>Asked of every list of entries.</summary>
    private static readonly string[] Searches =
    [
        "?q=kanarie",
        "?q=kanarie-patentnumber",
        "?q=kanariepatentnumber&sort=title",
        "?sort=contactname",
        "?sort=title&page=2",
        "?page=2",
        "?group=growth",
        "?culture=en",
    ];

    private static readonly string[] Kinds = ["csv", "entries", "entrants", "patents"];

    private static IEnumerable<DemoStage> Stages => Enum.GetValues<DemoStage>();

    [TestCaseSource(nameof(Stages))]
    public async Task No_answer_shows_a_confidential_word_to_somebody_who_may_not_read_it(DemoStage stage)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        await app.WithAsync((DemoPeople people) => people.AddAsync("林志远", Role.Judge, "judge1", null, default));
        await app.WithAsync((DemoPeople people) => people.AddAsync("周文静", Role.Judge, "judge2", null, default));
        var met = await Canaries.PlantAsync(app);
        TestContext.Out.WriteLine(string.Join(", ", met.Select(m => $"{m.Key} {m.Value}")));
        var planted = await app.WithDbAsync(db =>
            db.StoredFiles.Where(f => f.Name.StartsWith("kanarie")).ToDictionaryAsync(f => f.Id, f => f.Name)
        );
        ConcurrentBag<string> seen = [];
        ConcurrentDictionary<string, bool> sung = [];
        ConcurrentBag<(TimeSpan Taken, string What)> times = [];
        var began = Stopwatch.GetTimestamp();
        // each viewer with a browser of their own, side by side: the crawl is long
        await Task.WhenAll(Viewers.Select(AskAsync));
        TestContext.Out.WriteLine(
            $"{times.Count} answers in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s; slowest: "
                + string.Join(
                    ", ",
                    times.OrderDescending().Take(8).Select(t => $"{t.What} {t.Taken.TotalSeconds:F1} s")
                )
        );
        Assert.That(seen, Is.Empty);
        // the words are really there to be found, or nothing would be proved
        Assert.That(
            Canaries.All.Where(c => c.Unseen is null).Select(c => c.Word).Except(sung.Keys),
            Is.Empty,
            "planted, but shown to nobody at all"
        );

        // a picture holds no word to look for: pages of a file that is not theirs do not exist for them
        async Task TurnPagesAsync(Viewer viewer, Visitor visitor)
        {
            var who = viewer.Who == Who.None ? Who.Nobody : viewer.Who;
            foreach (var (id, name) in planted.Where(f => !Canaries.MayTurnPagesOf(f.Value, who)))
            foreach (var path in new[] { $"/files/{id}", $"/files/{id}/pages/1" })
            {
                using var answer = await visitor.GetAsync(path);
                if (answer.StatusCode != System.Net.HttpStatusCode.NotFound)
                    seen.Add($"{viewer.Name} {path} ({name}): {answer.StatusCode}");
            }
        }

        async Task AskAsync(Viewer viewer)
        {
            using Visitor visitor = new(app);
            await SignInAsync(app, visitor, viewer);
            await TurnPagesAsync(viewer, visitor);
            foreach (var path in await PathsAsync(app, viewer.Role))
            {
                var asked = Stopwatch.GetTimestamp();
                var answer = await ReadAsync(visitor, path);
                times.Add((Stopwatch.GetElapsedTime(asked), $"{viewer.Name} {path}"));
                foreach (
                    var canary in Canaries.All.Where(c => answer.Contains(c.Word, StringComparison.OrdinalIgnoreCase))
                )
                {
                    if ((canary.Readers & (viewer.Who == Who.None ? Who.Nobody : viewer.Who)) != 0)
                        sung[canary.Word] = true;
                    // a search says again what was typed
                    else if (!IsEcho(path, canary.Word))
                        seen.Add($"{viewer.Name} {path}: {canary.Word}");
                }
            }
        }
    }

    private static Task SignInAsync(ContestApp app, Visitor visitor, Viewer viewer) =>
        viewer switch
        {
            { Role: null } => Task.CompletedTask,
            { Mailbox: { } mailbox } => SignInAsync(app, visitor, mailbox),
            { Role: { } role } => visitor.SignInAsync(app, role),
        };

    private static async Task SignInAsync(ContestApp app, Visitor visitor, string mailbox) =>
        await visitor.SignInAsync(
            await app.WithDbAsync(db =>
                db.Users.Where(u => u.Email == mailbox + DemoPeople.Domain).Select(u => u.Id).SingleAsync()
            )
        );

    private static bool IsEcho(string path, string word) =>
        path.Contains("q=", StringComparison.Ordinal) && path.Contains(word, StringComparison.Ordinal);

    /// <summary>Every route, of every accepted and hidden entry that is likeliest to differ, and the lists with questions.</summary>
    private static async Task<IReadOnlyList<string>> PathsAsync(ContestApp app, Role? role)
    {
        var values = await RouteValues.OfAsync(app, role);
        var others = await Canaries.OthersAsync(app);
        List<string> paths = [];
        foreach (var right in Rights.All.Where(r => r.Route is not ("/account/sign-out" or "/api/{edition}/events")))
        {
            var route = right.Route;
            paths.Add(RouteValues.Fill(route, values));
            if (route.Contains("{code}", StringComparison.Ordinal))
                paths.AddRange(others.Codes.Select(c => RouteValues.Fill(route, new(values) { ["code"] = c })));
            if (route.Contains("{entryId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Entries.Select(e => RouteValues.Fill(route, new(values) { ["entryId"] = $"{e}" }))
                );
            if (route.Contains("{sheetId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Sheets.Select(s => RouteValues.Fill(route, new(values) { ["sheetId"] = $"{s}" }))
                );
            if (
                route.Contains("{fileId", StringComparison.Ordinal)
                && !route.Contains("{page", StringComparison.Ordinal)
            )
                paths.AddRange(others.Files.Select(f => RouteValues.Fill(route, new(values) { ["fileId"] = $"{f}" })));
            if (route.Contains("{entrantId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Entrants.Select(e => RouteValues.Fill(route, new(values) { ["entrantId"] = $"{e}" }))
                );
            if (route == "/organise/{edition}/entries/export")
                paths.AddRange(Kinds.Select(k => RouteValues.Fill(route, values) + "?kind=" + k));
            if (IsList(route))
                paths.AddRange(Questions.Select(q => RouteValues.Fill(route, values) + q));
            if (IsList(route) && IsOfEntries(route))
                paths.AddRange(Searches.Select(q => RouteValues.Fill(route, values) + q));
        }
        return [.. paths.Distinct()];
    }

    private static bool IsOfEntries(string route) =>
        route is "/" or "/{edition}" or "/jury" or "/{edition}/vote" or "/{edition}/results/{handler?}"
        || route.EndsWith("/entries", StringComparison.Ordinal);

    private static bool IsList(string route) =>
        route is "/" or "/organise/{edition}/entries"
        || (
            route.StartsWith("/{edition}", StringComparison.Ordinal)
            && !route.Contains("/{code}", StringComparison.Ordinal)
        )
        || route is "/my/entries" or "/jury" or "/api/sheets";

    /// <summary>Head and body as text; archives unpacked, PDFs read.</summary>
    private static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.LessThan(500), path);
        var body = await AnswerText.OfAsync(await answer.Content.ReadAsByteArrayAsync());
        return Uri.UnescapeDataString($"{answer.Headers}{answer.Content.Headers}") + body;
    }
}
