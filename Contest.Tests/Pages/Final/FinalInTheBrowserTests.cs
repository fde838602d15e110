using Contest.Core;
using Contest.Core.Final;
using Contest.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Pages.Final;

/// <summary>The hall's screen, the public page and the console in a real browser.</summary>
public sealed class FinalInTheBrowserTests
{
    private FinalHall _hall = null!;

    [SetUp]
    public async Task StartAsync() => _hall = await FinalHall.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hall.DisposeAsync();

    [Test]
    public async Task The_screen_follows_the_stage_by_itself_and_strikes_the_dropped_scores()
    {
        await using var device = await Browser.NewDeviceAsync(_hall.App.Address, 1920, 1080);
        var screen = await device.OpenAsync($"/{_hall.Slug}/final/screen");
        await Assertions.Expect(screen.Locator(".show-phase")).ToHaveTextAsync("正在路演");
        await LookAsync(screen, "screen-pitch");
        var turn = await _hall.OnStageAsync();

        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await Assertions.Expect(screen.Locator(".show-phase")).ToHaveTextAsync("评委打分");
        await _hall.SubmitAllAsync(turn.EntryId);
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Revealed);

        await Assertions.Expect(screen.Locator(".show-phase")).ToHaveTextAsync("评委亮分");
        await Assertions.Expect(screen.Locator(".tile.is-dropped del")).ToHaveCountAsync(2);
        await Assertions.Expect(screen.Locator("[data-round]")).ToHaveTextAsync($"总决赛 第 {turn.Slot} / 12 项");
        await Assertions.Expect(screen.Locator(".show-ranking .is-new")).ToHaveCountAsync(1);
        await LookAsync(screen, "screen-revealed");
        await screen.HasNoAxeFindingsAsync();
    }

    [Test]
    public async Task The_timer_counts_by_the_servers_clock_whatever_the_device_thinks()
    {
        var turn = await _hall.OnStageAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Questions);
        await using var device = await Browser.NewDeviceAsync(_hall.App.Address, 1920, 1080);
        await device.AddInitScriptAsync("{ const real = Date.now; Date.now = () => real() - 7 * 3600 * 1000; }");

        var screen = await device.OpenAsync($"/{_hall.Slug}/final/screen");

        var timer = await screen.Locator(".show-clock").TextContentAsync();
        Assert.That(timer, Does.Match("^0(4:[0-5][0-9]|5:00)$"), "five minutes of questions have just begun");
    }

    [Test]
    public async Task A_lost_connection_changes_the_dot_only_and_the_screen_comes_back_to_the_state_of_then()
    {
        await using var device = await Browser.NewDeviceAsync(_hall.App.Address, 1920, 1080);
        var screen = await device.OpenAsync($"/{_hall.Slug}/final/screen");
        await Assertions.Expect(screen.Locator("[data-link]")).ToHaveTextAsync("实时");
        var turn = await _hall.OnStageAsync();

        await device.SetOfflineAsync(true);
        await screen.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(screen.Locator("[data-link]")).ToHaveTextAsync("正在重连");
        await Assertions.Expect(screen.Locator(".show-text h1")).Not.ToBeEmptyAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await device.SetOfflineAsync(false);

        await Assertions.Expect(screen.Locator(".show-phase")).ToHaveTextAsync("评委打分", new() { Timeout = 20_000 });
    }

    [Test]
    public async Task The_chairs_console_hears_of_submitted_sheets_and_of_the_other_console()
    {
        var turn = await _hall.OnStageAsync();
        await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring);
        await using var device = await Browser.NewDeviceAsync(_hall.App.Address, 1440, 900);
        var console = await SignedInAsync(device, Role.Organizer);
        await console.GotoAsync($"/organise/{_hall.Slug}/final");
        await LookAsync(console, "console-scoring");
        await console.HasNoAxeFindingsAsync();

        await _hall.SubmitAllAsync(turn.EntryId);
        await Assertions
            .Expect(console.Locator(".turn-judges .pill-ok"))
            .Not.ToHaveCountAsync(0, new() { Timeout = 10_000 });
        await console.Locator(".turn-big").ClickAsync();
        await Assertions.Expect(console.Locator("dialog .btn-quiet")).ToBeFocusedAsync();
        await console.Locator("dialog .btn-seal").ClickAsync();
        await Assertions.Expect(console.Locator(".note-ok")).ToContainTextAsync("已亮分");

        var next = await _hall.NextAsync();
        await _hall.MoveAsync(next.EntryId, TurnPhase.Pitch); // somebody else's console
        await Assertions.Expect(console.Locator(".turn-big")).ToHaveTextAsync("路演结束，进入答辩");
    }

    [TestCase("zh-CN", 1440), TestCase("zh-HK", 390), TestCase("en", 1024)]
    public async Task The_final_reads_well_in_every_language_and_width(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_hall.App.Address, width, 900, culture);
        var page = await device.OpenAsync($"/{_hall.Slug}/final?culture={culture}");
        await page.Locator("summary").First.ClickAsync();
        await LookAsync(page, $"public-{culture}");
        await page.HasNoAxeFindingsAsync();
        Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.AtMost(width));

        await page.GotoAsync($"/{_hall.Slug}/final/screen");
        await LookAsync(page, $"screen-{culture}");
        await page.HasNoAxeFindingsAsync();

        var console = await SignedInAsync(device, Role.Supervisor);
        await console.GotoAsync($"/organise/{_hall.Slug}/final");
        await LookAsync(console, $"console-{culture}");
        await console.HasNoAxeFindingsAsync();
        Assert.That(Browser.CspViolations.Where(v => v.Contains("final", StringComparison.Ordinal)), Is.Empty);
    }

    private async Task<IPage> SignedInAsync(IBrowserContext device, Role role)
    {
        var page = await device.OpenAsync("/demo");
        var person = await _hall.PersonAsync(role);
        await page.Locator($"form:has(input[value='{person}']) button").ClickAsync();
        await page.WaitForURLAsync(u => !u.EndsWith("/demo", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A picture for people, when CONTEST_LOOK names a folder.</summary>
    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CONTEST_LOOK") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
