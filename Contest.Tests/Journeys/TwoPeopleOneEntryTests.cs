using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>One entry on two devices: nobody's value is lost, with script and without, and after the deadline nothing moves.</summary>
public sealed class TwoPeopleOneEntryTests
{
    private const string Colleague = "yebing";
    private const string Saved = "#saved .pill-ok";
    private const string Title = "[data-path='project/title']";
    private const string Pitch = "[data-path='project/pitch']";
    private ContestApp _app = null!;
    private IBrowserContext _one = null!;
    private IBrowserContext _other = null!;
    private IPage _mine = null!;
    private IPage _theirs = null!;
    private string _address = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Registration);
        (_one, _other) = (await Browser.NewDeviceAsync(_app.Address), await Browser.NewDeviceAsync(_app.Address));
        _mine = await SignInAsync(_one);
        _theirs = await ColleagueAsync(_other, Guid.Parse(await PersonAsync()));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A new entry with a title, open on both devices.</summary>
    [SetUp]
    public async Task OpenAsync()
    {
        _address = await DraftAsync(_mine);
        await WriteAsync(_mine, Title, "最初的名称");
        await _theirs.GotoAsync(_address + "/project");
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync("最初的名称");
    }

    [Test]
    public async Task Different_fields_both_stay()
    {
        await Task.WhenAll(WriteAsync(_mine, Title, "我的名称"), WriteAsync(_theirs, Pitch, "对方的一句话"));
        await _mine.ReloadAsync();
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync("我的名称");
        await Assertions.Expect(_mine.Locator(Pitch)).ToHaveValueAsync("对方的一句话");
    }

    [TestCase(0, "我的名称", "对方的名称")]
    [TestCase(1, "对方的名称", "我的名称")]
    public async Task Of_one_field_both_values_are_shown_and_the_one_not_chosen_can_be_had_back(
        int button,
        string kept,
        string other
    )
    {
        await WriteAsync(_theirs, Title, "对方的名称");
        await _mine.FillAsync(Title, "我的名称");
        await Assertions.Expect(_mine.Locator(".conflict blockquote")).ToHaveTextAsync("对方的名称");
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync("我的名称");
        await _mine.Locator(".conflict button").Nth(button).ClickAsync();
        await _mine.WaitForSelectorAsync(Saved);
        await _mine.ReloadAsync();
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync(kept);

        await _mine.GotoAsync(_address + "/history");
        await _mine.EvaluateAsync("document.querySelectorAll('.history details').forEach(d => d.open = true)");
        var line = _mine.Locator(".history tbody tr").Filter(new() { HasText = other });
        await line.Locator("button").First.ClickAsync();
        await _mine.GotoAsync(_address + "/project");
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync(other);
    }

    /// <summary>Who wrote the other value is said with it; the choice is in the history, and what was not chosen too.</summary>
    [TestCase(0, "我的名称")]
    [TestCase(1, "同事的名称")]
    public async Task A_conflict_says_whose_the_other_value_is_and_the_choice_is_recorded(int button, string chosen)
    {
        await WriteAsync(_theirs, Title, "同事的名称");
        await _mine.FillAsync(Title, "我的名称");
        await Assertions.Expect(_mine.Locator(".conflict p").First).ToContainTextAsync(Colleague);
        await _mine.Locator(".conflict button").Nth(button).ClickAsync();
        await Assertions.Expect(_mine.Locator(Title)).ToBeFocusedAsync();
        await _mine.WaitForSelectorAsync(Saved);

        await _theirs.ReloadAsync();
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync(chosen);
        await _theirs.GotoAsync(_address + "/history");
        await _theirs.EvaluateAsync("document.querySelectorAll('.history details').forEach(d => d.open = true)");
        foreach (var value in new[] { "最初的名称", "我的名称", "同事的名称" })
            await Assertions.Expect(_theirs.Locator($".history .new:has-text('{value}')").First).ToBeVisibleAsync();
        await Assertions
            .Expect(_theirs.Locator(".history details:has(.new:has-text('同事的名称')) summary").Last)
            .ToContainTextAsync(Colleague);
    }

    [Test]
    public async Task One_who_comes_back_from_a_dead_network_meets_what_was_written_meanwhile_and_loses_nothing()
    {
        await _one.SetOfflineAsync(true);
        await _mine.FillAsync(Title, "断网时我的名称");
        await Assertions.Expect(_mine.Locator("#saved .pill-warn")).ToContainTextAsync("1 项暂存本机");
        await _mine.FillAsync(Pitch, "断网时我的一句话");
        await WriteAsync(_theirs, Title, "同事的名称");
        await _one.SetOfflineAsync(false);

        await Assertions.Expect(_mine.Locator(".conflict blockquote")).ToHaveTextAsync("同事的名称");
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync("断网时我的名称");
        await _theirs.ReloadAsync();
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync("同事的名称");
        await Assertions.Expect(_theirs.Locator(Pitch)).ToHaveValueAsync("断网时我的一句话");
        await _mine.Locator(".conflict button").First.ClickAsync();
        await _mine.WaitForSelectorAsync(Saved);
        await _theirs.ReloadAsync();
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync("断网时我的名称");
    }

    /// <summary>What is submitted is all that was saved; what the other one still types is kept and refused with a reason.</summary>
    [Test]
    public async Task One_submits_while_the_other_types()
    {
        await CompleteAsync();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        var theirs = await SignInAsync(device);
        await theirs.GotoAsync(_address + "/project");
        await WriteAsync(theirs, Pitch, "提交之前的一句话");
        await _mine.GotoAsync(_address);
        await _mine.ClickAsync("form[action*='handler=Submit'] button");
        await Assertions.Expect(_mine.Locator(".receipt-line h2 .num")).ToContainTextAsync("-1");

        await theirs.FillAsync(Pitch, "提交之后的一句话");
        await Assertions.Expect(theirs.Locator("#saved .pill-error")).ToContainTextAsync("1 项没有保存");
        await Assertions.Expect(theirs.Locator(Pitch)).ToHaveValueAsync("提交之后的一句话");
        await _mine.ReloadAsync();
        await Assertions.Expect(_mine.Locator(".summary")).ToContainTextAsync("提交之前的一句话");

        // withdrawn again, what was kept on the colleague's device goes on
        await _mine.ClickAsync("form[action*='handler=Withdraw'] button");
        await _mine.ClickAsync("dialog[open] .btn-seal");
        await Assertions.Expect(_mine.Locator("form[action*='handler=Submit']")).ToBeVisibleAsync();
        await theirs.ReloadAsync();
        await theirs.WaitForSelectorAsync(Saved);
        await _mine.GotoAsync(_address + "/project");
        await Assertions.Expect(_mine.Locator(Pitch)).ToHaveValueAsync("提交之后的一句话");
    }

    [Test]
    public async Task An_old_form_without_script_takes_nothing_back()
    {
        await using var plain = await Browser.NewDeviceAsync(_app.Address, hasScript: false);
        var page = await SignInAsync(plain);
        await page.GotoAsync(_address + "/project");
        await WriteAsync(_theirs, Title, "对方的名称");
        await WriteAsync(_theirs, Pitch, "对方的一句话");

        await page.FillAsync(Title, "我的名称");
        await page.ClickAsync(".form-actions button[value=next]");

        await Assertions.Expect(page.Locator(".conflict blockquote")).ToHaveTextAsync("对方的名称");
        await Assertions.Expect(page.Locator(Title)).ToHaveValueAsync("我的名称");
        await _theirs.ReloadAsync();
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync("对方的名称");
        await Assertions.Expect(_theirs.Locator(Pitch)).ToHaveValueAsync("对方的一句话");
    }

    [Test]
    public async Task Nobody_conflicts_with_an_answer_that_was_lost()
    {
        await _one.RouteAsync(
            "**/api/**/fields",
            async route =>
            {
                await route.FetchAsync(); // it arrives and is saved; its answer does not come back
                await route.AbortAsync();
            }
        );
        await _mine.FillAsync(Title, "第一遍");
        await Assertions.Expect(_mine.Locator("#saved")).ToContainTextAsync("1 项暂存本机");
        await _mine.FillAsync(Title, "第二遍");
        await _one.UnrouteAsync("**/api/**/fields");
        await _mine.WaitForSelectorAsync(Saved);
        Assert.That(await _mine.Locator(".conflict").CountAsync(), Is.Zero);
        await _theirs.ReloadAsync();
        await Assertions.Expect(_theirs.Locator(Title)).ToHaveValueAsync("第二遍");
    }

    /// <summary>One whose access ends while they type is told so; what they typed stays to be copied, and nothing is sent for ever.</summary>
    [Test]
    public async Task One_whose_access_ended_keeps_what_was_typed_and_nothing_is_sent_again()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        var sent = 0;
        device.Request += (_, request) => sent += request.Method == "PUT" ? 1 : 0;
        var page = await ColleagueAsync(device, Guid.Parse(await PersonAsync()), "lisi");
        await page.Clock.InstallAsync();
        await page.GotoAsync(_address + "/project");
        await WriteAsync(page, Title, "还是同事时的名称");
        await EndMembershipsAsync("lisi");
        sent = 0;

        await page.FillAsync(Pitch, "离开之后的一句话");
        await Assertions.Expect(page.Locator("#saved .pill-error")).ToContainTextAsync("1 项没有保存");
        await Assertions.Expect(page.Locator("#ended")).ToContainTextAsync("权限已经结束");
        await Assertions
            .Expect(page.Locator("#ended textarea"))
            .ToHaveValueAsync("一句话介绍（选填）\n离开之后的一句话");
        await page.FillAsync(Title, "离开之后的名称");
        await Assertions.Expect(page.Locator("#ended textarea")).ToHaveValueAsync(new Regex("离开之后的名称"));
        await page.ClickAsync(".form-actions button[value=next]");
        await page.Clock.RunForAsync(120_000);

        await Assertions.Expect(page.Locator(Pitch)).ToHaveValueAsync("离开之后的一句话");
        Assert.That(sent, Is.EqualTo(1));
        await _mine.ReloadAsync();
        await Assertions.Expect(_mine.Locator(Title)).ToHaveValueAsync("还是同事时的名称");
    }

    private Task<int> EndMembershipsAsync(string colleague) =>
        _app.WithDbAsync(async db =>
            await db
                .Memberships.Where(m =>
                    db.Users.Any(p => p.Id == m.PersonId && p.Email == $"{colleague}@example.invalid")
                )
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.EndedAt, Database.DemoNow))
        );

    [Test]
    public async Task After_the_deadline_the_page_says_so_and_the_draft_stays_readable()
    {
        var ends = long.Parse((await _mine.Locator("[data-ends-at]").GetAttributeAsync("data-ends-at"))!, null);
        var closes = DateTimeOffset.FromUnixTimeMilliseconds(ends);
        try
        {
            _app.TestClock.Set(closes.AddSeconds(-3));
            // their sessions ended long before
            await using var device = await Browser.NewDeviceAsync(_app.Address);
            var page = await SignInAsync(device);
            await page.GotoAsync(_address + "/project");
            _app.TestClock.Set(closes.AddSeconds(1));
            await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("期限已到");
            await page.FillAsync(Title, "太晚了");
            await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("不能再修改 · 1 项没有保存");
            await Assertions.Expect(page.Locator(Title)).ToHaveValueAsync("太晚了");
            await page.ReloadAsync();
            await Assertions.Expect(page.Locator(Title)).ToHaveValueAsync("最初的名称");
            await Assertions.Expect(page.Locator(Title)).ToBeDisabledAsync();
        }
        finally
        {
            _app.TestClock.Set(Database.DemoNow);
        }
    }

    [Test]
    public async Task Without_script_a_registration_is_written_and_submitted()
    {
        await using var plain = await Browser.NewDeviceAsync(_app.Address, 390, 844, hasScript: false);
        var page = await SignInAsync(plain);
        var address = await DraftAsync(page);
        await FillAsync(page, ("project/title", "没有脚本的项目"), ("project/industry", "智能机器人"));
        await FillAsync(page, ("project/summary", "一段简介"), ("project/market", "未上市"));
        await FillAsync(page, ("project/contactName", "林工"), ("project/contactPhone", "13800000000"));
        await FillAsync(page, ("project/contactEmail", "lin@example.invalid"));
        await page.ClickAsync(".form-actions button[value=next]");
        if (await page.Locator("[data-path$='/name']").CountAsync() == 0)
            await page.ClickAsync("button[value='add:entrants']");
        await FillAsync(page, ("/name", "云江触感科技有限公司"), ("/kind", "企业"), ("/region", "云江市"));
        await FillAsync(page, ("/identifierKind", "统一社会信用代码"), ("/identifier", "91350100M000100Y43"));
        await FillAsync(page, ("/revenue", "1200"));
        await page.ClickAsync(".form-actions button[value=next]");
        await page.ClickAsync("button[value='add:patents']");
        await FillAsync(page, ("/number", "ZL202310500001.1"), ("/title", "一种柔性触觉传感阵列"));
        await FillAsync(page, ("/kind", "发明专利"), ("/owners", "云江触感科技有限公司"), ("/inventors", "吴婷恩"));
        await FillAsync(page, ("/filedOn", "2023-05-04"), ("/grantedOn", "2025-01-07"), ("/legalStatus", "有效"));
        await page.CheckAsync("[data-path$='/core']");
        await page.ClickAsync("button[value='add:patents']");
        await Assertions.Expect(page.Locator(".row-item.patent")).ToHaveCountAsync(2);
        await page.Locator("button[value^='remove:patents']").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".row-item.patent")).ToHaveCountAsync(1);
        await page.GotoAsync(address + "/publication");
        await page.CheckAsync("[data-path='declaration/accepted']");
        await page.ClickAsync(".form-actions button[value=next]");
        await page.ClickAsync("form[action*='handler=Submit'] button");
        var receipt = (await page.Locator(".receipt-line h2 .num").TextContentAsync())!.Trim();
        var pdf = await plain.APIRequest.GetAsync(address + "/receipt.pdf");
        using var paper = await Paper.OfAsync(await pdf.BodyAsync());
        Assert.That(
            await paper.TextAsync(),
            Does.Contain(receipt).And.Contain($"{Database.DemoNow.Year}年").And.Contain("提交人")
        );
        var again = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => plain.APIRequest.GetAsync(address + "/receipt.pdf"))
        );
        Assert.That(again.Select(a => (a.Status, a.Headers["content-type"])), Is.All.EqualTo((200, "application/pdf")));
    }

    [Test]
    public async Task Every_page_reads_well_on_every_screen(
        [Values("zh-CN", "zh-HK", "en")] string culture,
        [Values(390, 1440)] int width
    )
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var page = await SignInAsync(device, await PersonAsync());
        foreach (
            var step in new[]
            {
                "",
                "/project",
                "/entrants",
                "/patents",
                "/files",
                "/publication",
                "/preview",
                "/history",
            }
        )
        {
            await LookAsync(page, _address + step);
            var wider = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.That(wider, Is.LessThanOrEqualTo(0), page.Url);
            var nameless = await page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('[data-path]')].filter(c => !c.labels?.[0]?.innerText.trim() || c.ariaLabel).map(c => c.id)"
            );
            Assert.That(nameless.Where(id => !id.Contains("patents", StringComparison.Ordinal)), Is.Empty, page.Url);
        }
    }

    [TestCase("zh-CN", 390)]
    [TestCase("en", 1440)]
    public async Task The_way_to_the_form_reads_well(string culture, int width)
    {
        await using var visitor = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var start = await visitor.NewPageAsync();
        foreach (var path in new[] { "/", "/account/sign-in", "/account/register" })
            await LookAsync(start, path);
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var person = await PersonAsync();
        var page = await SignInAsync(device, person);
        var organisation = await _app.WithDbAsync(async db =>
            await db
                .Memberships.Where(m => m.EndedAt == null)
                .OrderBy(m => m.Since)
                .ThenBy(m => m.Id)
                .Select(m => new { m.EntrantId, m.PersonId })
                .FirstAsync(m => m.PersonId == Guid.Parse(person))
        );
        foreach (
            var path in new[]
            {
                "/my/entries",
                "/my/organisations",
                "/my/organisations/new",
                $"/my/organisations/{organisation.EntrantId}",
            }
        )
            await LookAsync(page, path);
    }

    private static async Task LookAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        Assert.That(page.Url, Does.EndWith(path));
        await page.HasNoAxeFindingsAsync();
        await page.HasNamesAsync();
    }

    private static async Task FillAsync(IPage page, params (string Path, string Value)[] fields)
    {
        foreach (var (path, value) in fields)
        {
            var input = page.Locator($"[data-path$='{path}']").First;
            if (await input.EvaluateAsync<bool>("e => e.tagName === 'SELECT'"))
                await input.SelectOptionAsync(value);
            else
                await input.FillAsync(value);
        }
    }

    /// <summary>Writes what is missing for the entry to be submitted.</summary>
    private async Task CompleteAsync()
    {
        await FillAsync(_mine, ("project/industry", "智能机器人"), ("project/summary", "一段简介"));
        await FillAsync(_mine, ("project/market", "未上市"), ("project/contactName", "林工"));
        await FillAsync(_mine, ("project/contactPhone", "13800000000"), ("project/contactEmail", "l@example.invalid"));
        await _mine.WaitForSelectorAsync(Saved);
        await _mine.ClickAsync(".form-actions button[value=next]");
        // a lead that has not sent as many entries as it may
        await FillAsync(_mine, ("/name", "云江触感科技有限公司"), ("/kind", "企业"), ("/region", "云江市"));
        await FillAsync(_mine, ("/identifierKind", "统一社会信用代码"), ("/identifier", "91350100M000100Y43"));
        await FillAsync(_mine, ("/revenue", "1200"));
        await _mine.WaitForSelectorAsync(Saved);
        await _mine.ClickAsync(".form-actions button[value=next]");
        await _mine.ClickAsync("button[value='add:patents']");
        await FillAsync(_mine, ("/number", "ZL202310500001.1"), ("/title", "一种阵列"), ("/kind", "发明专利"));
        await FillAsync(_mine, ("/owners", "云江触感科技有限公司"), ("/legalStatus", "有效"));
        await _mine.CheckAsync("[data-path$='/core']");
        await _mine.WaitForSelectorAsync(Saved);
        await _mine.GotoAsync(_address + "/publication");
        await _mine.CheckAsync("[data-path='declaration/accepted']");
        await _mine.WaitForSelectorAsync(Saved);
        await _mine.GotoAsync(_address + "/project");
    }

    /// <summary>Another account of the same organisations, signed in on a device of its own.</summary>
    private async Task<IPage> ColleagueAsync(IBrowserContext device, Guid of, string name = Colleague)
    {
        var person = await A.PersonAsync(_app, $"{name}@example.invalid", Role.Entrant);
        await _app.WithDbAsync(async db =>
        {
            var theirs = await db
                .Memberships.Where(m => m.PersonId == of && m.EndedAt == null)
                .Select(m => m.EntrantId)
                .ToListAsync();
            Assert.That(theirs, Is.Not.Empty);
            foreach (var entrant in theirs)
                db.Add(
                    new Membership
                    {
                        Id = Guid.CreateVersion7(),
                        EntrantId = entrant,
                        PersonId = person.Id,
                        Role = MemberRole.Editor,
                        Since = Database.DemoNow,
                    }
                );
            return await db.SaveChangesAsync();
        });
        var page = await device.NewPageAsync();
        await page.GotoAsync("/account/sign-in?ReturnUrl=/my/entries");
        await page.FillAsync("[name=Email]", person.Email!);
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("main form .btn-primary");
        await page.WaitForURLAsync("**/my/entries");
        return page;
    }

    /// <summary>Who is signed in on the first device.</summary>
    private async Task<string> PersonAsync()
    {
        var demo = await _one.NewPageAsync();
        await demo.GotoAsync("/demo");
        var id = await demo.Locator("h2:has-text('参赛') + ul input[name=id]").First.GetAttributeAsync("value");
        await demo.CloseAsync();
        return id!;
    }

    private static async Task<IPage> SignInAsync(IBrowserContext device, string? person = null)
    {
        var page = await device.NewPageAsync();
        await page.GotoAsync("/demo");
        await page.Locator(person is null ? "h2:has-text('参赛') + ul button" : $"li:has([value='{person}']) button")
            .First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/demo", StringComparison.Ordinal));
        return page;
    }

    private static async Task<string> DraftAsync(IPage page)
    {
        await page.GotoAsync("/my/entries");
        await page.Locator(".page-head .btn-primary").First.ClickAsync();
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/entries/*-*/project");
        return page.Url[..page.Url.LastIndexOf('/')];
    }

    private static async Task WriteAsync(IPage page, string field, string value)
    {
        await page.FillAsync(field, value);
        await page.WaitForSelectorAsync(Saved);
    }
}
