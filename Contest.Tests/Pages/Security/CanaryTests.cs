using System.Collections.Concurrent;
using System.Net;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Security;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// Words in confidential fields, looked for in every answer of every route to every role at every stage: no page, search,
/// sort, count, export or file address shows a field to somebody who may not see it (issue 3).
/// </summary>
public sealed class CanaryTests
{
    private static readonly Role?[] Viewers = [null, .. Enum.GetValues<Role>().Cast<Role?>()];

    private static readonly string[] Questions =
    [
        "?q=kanarie",
        "?q=kanarie-patentnumber",
        "?q=kanariepatentnumber&sort=title",
        "?sort=contactname",
        "?sort=title&page=2",
        "?page=2",
        "?group=growth",
        "?export=csv",
        "?format=xlsx",
        "?handler=Export",
        "?handler=Json",
        "?handler=Csv",
        "?culture=en",
    ];

    private static IEnumerable<DemoStage> Stages => Enum.GetValues<DemoStage>();

    [TestCaseSource(nameof(Stages))]
    public async Task No_answer_shows_a_confidential_word_to_somebody_who_may_not_read_it(DemoStage stage)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        await app.WithAsync((DemoPeople people) => people.AddAsync("林志远", Role.Judge, "judge1", null, default));
        var met = await Canaries.PlantAsync(app);
        TestContext.Out.WriteLine(string.Join(", ", met.Select(m => $"{m.Key} {m.Value}")));
        ConcurrentBag<string> seen = [];
        ConcurrentDictionary<string, bool> sung = [];
        // each viewer with a browser of their own, side by side: the crawl is long
        await Task.WhenAll(Viewers.Select(AskAsync));
        Assert.That(seen, Is.Empty);
        // the words are really there to be found, or nothing would be proved
        string[] expected =
        [
            "kanarie-contactname",
            "kanarie-drafttitle",
            "kanarie-summary",
            "kanarie-audit",
            "kanarie-invitation@",
        ];
        Assert.That(expected.Except(sung.Keys), Is.Empty, "planted, but shown to nobody at all");

        async Task AskAsync(Role? role)
        {
            using Visitor visitor = new(app);
            if (role is { } signedIn)
                await visitor.SignInAsync(app, signedIn);
            foreach (var path in await PathsAsync(app, role))
            {
                var answer = await ReadAsync(visitor, path);
                foreach (
                    var canary in Canaries.All.Where(c => answer.Contains(c.Word, StringComparison.OrdinalIgnoreCase))
                )
                {
                    sung[canary.Word] = true;
                    // a search says again what was typed
                    if (!canary.Readers.HasFlag(RouteValues.WhoIs(role)) && !IsEcho(path, canary.Word))
                        seen.Add($"{role?.ToString() ?? "nobody"} {path}: {canary.Word}");
                }
            }
        }
    }

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
            if (IsList(route))
                paths.AddRange(Questions.Select(q => RouteValues.Fill(route, values) + q));
        }
        return [.. paths.Distinct()];
    }

    private static bool IsList(string route) =>
        route is "/" or "/organise/{edition}/entries"
        || (
            route.StartsWith("/{edition}", StringComparison.Ordinal)
            && !route.Contains("/{code}", StringComparison.Ordinal)
        )
        || route is "/my/entries" or "/jury" or "/api/sheets";

    /// <summary>Head and body as text; a file that is no text is read byte by byte all the same.</summary>
    private static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.LessThan(500), path);
        var body = await answer.Content.ReadAsStringAsync();
        return WebUtility.HtmlDecode($"{answer.Headers}{answer.Content.Headers}{body}");
    }
}
