using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
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
    private static IEnumerable<DemoStage> Stages => Enum.GetValues<DemoStage>();

    [TestCaseSource(nameof(Stages))]
    public async Task No_answer_shows_a_confidential_word_to_somebody_who_may_not_read_it(DemoStage stage)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        await app.WithAsync((DemoPeople people) => people.AddAsync("林志远", Role.Judge, "judge1", null, default));
        await app.WithAsync((DemoPeople people) => people.AddAsync("周文静", Role.Judge, "judge2", null, default));
        await app.WithAsync((DemoPeople people) => people.AddAsync("丁一", Role.Judge, "judge3", null, default));
        var met = await Canaries.PlantAsync(app);
        TestContext.Out.WriteLine(string.Join(", ", met.Select(m => $"{m.Key} {m.Value}")));
        var planted = await Canaries.FilesAsync(app);
        var secrets = await JudgingSecrets.PlantAsync(app);
        var now = await Moment.OfAsync(app);
        ConcurrentBag<string> seen = [];
        ConcurrentDictionary<(string Word, string Viewer), bool> sung = [];
        ConcurrentBag<(TimeSpan Taken, string What)> times = [];
        var began = Stopwatch.GetTimestamp();
        // each viewer with a browser of their own, side by side: the crawl is long
        await Task.WhenAll(Crawl.Viewers.Select(AskAsync));
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
            Canaries
                .All.Select(c => (c.Word, Seers: Crawl.Viewers.Where(v => c.IsToBeSeenBy(v, stage)).ToList()))
                .Where(c => c.Seers.Count > 0 && !c.Seers.Exists(v => sung.ContainsKey((c.Word, v.Name))))
                .Select(c => c.Word),
            Is.Empty,
            "planted, but shown to nobody at all"
        );

        Assert.That(
            JudgingSecrets.Unseen(secrets, now, (secret, seer) => sung.ContainsKey((secret, seer))),
            Is.Empty,
            "planted, but not shown to whom it belongs"
        );

        // a picture holds no word to look for: pages of a file are there for its readers, for others they do not exist
        async Task TurnPagesAsync(Onlooker viewer, Visitor visitor)
        {
            foreach (var file in planted)
            foreach (var path in new[] { $"/files/{file.Id}", $"/files/{file.Id}/pages/1" })
            {
                using var answer = await visitor.GetAsync(path);
                var kind = answer.Content.Headers.ContentType?.MediaType;
                var isThere =
                    answer.StatusCode == HttpStatusCode.OK
                    && kind == (path.EndsWith("/1", StringComparison.Ordinal) ? "image/png" : "application/pdf");
                var may = Canaries.MayTurnPagesOf(file, viewer, stage);
                if (may ? !isThere : answer.StatusCode != HttpStatusCode.NotFound)
                    seen.Add($"{viewer.Name} {path} ({file.Name}): {answer.StatusCode} {kind}");
            }
        }

        async Task AskAsync(Onlooker viewer)
        {
            using Visitor visitor = new(app);
            await Crawl.SignInAsync(app, visitor, viewer);
            await TurnPagesAsync(viewer, visitor);
            foreach (var path in (await Crawl.PathsAsync(app, viewer.Role)).Union(secrets.Paths))
            {
                var asked = Stopwatch.GetTimestamp();
                var answer = await Crawl.ReadAsync(visitor, path);
                times.Add((Stopwatch.GetElapsedTime(asked), $"{viewer.Name} {path}"));
                foreach (var secret in JudgingSecrets.All.Where(c => c.Sign.IsMatch(answer)))
                    if (secret.May(viewer, path, now))
                        sung[(secret.Name, viewer.Name)] = true;
                    else
                        seen.Add($"{viewer.Name} {path}: {secret.Name}");
                foreach (
                    var canary in Canaries.All.Where(c => answer.Contains(c.Word, StringComparison.OrdinalIgnoreCase))
                )
                {
                    if (canary.MayBeReadBy(viewer, stage))
                        sung[(canary.Word, viewer.Name)] = true;
                    // a search says again what was typed
                    else if (!Crawl.IsEcho(path, canary.Word))
                        seen.Add($"{viewer.Name} {path}: {canary.Word}");
                }
            }
        }
    }
}
