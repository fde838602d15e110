using System.Net;
using AngleSharp.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>The drawings of the voting page, in one file beside it.</summary>
public class FiguresTests
{
    private ContestApp _app = null!;
    private string _slug = "";

    [SetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Voting);
        _slug = await _app.WithDbAsync(db =>
            db.Competitions.OrderByDescending(c => c.CreatedAt).Select(c => c.Slug).FirstAsync()
        );
    }

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task Every_card_names_a_drawing_of_a_file_that_a_phone_keeps_for_ever()
    {
        var named = await NamedAsync();
        var address = named.Select(n => n.Split('#')[0]).Distinct().Single();
        var file = await GetAsync(address);

        Assert.That(named, Is.Not.Empty.And.Unique);
        foreach (var drawing in named)
            Assert.That(file.Text, Does.Contain($"<symbol id=\"{drawing.Split('#')[1]}\""));
        Assert.That(file.CacheControl, Does.Contain("immutable").And.Contain("private"));
        using var counted = await CountedCommands.StartAsync(_app.ConnectionString);
        Assert.That(await GetAsync(address), Is.EqualTo(file));
        Assert.That(counted.Take(), Is.Empty, "a visitor's comes from memory");
    }

    [Test]
    public async Task Another_title_is_another_file_and_the_address_before_it_gives_the_newest_for_now()
    {
        var before = (await NamedAsync())[0].Split('#')[0];
        await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.State == EntryState.Accepted && e.Code == "A01")
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Title, "共轴双旋翼无人机姿态控制"))
        );
        var after = (await NamedAsync())[0].Split('#')[0];
        var (old, @new) = (await GetAsync(before), await GetAsync(after));

        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(old.Text, Is.EqualTo(@new.Text));
        Assert.That(
            (old.CacheControl, @new.CacheControl.Contains("immutable")),
            Is.EqualTo(("no-cache, private", true))
        );
    }

    [Test]
    public async Task Before_the_vote_there_is_none()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Registration);
        using HttpClient client = new() { BaseAddress = new(app.Address) };
        using var answer = await client.GetAsync(
            $"/{await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync())}/vote/figures.svg"
        );

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_browser_draws_them_as_large_as_their_paper()
    {
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844);
        var page = await phone.OpenAsync($"/{_slug}/vote");
        var drawing = page.Locator(".project-card .fig use").First;
        await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        Assert.That(await drawing.EvaluateAsync<double>("e => e.getBBox().width"), Is.GreaterThan(60));
    }

    private async Task<List<string>> NamedAsync()
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync($"/{_slug}/vote");
        return [.. page.QuerySelectorAll(".project-card .fig use").Select(u => u.GetAttribute("href")!)];
    }

    private async Task<(string Text, string CacheControl)> GetAsync(string address)
    {
        using HttpClient client = new() { BaseAddress = new(_app.Address) };
        using var answer = await client.GetAsync(address);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/svg+xml"));
        return (await answer.Content.ReadAsStringAsync(), answer.Headers.CacheControl!.ToString());
    }
}
