using System.Net;
using AngleSharp.Dom;
using Contest.Core;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Public;

public sealed class HomeTests
{
    [TestCase("zh-CN", "还没有一届赛事")]
    [TestCase("zh-HK", "暫時未有賽事")]
    [TestCase("en", "No edition yet")]
    public async Task A_product_without_an_edition_says_so_and_how_an_organizer_begins(string culture, string title)
    {
        await using var app = await ContestApp.StartAsync();
        using Visitor visitor = new(app, culture);

        var page = await visitor.SeeAsync("/");

        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(culture));
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo(title));
        Assert.That(page.QuerySelector("main a.btn-primary")!.GetAttribute("href"), Is.EqualTo("/organise"));
    }

    [Test]
    public async Task An_edition_being_set_up_is_shown_to_nobody_outside_the_desk()
    {
        await using var app = await ContestApp.StartAsync();
        await A.EditionInSetupAsync(app);
        using Visitor visitor = new(app);

        var home = await visitor.SeeAsync("/");
        Assert.That(home.QuerySelector("h1")!.TextContent, Is.EqualTo("还没有一届赛事"));
        foreach (var path in Paths)
            Assert.That((await visitor.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
    }

    [Test]
    public async Task Home_shows_the_newest_open_edition_and_the_ones_before_it()
    {
        await using var app = await ContestApp.StartAsync();
        await A.OpenEditionAsync(app, "older-2026");
        app.TestClock.Advance(TimeSpan.FromDays(1));
        await A.OpenEditionAsync(app, "newer-2026");
        app.TestClock.Advance(TimeSpan.FromDays(1));
        await A.EditionInSetupAsync(app, "next-2027");
        using Visitor visitor = new(app);

        var home = await visitor.SeeAsync("/");

        Assert.That(Href(home, ".hero .actions a:nth-of-type(2)"), Is.EqualTo("/newer-2026/rulebook"));
        Assert.That(Href(home, "#earlier + ul a"), Is.EqualTo("/older-2026"));
        Assert.That(home.DocumentElement.OuterHtml, Does.Not.Contain("next-2027"));
    }

    [Test]
    public async Task The_one_primary_action_follows_the_stage()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.OpenEditionAsync(app);
        var now = app.Clock.GetUtcNow();
        using Visitor visitor = new(app);
        async Task<string> PrimaryAsync() => Href(await visitor.SeeAsync("/"), ".hero .btn-primary");

        Assert.That(await PrimaryAsync(), Is.EqualTo("/account/register"));
        await A.RunAsync(app, edition, Stage.Registration, now, now);
        await A.RunAsync(app, edition, Stage.Voting, now);
        Assert.That(await PrimaryAsync(), Is.EqualTo("/yunjiang-2026/vote"));
        await A.RunAsync(app, edition, Stage.Voting, now, now);
        await A.RunAsync(app, edition, Stage.Preliminary, now);
        Assert.That(await PrimaryAsync(), Is.EqualTo("/yunjiang-2026/entries"));
        await A.RunAsync(app, edition, Stage.Final, now);
        Assert.That(await PrimaryAsync(), Is.EqualTo("/yunjiang-2026/final"));
        await A.RunAsync(app, edition, Stage.Results, now);
        Assert.That(await PrimaryAsync(), Is.EqualTo("/yunjiang-2026/results"));
    }

    [TestCase("zh-CN")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public async Task Every_public_page_of_an_edition_answers_in_the_readers_language_without_a_dead_link(
        string culture
    )
    {
        await using var app = await ContestApp.StartAsync();
        await A.EditionInVotingAsync(app);
        using Visitor visitor = new(app, culture);

        HashSet<string> links = [];
        foreach (var path in (string[])["/", .. Paths, "/yunjiang-2026/entries/A01"])
        {
            if (path.EndsWith(".json", StringComparison.Ordinal))
                continue;
            var page = await visitor.SeeAsync(path);
            Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(culture), path);
            Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1), path);
            Assert.That(page.QuerySelector("[style]"), Is.Null, path);
            links.UnionWith(page.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]));
        }
        Assert.That(links, Does.Contain("/yunjiang-2026/vote").And.Contain("/yunjiang-2026/rulebook.json"));
        foreach (var link in links)
            Assert.That((int)(await visitor.GetAsync(link)).StatusCode, Is.LessThan(400), link);
    }

    private static readonly string[] Paths =
    [
        "/yunjiang-2026",
        "/yunjiang-2026/rulebook",
        "/yunjiang-2026/rulebook.json",
        "/yunjiang-2026/notices",
        "/yunjiang-2026/entries",
    ];

    private static string Href(IParentNode page, string selector) =>
        page.QuerySelector(selector)?.GetAttribute("href") ?? "";
}
