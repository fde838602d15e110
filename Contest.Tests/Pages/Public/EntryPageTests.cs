using System.Net;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Public;

public sealed class EntryPageTests
{
    private ContestApp _inVoting = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _inVoting = await ContestApp.StartAsync(); // for tests that change nothing
        await A.EditionInVotingAsync(_inVoting);
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _inVoting.DisposeAsync();

    [Test]
    public async Task While_registration_is_open_no_project_is_public_not_even_an_accepted_one()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.OpenEditionAsync(app);
        await A.EntryAsync(app, edition, "A01", "液冷储能电池簇");
        using Visitor visitor = new(app);

        var answer = await visitor.GetAsync("/yunjiang-2026/entries/A01");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        foreach (var path in (string[])["/", "/yunjiang-2026", "/yunjiang-2026/entries"])
        {
            var page = await visitor.SeeAsync(path);
            Assert.That(
                page.DocumentElement.OuterHtml,
                Does.Not.Contain("液冷储能电池簇").And.Not.Contain("A01"),
                path
            );
        }
    }

    [TestCase("A03")] // withdrawn
    [TestCase("A04")] // rejected
    [TestCase("Z99")] // never there
    [TestCase("a01")] // codes are written as they are given
    public async Task A_project_that_does_not_take_part_is_not_there(string code)
    {
        using Visitor visitor = new(_inVoting);

        Assert.That((await visitor.GetAsync("/yunjiang-2026/entries/A01")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var answer = await visitor.GetAsync($"/yunjiang-2026/entries/{code}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_project_page_holds_its_public_fields_and_nothing_confidential()
    {
        using Visitor visitor = new(_inVoting);

        var page = await visitor.SeeAsync("/yunjiang-2026/entries/A01");

        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("液冷储能电池簇"));
        Assert.That(page.QuerySelector(".fig-battery"), Is.Not.Null);
        var html = page.DocumentElement.OuterHtml;
        Assert.That(html, Does.Contain("A01 科技有限公司").And.Contain("202319984656.8").And.Contain("云江市"));
        foreach (var secret in (string[])["联系人秘", "13900001111", "secret@", "98765", "发明人秘", "ID-A01"])
            Assert.That(html, Does.Not.Contain(secret));
    }

    [Test]
    public async Task The_vote_link_is_there_exactly_while_the_vote_is_open()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.EditionInVotingAsync(app);
        var now = app.Clock.GetUtcNow();
        using Visitor visitor = new(app);
        async Task<int> LinksAsync() =>
            (await visitor.SeeAsync("/yunjiang-2026/entries/A01")).QuerySelectorAll("main a[href*='/vote']").Length;

        Assert.That(await LinksAsync(), Is.EqualTo(1));
        await A.RunAsync(app, edition, Stage.Voting, now, now);
        Assert.That(await LinksAsync(), Is.Zero);
    }

    [TestCase("", "A01 A02 B01")]
    [TestCase("?group=growth", "B01")]
    [TestCase("?q=机器人", "A02")]
    [TestCase("?q=b01", "B01")]
    [TestCase("?q=B01+科技", "B01")]
    [TestCase("?q=%25", "")]
    [TestCase("?q=机器人&group=growth", "")]
    [TestCase("?page=99", "A01 A02 B01")]
    public async Task The_list_is_searched_and_filtered_by_its_address(string query, string codes)
    {
        using Visitor visitor = new(_inVoting);

        var page = await visitor.SeeAsync("/yunjiang-2026/entries" + query);

        var shown = page.QuerySelectorAll(".project-card .code").Select(c => c.TextContent);
        Assert.That(string.Join(' ', shown), Is.EqualTo(codes));
    }

    [Test]
    public async Task More_than_a_page_of_projects_is_paged_and_every_project_is_on_exactly_one_page()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.EditionInVotingAsync(app);
        for (var n = 10; n < 40; n++)
            await A.EntryAsync(app, edition, $"A{n}", $"项目 {n}");
        using Visitor visitor = new(app);

        List<string> codes = [];
        foreach (var path in (string[])["/yunjiang-2026/entries", "/yunjiang-2026/entries?page=2"])
            codes.AddRange(
                (await visitor.SeeAsync(path)).QuerySelectorAll(".project-card .code").Select(c => c.TextContent)
            );

        Assert.That(codes, Is.Unique.And.Ordered.And.Count.EqualTo(33));
    }
}
