using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Organise;

/// <summary>Standings, worked calculation, calibration, events and closing, as an organizer walks through them.</summary>
public sealed class StandingPagesTests
{
    private ContestApp _app = null!;
    private string _desk = "";
    private Guid _entry;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        await A.PersonAsync(_app, "organizer@standings.example", Role.Organizer);
        var slug = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        _desk = $"/organise/{slug}/jury";
        _entry = await _app.WithDbAsync(db =>
            db.Entries.Where(e => db.JudgeSheets.Count(s => s.EntryId == e.Id && s.SubmittedAt != null) >= 3)
                .OrderBy(e => e.Code)
                .Select(e => e.Id)
                .FirstAsync()
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [TestCase("zh-CN", 1440)]
    [TestCase("zh-HK", 390)]
    [TestCase("en", 1024)]
    public async Task The_pages_have_names_and_axe_finds_nothing(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var page = await SignedInAsync(device);
        foreach (var path in (string[])["standings", $"standings/{_entry}", "calibration", "events", "closing"])
        {
            var answer = await page.GotoAsync($"{_desk}/{path}");
            Assert.That(answer!.Ok, $"{path}: {answer.Status}");
            await PictureAsync(
                page,
                $"{path.Split('/')[0]}{(path.Contains('/', StringComparison.Ordinal) ? "-one" : "")}-{width}"
            );
            await page.HasNamesAsync();
            await page.HasNoAxeFindingsAsync();
            Assert.That(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                $"{path} is wider than {width} pixels"
            );
        }
    }

    [Test]
    public async Task The_effect_of_a_drop_out_is_seen_before_anything_is_asked()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1024, 900, "zh-CN");
        var page = await SignedInAsync(device);
        await page.GotoAsync($"{_desk}/events");
        await page.SelectOptionAsync("#judge", new SelectOptionValue { Index = 1 });
        await page.FillAsync("#reason", "住院");
        await page.ClickAsync("form[action*='Preview'] .btn-primary");
        await Assertions.Expect(page.Locator("#preview")).ToBeVisibleAsync();
        await PictureAsync(page, "events-preview");
        await page.HasNoAxeFindingsAsync();
        Assert.That(await _app.WithDbAsync(db => db.Approvals.CountAsync(a => a.DecidedAt == null)), Is.Zero);
        await page.ClickAsync("form[action*='Propose'] button");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("等待第二人");
        Assert.That(await _app.WithDbAsync(db => db.Approvals.CountAsync(a => a.DecidedAt == null)), Is.EqualTo(1));
        Assert.That(await _app.WithDbAsync(db => db.Judges.CountAsync(j => j.LeftAt != null)), Is.Zero);
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext device)
    {
        var page = await device.OpenAsync("/account/sign-in");
        await page.FillAsync("[name=Email]", "organizer@standings.example");
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");
        return page;
    }

    /// <summary>For those who want to look: CONTEST_PICTURES names a folder.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CONTEST_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
