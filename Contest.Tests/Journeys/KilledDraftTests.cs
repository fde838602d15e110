using Contest.Core;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>
/// A registration through everything that can break, at every step: browser, network, session, product and database.
/// What the page had shown as saved is there, what was typed meanwhile arrives, and what was submitted is all of it.
/// </summary>
public sealed class KilledDraftTests
{
    private const string Saved = "#saved .pill-ok";
    private static readonly string[] Steps = ["project", "entrants", "patents", "publication"];

    /// <summary>What is typed in quiet before the blows, per step.</summary>
    private static readonly Dictionary<string, (string Field, string Value)[]> Quietly = new()
    {
        ["project"] =
        [
            ("project/title", "不怕断电的热泵"),
            ("project/industry", "智能机器人"),
            ("project/summary", "第一行\n第二行 <b>不是标签</b> & \"引号\""),
            ("project/market", "未上市"),
            ("project/contactName", "林工"),
            ("project/contactPhone", "13800000000"),
            ("project/contactEmail", "lin@example.invalid"),
        ],
        ["entrants"] =
        [
            ("/name", "云江触感科技有限公司"),
            ("/kind", "企业"),
            ("/identifierKind", "统一社会信用代码"),
            ("/identifier", "91350100M000100Y43"),
            ("/region", "云江市"),
        ],
        ["patents"] =
        [
            ("/number", "ZL202310500001.1"),
            ("/title", "一种柔性触觉传感阵列"),
            ("/kind", "发明专利"),
            ("/filedOn", "2023-05-04"),
            ("/grantedOn", "2025-01-07"),
            ("/core", "是"),
        ],
        ["publication"] = [("declaration/accepted", "是")],
    };

    /// <summary>
    /// What is typed while network, session, product and database are away, and what no reload may take. A number is the
    /// nth tick box, which is turned over.
    /// </summary>
    private static readonly Dictionary<string, (string Field, string Value)[]> InTrouble = new()
    {
        ["project"] =
        [
            ("/shortTitle", "热泵"),
            ("/pitch", "断网时写的一句话"),
            ("/team", "登录过期时写的团队"),
            ("/recommender", "程序死掉时写的推荐人"),
            ("/video", "https://video.example/数据库"),
        ],
        ["entrants"] =
        [
            ("/revenue", "1"),
            ("/region", "断网市"),
            ("/revenue", "12"),
            ("/region", "云江市"),
            ("/revenue", "1200"),
        ],
        ["patents"] =
        [
            ("/owners", "云江触感科技有限公司"),
            ("/inventors", "吴婷恩"),
            ("/legalStatus", "有效"),
            ("/ipc", "G01L 1/18"),
            ("/agency", "数据库专利代理"),
        ],
        ["publication"] = [("0", ""), ("1", ""), ("0", ""), ("2", ""), ("1", "")],
    };

    private readonly Dictionary<string, string> _typed = [];
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("contest-draft-").FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task No_blow_at_any_step_costs_a_field()
    {
        using var product = await ProductProcess.StartAsync(
            Path.Combine(_folder, "data"),
            "registration",
            "Development"
        );
        await using OwnBrowser browser = new(Path.Combine(_folder, "profile"), product.Address, 390, 844);
        var page = await browser.OpenAsync();
        await SignInAsync(page);
        var address = await StartAsync(page);
        foreach (var step in Steps)
        {
            await page.GotoAsync($"{address}/{step}");
            if (step is "entrants" or "patents")
                await AddRowAsync(page, step);
            await WriteAsync(page, Quietly[step]);
            await page.WaitForSelectorAsync(Saved);
            await browser.KillAsync();
            page = await browser.OpenAsync();
            await SignInAsync(page);
            await page.GotoAsync($"{address}/{step}");
            await AssertShownAsync(page, "after the browser's death");
            await TroubleAsync(product, browser.Device, page, InTrouble[step]);
            await page.ReloadAsync();
            await AssertShownAsync(page, step);
        }
        await page.GotoAsync(address);
        await page.ClickAsync("form[action*='handler=Submit'] button");
        await Assertions.Expect(page.Locator(".receipt-line h2")).ToBeVisibleAsync();

        product.Kill();
        var submitted = await SubmittedAsync();
        Assert.Multiple(() =>
        {
            foreach (var (path, value) in _typed)
                Assert.That(submitted.GetValueOrDefault(path) ?? "", Is.EqualTo(value), path);
        });
    }

    private async Task TroubleAsync(
        ProductProcess product,
        IBrowserContext device,
        IPage page,
        (string Field, string Value)[] fields
    )
    {
        // what could not be sent survives a reload
        await device.RouteAsync("**/api/**/fields", route => route.AbortAsync());
        await WriteAsync(page, fields[0]);
        await SaysAsync(page, "1 项暂存本机");
        await page.ReloadAsync();
        await AssertShownAsync(page, "unsent, after a reload");
        await device.UnrouteAsync("**/api/**/fields");
        await page.WaitForSelectorAsync(Saved);

        await device.SetOfflineAsync(true);
        await WriteAsync(page, fields[1]);
        await SaysAsync(page, "网络已断开 · 1 项暂存本机");
        await device.SetOfflineAsync(false);
        await page.WaitForSelectorAsync(Saved);

        await device.ClearCookiesAsync(new() { Name = "contest" });
        await WriteAsync(page, fields[2]);
        await SaysAsync(page, "登录已过期");
        var address = page.Url;
        await page.ClickAsync("#saved a");
        await page.WaitForURLAsync("**/account/sign-in?returnUrl=*");
        await SignInAsync(page);
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync(Saved);
        await AssertShownAsync(page, "after signing in again");

        product.Kill();
        await WriteAsync(page, fields[3]);
        await SaysAsync(page, "服务器未响应 · 1 项暂存本机");
        await product.StartAgainAsync();
        await page.WaitForSelectorAsync(Saved);

        product.KillDatabase();
        await WriteAsync(page, fields[4]);
        Assert.That(await product.IsReadyAsync(), "PostgreSQL is started again by the product");
        await page.WaitForSelectorAsync(Saved);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/demo");
        await page.Locator("h2:has-text('参赛') + ul button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/demo", StringComparison.Ordinal));
    }

    /// <summary>A new registration; its address.</summary>
    private static async Task<string> StartAsync(IPage page)
    {
        await page.GotoAsync("/my/entries");
        await page.Locator(".page-head .btn-primary").First.ClickAsync();
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/entries/*-*/project");
        return page.Url[..page.Url.LastIndexOf('/')];
    }

    private static async Task AddRowAsync(IPage page, string list)
    {
        if (await page.Locator("[data-path$='/name'], [data-path$='/number']").CountAsync() > 0)
            return; // the organisation one registers for stands there already
        await page.ClickAsync($"button[value='add:{list}']");
        await page.WaitForSelectorAsync("[data-path$='/name'], [data-path$='/number']");
    }

    private async Task WriteAsync(IPage page, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var input = int.TryParse(field, out var nth)
                ? page.Locator("[data-path^='publish/']").Nth(nth)
                : page.Locator($"[data-path$='{field}']").First;
            // what stands in the folded part of a patent
            await input.EvaluateAsync(
                "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
            );
            var kind = await input.EvaluateAsync<string>("e => e.tagName + e.type");
            if (kind.StartsWith("SELECT", StringComparison.Ordinal))
                await input.SelectOptionAsync(value);
            else if (kind == "INPUTcheckbox")
                await input.SetCheckedAsync(!await input.IsCheckedAsync());
            else
                await input.FillAsync(value);
            _typed[(await input.GetAttributeAsync("data-path"))!] = await ValueAsync(input);
        }
    }

    private static Task<string> ValueAsync(ILocator input) =>
        input.EvaluateAsync<string>("e => e.type !== 'checkbox' || e.checked ? e.value : ''");

    private static Task SaysAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator("#saved")).ToContainTextAsync(words);

    /// <summary>Every field of this page shows what was typed.</summary>
    private async Task AssertShownAsync(IPage page, string when)
    {
        Dictionary<string, string> shown = [];
        foreach (var input in await page.Locator("[data-path]").AllAsync())
            shown[(await input.GetAttributeAsync("data-path"))!] = await ValueAsync(input);
        var here = _typed.Where(t => shown.ContainsKey(t.Key)).ToDictionary();
        Assert.That(here, Is.Not.Empty, when);
        Assert.That(here.Where(t => shown[t.Key] != t.Value), Is.Empty, $"{page.Url} {when}");
    }

    private async Task<IReadOnlyDictionary<string, string>> SubmittedAsync()
    {
        await using var server = await EmbeddedPostgres.StartAsync(
            new(Path.Combine(_folder, "data")),
            NullLogger.Instance,
            default
        );
        await using ContestDb db = new(ContestDbOptions.For(server.ConnectionString("contest") + ";Pooling=false"));
        return CanonicalJson.Read<Dictionary<string, string>>((await db.Submissions.SingleAsync()).Fields);
    }
}
