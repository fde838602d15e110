using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>A judge on a train: scores without a network, reloads, and every mark arrives once (DESIGN.md 9).</summary>
public sealed partial class OfflineScoringTests
{
    private ContestApp _app = null!;
    private JudgingRules _rules = null!;
    private Queue<DemoJury.Sheet> _untouched = null!;
    private IBrowserContext _tablet = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await DemoJury.StartAsync();
        _rules = await DemoJury.RulesAsync(_app);
        var all = await DemoJury.UntouchedAsync(_app);
        _untouched = new(all.GroupBy(s => s.Judge).MaxBy(g => g.Count())!);
        _tablet = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(_tablet, _untouched.Peek().Judge);
    }

    /// <summary>A test that broke off without a network takes no other with it.</summary>
    [SetUp]
    public Task OnlineAsync() => _tablet.SetOfflineAsync(false);

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await _tablet.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task Marks_given_without_a_network_survive_a_reload_and_arrive_once()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        await _tablet.SetOfflineAsync(true);
        var marks = DemoJury.Marks(_rules);
        foreach (var (code, value) in marks)
            await page.FillAsync($"[data-field={code}]", value!);
        await page.FillAsync("[data-field=comment]", "布局完整，建议补充海外同族。");
        await Assertions
            .Expect(page.Locator("[data-pill]"))
            .ToHaveTextAsync($"网络已断开 · {marks.Count + 1} 项暂存本机");
        Assert.That(await StateAsync(sheet), Is.EqualTo(SheetState.Empty.Values), "nothing can have arrived yet");

        await page.ReloadAsync();
        foreach (var (code, value) in marks)
            await Assertions
                .Expect(page.Locator($"[data-field={code}]"))
                .ToHaveValueAsync(Like(Number(value).ToString("0.##", CultureInfo.InvariantCulture)));
        await Assertions.Expect(page.Locator("[data-pill]")).ToContainTextAsync("暂存本机");

        await _tablet.SetOfflineAsync(false);
        await Assertions
            .Expect(page.Locator("[data-pill]"))
            .ToHaveTextAsync("已保存到服务器", new() { Timeout = 20000 });
        var arrived = await StateAsync(sheet);
        Assert.That(
            marks.Keys.ToDictionary(k => k, k => Number(arrived[k])),
            Is.EqualTo(marks.ToDictionary(m => m.Key, m => Number(m.Value)))
        );
        Assert.That(arrived[SheetRules.Comment], Is.EqualTo("布局完整，建议补充海外同族。"));
        var patches = await PatchesAsync(sheet);
        Assert.That(patches.Distinct().Count(), Is.EqualTo(patches.Count));
        Assert.That(patches, Has.Count.EqualTo(1), "one update holds everything that waited");
    }

    [Test]
    public async Task A_power_cut_that_takes_the_fast_copy_leaves_the_durable_one_and_signing_out_waits()
    {
        var sheet = _untouched.Dequeue();
        var code = _rules.Sheet[0].Code;
        var page = await KeptAsync(sheet);
        await _tablet.SetOfflineAsync(true);
        await page.FillAsync($"[data-field={code}]", "11.5");
        await page.ClickAsync("[data-sign-out] button");
        await Assertions.Expect(page.Locator("[data-conflicts]")).ToContainTextAsync("还有 1 项没有上传");

        await DurableAsync(page);
        // what a killed browser loses: everything localStorage has not flushed yet
        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator($"[data-field={code}]")).ToHaveValueAsync("11.5");
        await _tablet.SetOfflineAsync(false);
        await Assertions
            .Expect(page.Locator("[data-pill]"))
            .ToHaveTextAsync("已保存到服务器", new() { Timeout = 20000 });
        Assert.That((await StateAsync(sheet))[code], Is.EqualTo("11.5"));
        var devices = (await PatchesAsync(sheet)).Select(p => p[..24]).Distinct();
        Assert.That(devices.Count(), Is.EqualTo(1), "the device knows who it is");
    }

    [Test]
    public async Task A_submission_is_sealed_only_after_the_servers_answer()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        foreach (var (code, value) in DemoJury.Marks(_rules))
            await page.FillAsync($"[data-field={code}]", value!);
        await _tablet.SetOfflineAsync(true);
        await page.ClickAsync("[data-submit]");
        await page.ClickAsync("dialog .btn-seal");
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveTextAsync("等待网络恢复后提交");
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeHiddenAsync();
        Assert.That(await MarksAsync(sheet), Is.Empty);

        await _tablet.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeVisibleAsync(new() { Timeout = 20000 });
        Assert.That(
            await MarksAsync(sheet),
            Is.EqualTo(DemoJury.Marks(_rules).ToDictionary(m => m.Key, m => Number(m.Value)))
        );
    }

    [Test]
    public async Task Two_devices_that_differ_are_shown_side_by_side_and_the_judge_decides()
    {
        var sheet = _untouched.Dequeue();
        var code = _rules.Sheet[0].Code;
        var page = await KeptAsync(sheet);
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844);
        await SignInAsync(phone, sheet.Judge);
        await _tablet.SetOfflineAsync(true);
        await page.FillAsync($"[data-field={code}]", "12");

        var other = await phone.OpenAsync(Path(sheet));
        await other.FillAsync($"[data-field={code}]", "15");
        await Assertions.Expect(other.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        await _tablet.SetOfflineAsync(false);
        await Assertions
            .Expect(page.Locator("[data-pill]"))
            .ToHaveTextAsync("两台设备打分不一致", new() { Timeout = 20000 });
        await Assertions.Expect(page.Locator("[data-conflicts]")).ToContainTextAsync("本机 12，另一台设备 15");
        Assert.That((await StateAsync(sheet))[code], Is.EqualTo("15"));

        await page.ClickAsync("[data-conflicts] button >> nth=0");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        Assert.That((await StateAsync(sheet))[code], Is.EqualTo("12"));
    }

    /// <summary>The sheet's page, kept by the worker and read from the server.</summary>
    private async Task<IPage> KeptAsync(DemoJury.Sheet sheet)
    {
        var page = await _tablet.OpenAsync(Path(sheet));
        await page.WaitForSelectorAsync("html.is-kept");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("html.is-kept");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        return page;
    }

    private static async Task SignInAsync(IBrowserContext device, string name)
    {
        var page = await device.OpenAsync("/demo");
        await page.ClickAsync($"button:has-text('{name}')");
        await page.WaitForURLAsync("**/jury");
        await page.CloseAsync();
    }

    private static string Path(DemoJury.Sheet sheet) => $"/jury/sheets/{sheet.Id}";

    private static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);

    private Task<IReadOnlyDictionary<string, string?>> StateAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(async db =>
        {
            var json = await db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.State).SingleAsync();
            return CanonicalJson.Read<SheetState>(json).Values;
        });

    private Task<List<string>> PatchesAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db =>
            db.SheetPatches.Where(p => p.SheetId == sheet.Id).Select(p => p.Device + p.Revision).ToListAsync()
        );

    private Task<Dictionary<string, decimal>> MarksAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db =>
            db.Marks.Where(m => m.SheetId == sheet.Id).ToDictionaryAsync(m => m.Criterion, m => m.Points)
        );
}
