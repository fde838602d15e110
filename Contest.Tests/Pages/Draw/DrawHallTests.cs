using System.Text.RegularExpressions;
using Contest.Core.Draw;
using Contest.Tests.Support;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Draw;

/// <summary>The hall's screen follows what is opened; the console as the people in the hall use it.</summary>
public sealed partial class DrawHallTests
{
    private ContestApp _app = null!;

    [SetUp]
    public async Task Start() => _app = await DemoDraw.StartAsync();

    [TearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task The_screen_hears_of_every_place_and_the_reel_stops_at_what_was_drawn()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1920, 1080);
        var still = await device.OpenAsync(DemoDraw.Screen);
        var moving = await device.NewPageAsync();
        await moving.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await moving.GotoAsync(DemoDraw.Screen);

        await DemoDraw.DrawAsync(_app);
        var order = DrawBundle.Parse((await DemoDraw.RecordAsync(_app)).Bundle!).Order;
        await Assertions.Expect(still.Locator("h1")).ToHaveTextAsync("顺序已经算定，即将逐席揭晓");
        await Assertions.Expect(moving.Locator("h1")).ToHaveTextAsync("顺序已经算定，即将逐席揭晓");
        await DemoDraw.OpenAsync(_app);

        await Assertions.Expect(still.Locator(".is-new b")).ToHaveTextAsync(order[0]);
        await Assertions.Expect(still.Locator("[data-shown]")).ToHaveTextAsync("1");
        await moving.WaitForSelectorAsync(".draw-state.is-spinning", new() { State = WaitForSelectorState.Attached });
        Assert.That(
            await moving.Locator("[data-shown]").TextContentAsync(),
            Is.EqualTo("0"),
            "told when the reel stops"
        );
        await Assertions.Expect(moving.Locator(".draw-state")).ToHaveClassAsync(Told(), new() { Timeout = 10_000 });
        await Assertions.Expect(moving.Locator("[data-reel] > :not([aria-hidden])")).ToHaveTextAsync(order[0]);
        await Assertions.Expect(moving.Locator("[data-reel] > *")).ToHaveCountAsync(3);
        await Assertions.Expect(moving.Locator("[data-shown]")).ToHaveTextAsync("1");
        await still.HasNoAxeFindingsAsync();

        await DemoDraw.OpenAsync(_app, all: true);
        await Assertions.Expect(moving.Locator(".draw-places b")).ToHaveTextAsync([.. order]);
    }

    [Test]
    public async Task Without_the_stream_of_events_the_screen_asks_every_few_seconds()
    {
        await DemoDraw.DrawAsync(_app);
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1920, 1080);
        await device.RouteAsync("**/api/*/events", route => route.AbortAsync());
        var page = await device.OpenAsync(DemoDraw.Screen);
        await Assertions.Expect(page.Locator("[data-link]")).ToHaveTextAsync("正在重连");

        await DemoDraw.OpenAsync(_app);

        await Assertions.Expect(page.Locator("[data-shown]")).ToHaveTextAsync("1", new() { Timeout = 10_000 });
    }

    [Test]
    public async Task A_code_made_on_the_device_opens_its_commitment_and_never_reaches_the_server_before()
    {
        await DemoDraw.ForgetCommitmentsAsync(_app);
        await using var organizer = await Browser.NewDeviceAsync(_app.Address);
        await using var supervisor = await Browser.NewDeviceAsync(_app.Address, culture: "zh-HK");
        var desk = await ConsoleAsync(organizer, DemoDraw.Organizer);
        var theirs = await ConsoleAsync(supervisor, DemoDraw.Supervisor);
        await desk.HasNoAxeFindingsAsync();

        var code = await CommitAsync(desk, "organizer");
        await CommitAsync(desk, "entrants");
        await CommitAsync(theirs, "supervisor");
        await desk.ReloadAsync();
        Assert.That(await desk.ContentAsync(), Does.Not.Contain(code));
        foreach (var (at, numbers) in DemoDraw.Numbers.Index())
            await desk.FillAsync($"#values-{at}", numbers);
        await desk.HasNoAxeFindingsAsync();
        await PressAsync(desk, "form:has(#values-0) button");
        await desk.FillAsync("#reveal-organizer", code);
        await desk.HasNoAxeFindingsAsync();
        await desk.ClickAsync("form:has(#reveal-organizer) button");

        await Assertions.Expect(desk.Locator(".note-ok")).ToBeVisibleAsync();
        var record = await DemoDraw.RecordAsync(_app);
        Assert.That(record.Commitments.Single(c => c.Party == "organizer").Secret, Is.EqualTo(code));
        Assert.That(Browser.CspViolations, Is.Empty);
    }

    private static async Task<IPage> ConsoleAsync(IBrowserContext device, string name)
    {
        var page = await device.OpenAsync("/demo");
        await page.ClickAsync($"button:has-text('{name}')");
        await page.GotoAsync(DemoDraw.Console);
        return page;
    }

    private static async Task<string> CommitAsync(IPage page, string party)
    {
        var form = $"form:has(#commit-{party})";
        await page.ClickAsync($"{form} [data-make-code]");
        await Assertions.Expect(page.Locator($"{form} [data-made-code] code")).ToHaveTextAsync(Code());
        var code = await page.Locator($"{form} [data-made-code] code").TextContentAsync();
        await PressAsync(page, $"{form} button[type=submit]");
        return code!;
    }

    /// <summary>Presses a button that asks once more.</summary>
    private static async Task PressAsync(IPage page, string button)
    {
        await page.ClickAsync(button);
        await page.ClickAsync("dialog .btn-seal");
        await Assertions.Expect(page.Locator(".note-ok")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(button)).ToHaveCountAsync(0);
    }

    [GeneratedRegex("is-told")]
    private static partial Regex Told();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Code();
}
