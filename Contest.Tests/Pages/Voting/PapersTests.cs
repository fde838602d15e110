using System.Net;
using AngleSharp.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>The voting page from memory: the same bytes for everybody, and never older than the truth.</summary>
public class PapersTests
{
    private ContestApp _app = null!;
    private string _path = "";
    private Guid _edition;

    [SetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Voting);
        var edition = await _app.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        (_edition, _path) = (edition.Id, $"/{edition.Slug}/vote");
    }

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task Whoever_drew_the_same_order_gets_the_same_bytes_and_only_once()
    {
        var (one, other, third) = (await AskAsync(4), await AskAsync(4), await AskAsync(5));
        var again = await AskAsync(4, tag: one.Tag);

        Assert.That(other, Is.EqualTo(one));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(CodesOf(third.Text), Is.EquivalentTo(CodesOf(one.Text)).And.Not.EqualTo(CodesOf(one.Text)));
        Assert.That(one.Text, Does.Not.Contain("__RequestVerificationToken"));
    }

    [Test]
    public async Task An_order_is_kept_in_a_cookie_and_another_day_has_another()
    {
        using Visitor visitor = new(_app);
        var (first, second) = (await CodesAsync(visitor), await CodesAsync(visitor));
        _app.TestClock.Advance(TimeSpan.FromDays(1));
        var tomorrow = await CodesAsync(visitor);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(tomorrow, Is.EquivalentTo(first).And.Not.EqualTo(first));
    }

    [Test]
    public async Task An_entry_that_is_out_is_off_the_page_at_once()
    {
        var before = CodesOf((await AskAsync(1)).Text);
        await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.CompetitionId == _edition && e.Code == before[0])
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, EntryState.Withdrawn))
        );

        Assert.That(CodesOf((await AskAsync(1)).Text), Is.EqualTo(before.Skip(1)));
    }

    [Test]
    public async Task The_vote_closes_on_the_page_when_it_closes_by_the_clock_or_by_the_act()
    {
        using Visitor visitor = new(_app);
        Assert.That((await visitor.SeeAsync(_path)).QuerySelectorAll("form[data-vote]"), Is.Not.Empty);
        var opened = await _app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.CompetitionId == _edition && r.Stage == Stage.Voting)
                .Select(r => r.OpenedAt)
                .SingleAsync()
        );

        await A.RunAsync(_app, _edition, Stage.Voting, opened, _app.Clock.GetUtcNow());
        Assert.That((await visitor.SeeAsync(_path)).QuerySelectorAll("form[data-vote]"), Is.Empty);
        await A.RunAsync(_app, _edition, Stage.Voting, opened);
        Assert.That((await visitor.SeeAsync(_path)).QuerySelectorAll("form[data-vote]"), Is.Not.Empty);
        _app.TestClock.Advance(TimeSpan.FromDays(60));
        Assert.That((await visitor.SeeAsync(_path)).QuerySelectorAll("form[data-vote]"), Is.Empty);
    }

    [Test]
    public async Task While_the_database_is_away_the_page_that_is_there_goes_on_being_sent()
    {
        var there = await AskAsync(1);
        await Database.LetInAsync(_app, false);
        try
        {
            Assert.That(await AskAsync(1), Is.EqualTo(there));
            Assert.That((await AskAsync(2)).Status, Is.Not.EqualTo(HttpStatusCode.OK), "a page nobody had");
        }
        finally
        {
            await Database.LetInAsync(_app, true);
        }
        Assert.That((await AskAsync(2)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Somebody_signed_in_gets_a_page_of_their_own_and_nobody_else_gets_it()
    {
        using Visitor organizer = new(_app);
        await organizer.SignInAsync(_app, Role.Organizer);
        using Visitor visitor = new(_app);

        var own = await organizer.SeeAsync(_path);
        var everybodys = await visitor.SeeAsync(_path);

        Assert.That(own.QuerySelector("form[action='/account/sign-out']"), Is.Not.Null);
        Assert.That(everybodys.QuerySelector("form[action='/account/sign-out']"), Is.Null);
    }

    [Test]
    public async Task Each_language_has_its_page()
    {
        using Visitor english = new(_app, "en");
        using Visitor hongKong = new(_app, "zh-HK");
        Assert.That((await english.SeeAsync(_path)).DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That((await hongKong.SeeAsync(_path)).DocumentElement.GetAttribute("lang"), Is.EqualTo("zh-HK"));
    }

    [Test]
    public async Task Large_type_is_a_link_a_cookie_and_a_page_of_its_own()
    {
        using Visitor visitor = new(_app);
        var normal = await visitor.SeeAsync(_path);
        var asked = await visitor.GetAsync(normal.QuerySelector(".type-switch")!.GetAttribute("href")!);
        var large = await visitor.SeeAsync(_path);
        using Visitor other = new(_app);

        Assert.That((asked.StatusCode, $"{asked.Headers.Location}"), Is.EqualTo((HttpStatusCode.Redirect, _path)));
        Assert.That(large.DocumentElement.ClassList, Does.Contain("large"));
        Assert.That((await other.SeeAsync(_path)).DocumentElement.ClassList, Does.Not.Contain("large"));
        await visitor.GetAsync(large.QuerySelector(".type-switch")!.GetAttribute("href")!);
        Assert.That((await visitor.SeeAsync(_path)).DocumentElement.ClassList, Does.Not.Contain("large"));
    }

    [TestCase("?q=%E6%B6%82%E5%B1%82&type=large&field=x", "?q=%E6%B6%82%E5%B1%82&field=x")]
    [TestCase("?type=normal", "")]
    public async Task The_switch_leads_back_to_the_same_page(string asked, string back)
    {
        using Visitor visitor = new(_app);
        Assert.That($"{(await visitor.GetAsync(_path + asked)).Headers.Location}", Is.EqualTo(_path + back));
    }

    [Test]
    public async Task The_switch_leads_to_no_other_site()
    {
        using Visitor visitor = new(_app);
        var answer = await visitor.GetAsync($"{_app.Address}//elsewhere.example/?type=large");
        Assert.That($"{answer.Headers.Location}", Is.EqualTo("/elsewhere.example/"));
    }

    [Test]
    public async Task Without_script_a_vote_is_cast_and_its_receipt_shown_on_the_devices_own_page()
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync(_path);
        var entry = page.QuerySelector("form[data-vote] [name=Choice]")!.GetAttribute("value")!;

        var cast = await visitor.PostBlindlyAsync(_path, ("Choice", entry));

        Assert.That(cast.Headers.Location?.ToString(), Is.EqualTo(_path + "/mine"));
        var mine = await visitor.SeeAsync(_path + "/mine");
        var receipt = mine.QuerySelector("table [href*='receipt?code=']")!.TextContent;
        Assert.That(mine.QuerySelector("[role=status]")!.TextContent, Does.Contain(receipt));
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Origin", "https://elsewhere.example")]
    [TestCase("Origin", "null")]
    public async Task Another_sites_page_cannot_cast_a_vote(string header, string value)
    {
        using HttpClient stranger = new() { BaseAddress = new(_app.Address) };
        using HttpRequestMessage post = new(HttpMethod.Post, _path)
        {
            Content = new FormUrlEncodedContent([new("Choice", "1")]),
        };
        post.Headers.Add(header, value);
        var before = await BallotsAsync();

        Assert.That((await stranger.SendAsync(post)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await BallotsAsync(), Is.EqualTo(before));
    }

    /// <summary>Opens or shuts the edition's database for everybody; whoever is in it is put out.</summary>
    private Task<int> BallotsAsync() => _app.WithDbAsync(db => db.Ballots.CountAsync());

    private async Task<(HttpStatusCode Status, string? Tag, string Text)> AskAsync(int order, string? tag = null)
    {
        using HttpClient http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = new(_app.Address) };
        using HttpRequestMessage ask = new(HttpMethod.Get, _path);
        ask.Headers.Add("Cookie", $"order={order}");
        if (tag is not null)
            ask.Headers.IfNoneMatch.ParseAdd(tag);
        var answer = await http.SendAsync(ask);
        return (answer.StatusCode, answer.Headers.ETag?.Tag, await answer.Content.ReadAsStringAsync());
    }

    private async Task<List<string>> CodesAsync(Visitor visitor) =>
        [.. (await visitor.SeeAsync(_path)).QuerySelectorAll(".project-card").Select(c => c.Id!)];

    private static List<string> CodesOf(string html) =>
        [
            .. new AngleSharp.Html.Parser.HtmlParser()
                .ParseDocument(html)
                .QuerySelectorAll(".project-card")
                .Select(c => c.Id!),
        ];
}
