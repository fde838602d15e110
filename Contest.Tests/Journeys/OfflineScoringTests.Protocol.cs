using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Npgsql;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>The cases of DESIGN.md 9 and FRONTEND.md 4, each on a sheet of its own.</summary>
public sealed partial class OfflineScoringTests
{
    [Test]
    public async Task A_reload_before_anything_was_sent_loses_nothing()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        // nothing may be sent on leaving either: what survives is the device's own copy
        await page.RouteAsync("**/api/sheets/**", r => r.Request.Method == "PUT" ? r.AbortAsync() : r.ContinueAsync());

        await page.FillAsync(Field(0), "9.5");
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator(Field(0))).ToHaveValueAsync("9.5");
        await page.UnrouteAllAsync();
        await RetryAsync(page);
        await SavedAsync(page);
        Assert.That((await StateAsync(sheet))[Code(0)], Is.EqualTo("9.5"));
    }

    [Test]
    public async Task An_answer_that_was_lost_is_given_again_and_applied_once()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        await LoseAnswersAsync(page);

        await page.FillAsync(Field(0), "8");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("服务器未响应 · 1 项暂存本机");
        await page.UnrouteAllAsync();
        await RetryAsync(page);
        await SavedAsync(page);

        Assert.That(await VersionAsync(sheet), Is.EqualTo(1));
        Assert.That(await PatchesAsync(sheet), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Three_errors_of_the_server_are_waited_out()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        var left = 3;
        await page.RouteAsync(
            $"**/api/sheets/{sheet.Id}",
            r => r.Request.Method == "PUT" && left-- > 0 ? r.FulfillAsync(new() { Status = 500 }) : r.ContinueAsync()
        );

        await page.FillAsync(Field(0), "7");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("服务器未响应 · 1 项暂存本机");
        await SavedAsync(page);

        Assert.That(left, Is.LessThan(0), "all three were met");
        Assert.That((await StateAsync(sheet))[Code(0)], Is.EqualTo("7"));
    }

    [Test]
    public async Task A_conflict_whose_answer_was_lost_survives_a_reload_and_the_other_device_can_be_taken()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844);
        await SignInAsync(phone, sheet.Judge);
        var other = await phone.OpenAsync(Path(sheet));
        await other.FillAsync(Field(0), "15");
        await SavedAsync(other);

        await LoseAnswersAsync(page);
        await page.FillAsync(Field(0), "12");
        await Assertions.Expect(page.Locator("[data-pill]")).ToContainTextAsync("服务器未响应");
        await page.UnrouteAllAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-conflicts]")).ToContainTextAsync("本机 12，另一台设备 15");
        Assert.That((await StateAsync(sheet))[Code(0)], Is.EqualTo("15"), "nothing is decided silently");

        await page.ClickAsync("[data-conflicts] button >> nth=1");
        await SavedAsync(page);
        await Assertions.Expect(page.Locator(Field(0))).ToHaveValueAsync(Like("15"));
        Assert.That((await StateAsync(sheet))[Code(0)], Is.EqualTo("15"));
    }

    [Test]
    public async Task Two_tabs_of_one_device_share_what_was_typed_and_never_differ()
    {
        var sheet = _untouched.Dequeue();
        var first = await KeptAsync(sheet);
        var second = await _tablet.OpenAsync(Path(sheet));
        await SavedAsync(second);

        await first.FillAsync(Field(0), "6");
        await Assertions.Expect(second.Locator(Field(0))).ToHaveValueAsync(Like("6"));
        await second.FillAsync(Field(1), "5");
        await Assertions.Expect(first.Locator(Field(1))).ToHaveValueAsync(Like("5"));
        await first.FillAsync(Field(0), "6.5");
        await SavedAsync(first);
        await SavedAsync(second);

        var state = await StateAsync(sheet);
        Assert.That((state[Code(0)], state[Code(1)]), Is.EqualTo(("6.5", "5")));
        await second.CloseAsync();
    }

    [Test]
    public async Task A_revision_that_another_tab_had_used_is_sent_again_under_a_new_one()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        // what a tab in another process leaves behind that had not seen this one's storage yet
        await page.RouteAsync(
            $"**/api/sheets/{sheet.Id}",
            async r =>
            {
                if (r.Request.Method == "PUT" && await VersionAsync(sheet) == 0)
                    await r.ContinueAsync(
                        new() { PostData = System.Text.Encoding.UTF8.GetBytes(OtherField(r.Request.PostData!)) }
                    );
                else
                    await r.ContinueAsync();
            }
        );

        await page.FillAsync(Field(0), "11");
        await SavedAsync(page);

        var state = await StateAsync(sheet);
        Assert.That((state[Code(0)], state[Code(1)]), Is.EqualTo(("11", "4")));
        await page.UnrouteAllAsync();

        string OtherField(string patch) =>
            patch.Replace($"\"{Code(0)}\":\"11\"", $"\"{Code(1)}\":\"4\"", StringComparison.Ordinal);
    }

    [Test]
    public async Task After_the_session_has_ended_everything_is_kept_and_goes_on_after_signing_in()
    {
        var sheet = _untouched.Dequeue();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(device, sheet.Judge);
        var page = await device.OpenAsync(Path(sheet));
        await SavedAsync(page);
        await device.ClearCookiesAsync();

        await page.FillAsync(Field(0), "13.5");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("登录已过期 · 内容在本机");
        await Assertions
            .Expect(page.Locator("[data-sign-in]"))
            .ToHaveAttributeAsync("href", $"/account/sign-in?ReturnUrl=%2Fjury%2Fsheets%2F{sheet.Id}");
        await SignInAsync(device, sheet.Judge);
        await RetryAsync(page);
        await SavedAsync(page);

        Assert.That((await StateAsync(sheet))[Code(0)], Is.EqualTo("13.5"));
    }

    [TestCase("closed")]
    [TestCase("submitted")]
    [TestCase("aside")]
    public async Task What_comes_after_the_lock_is_kept_and_said_not_to_count(string how)
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        await _tablet.SetOfflineAsync(true);
        await page.FillAsync(Field(0), "3.5");
        await LockAsync(sheet, how);

        await _tablet.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("评分已锁定", new() { Timeout = 20000 });

        await Assertions.Expect(page.Locator("[data-conflicts]")).ToContainTextAsync("未计入");
        await Assertions.Expect(page.Locator("[data-conflicts]")).ToContainTextAsync("3.5");
        await Assertions.Expect(page.Locator(Field(0))).ToHaveAttributeAsync("readonly", "");
        Assert.That((await StateAsync(sheet)).GetValueOrDefault(Code(0)), Is.Not.EqualTo("3.5"));
        if (how == "closed")
            await RunAsync(null);
    }

    [Test]
    public async Task A_device_that_can_keep_nothing_says_so_at_once_and_still_saves()
    {
        var sheet = _untouched.Dequeue();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(device, sheet.Judge);
        await device.AddInitScriptAsync(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
        );
        var page = await device.OpenAsync(Path(sheet));

        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("本机存储不可用，请保持联网");
        await page.FillAsync(Field(0), "2.5");

        await EventuallyAsync(sheet, Code(0), "2.5");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveClassAsync(new Regex("pill-error"));
    }

    [Test]
    public async Task A_device_without_any_storage_says_so_and_still_saves()
    {
        var sheet = _untouched.Dequeue();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(device, sheet.Judge);
        await device.AddInitScriptAsync(
            """
            for (const name of ['localStorage', 'indexedDB'])
              Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });
            """
        );
        var page = await device.OpenAsync(Path(sheet));

        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("本机存储不可用，请保持联网");
        await page.FillAsync(Field(0), "1.5");

        await EventuallyAsync(sheet, Code(0), "1.5");
    }

    [Test]
    public async Task A_page_from_the_back_forward_cache_reads_what_is_there_now()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844);
        await SignInAsync(phone, sheet.Judge);
        var other = await phone.OpenAsync(Path(sheet));
        await other.FillAsync(Field(0), "14");
        await SavedAsync(other);

        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await Assertions.Expect(page.Locator(Field(0))).ToHaveValueAsync(Like("14"));
        await SavedAsync(page);
    }

    [Test]
    public async Task A_sheet_that_was_given_back_opens_on_the_page_and_is_not_submitted_by_itself()
    {
        var sheet = _untouched.Dequeue();
        var page = await KeptAsync(sheet);
        foreach (var (code, value) in DemoJury.Marks(_rules))
            await page.FillAsync($"[data-field={code}]", value!);
        await page.ClickAsync("[data-submit]");
        await page.ClickAsync("dialog .btn-seal");
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeVisibleAsync();

        await GiveBackAsync(sheet);
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeHiddenAsync();
        await page.FillAsync(Field(0), "20");
        await SavedAsync(page);

        Assert.That(await MarksAsync(sheet), Has.Count.EqualTo(_rules.Sheet.Count));
        await page.ClickAsync("[data-submit]");
        await page.ClickAsync("dialog .btn-seal");
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeVisibleAsync();
        var marks = await _app.WithDbAsync(db =>
            db.Marks.Where(m => m.SheetId == sheet.Id && m.Criterion == Code(0))
                .OrderBy(m => m.Submission)
                .Select(m => m.Points)
                .ToListAsync()
        );
        Assert.That(marks, Is.EqualTo(new[] { Number(DemoJury.Marks(_rules)[Code(0)]), 20m }));
    }

    [Test]
    public async Task The_worker_forgets_assets_that_no_kept_page_names()
    {
        var page = await KeptAsync(_untouched.Peek());

        var left = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const cache = await caches.open('judge-1'), old = '/dist/judge.0123456789.js';
              await cache.put(old, new Response('old'));
              const before = (await cache.keys()).length;
              navigator.serviceWorker.controller.postMessage('sweep');
              while (await cache.match(old)) await new Promise(ok => setTimeout(ok, 20));
              return (await cache.keys()).map(r => new URL(r.url).pathname).filter(p => /^\/dist\/judge\./.test(p));
            }
            """
        );

        Assert.That(
            left.Count(p => p.EndsWith(".js", StringComparison.Ordinal)),
            Is.EqualTo(1),
            "the one in use stays"
        );
        Assert.That(left.Count(p => p.EndsWith(".css", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_page_that_was_never_kept_is_waited_for()
    {
        var sheet = _untouched.Peek();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(device, sheet.Judge);
        var desk = await device.OpenAsync("/jury");
        await desk.WaitForSelectorAsync("html.is-kept");
        await desk.EvaluateAsync($"async () => (await caches.open('judge-1')).delete('{Path(sheet)}')");
        await using NpgsqlConnection slow = new(_app.ConnectionString);
        await slow.OpenAsync();
        await using NpgsqlCommand hold = new("begin; lock table judge_sheets", slow);
        await hold.ExecuteNonQueryAsync();

        var opened = desk.GotoAsync(Path(sheet));
        await Task.Delay(TimeSpan.FromSeconds(5)); // the worker gives a kept page after four
        await slow.CloseAsync();

        Assert.That((await opened)!.Ok, Is.True);
        Assert.That(
            await desk.EvaluateAsync<bool>(
                $"async () => !!await (await caches.open('judge-1')).match('{Path(sheet)}')"
            ),
            Is.True,
            "kept although it came late"
        );
        await SavedAsync(desk);
    }

    [Test]
    public async Task Signing_out_leaves_nothing_of_the_judge_on_the_device()
    {
        var sheet = _untouched.Peek();
        await using var device = await Browser.NewDeviceAsync(_app.Address);
        await SignInAsync(device, sheet.Judge);
        var page = await device.OpenAsync(Path(sheet));
        await page.WaitForSelectorAsync("html.is-kept");
        await SavedAsync(page);

        await page.ClickAsync("[data-sign-out] button");
        await page.WaitForURLAsync(u => !u.Contains("/jury", StringComparison.Ordinal));

        var left = await page.EvaluateAsync<string[]>(
            "async () => [...Object.keys(localStorage).filter(k => /^(sheet|words):/.test(k)), ...(await caches.keys())]"
        );
        Assert.That(left, Is.Empty);
    }

    [Test]
    public async Task A_browser_killed_without_a_network_and_opened_again_without_one_has_everything()
    {
        var sheet = _untouched.Dequeue();
        var profile = Directory.CreateTempSubdirectory("contest-judge-").FullName;
        try
        {
            await using OwnBrowser browser = new(profile, _app.Address, 1024, 768);
            var page = await browser.OpenAsync();
            await SignInAsync(browser.Device, sheet.Judge);
            page = await browser.Device.OpenAsync(Path(sheet));
            await page.WaitForSelectorAsync("html.is-kept");
            await SavedAsync(page);
            await browser.Device.SetOfflineAsync(true);
            await page.FillAsync(Field(0), "12.5");
            await page.FillAsync("[data-field=comment]", "离线写下的意见");
            await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("网络已断开 · 2 项暂存本机");
            await DurableAsync(page);
            await browser.KillAsync();

            await browser.OpenAsync();
            await browser.Device.SetOfflineAsync(true);
            page = await browser.Device.OpenAsync(Path(sheet));
            await Assertions.Expect(page.Locator(Field(0))).ToHaveValueAsync("12.5");
            await Assertions.Expect(page.Locator("[data-field=comment]")).ToHaveValueAsync("离线写下的意见");
            await browser.Device.SetOfflineAsync(false);
            // the session was the dead browser's: what was typed waits for its judge
            await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("登录已过期 · 内容在本机");
            await SignInAsync(browser.Device, sheet.Judge);
            await RetryAsync(page);
            await SavedAsync(page);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
        var state = await StateAsync(sheet);
        Assert.That((state[Code(0)], state[SheetRules.Comment]), Is.EqualTo(("12.5", "离线写下的意见")));
    }

    /// <summary>A row with the focus shows the points as typed, the others with one decimal.</summary>
    private static Regex Like(string points) => new($"^{points}(\\.0)?$");

    private string Code(int row) => _rules.Sheet[row].Code;

    private string Field(int row) => $"[data-field={Code(row)}]";

    private static Task SavedAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器", new() { Timeout = 20000 });

    /// <summary>What the device does when the network comes back; it may have tried by itself before.</summary>
    private static async Task RetryAsync(IPage page) => await page.EvaluateAsync("dispatchEvent(new Event('online'))");

    /// <summary>The server does it, and nobody hears of it.</summary>
    private static async Task LoseAnswersAsync(IPage page) =>
        await page.RouteAsync(
            "**/api/sheets/*",
            async r =>
            {
                if (r.Request.Method != "PUT")
                {
                    await r.ContinueAsync();
                    return;
                }
                await r.FetchAsync();
                await r.AbortAsync();
            }
        );

    /// <summary>IndexedDB has it for good: what a transaction after it reads is behind it in the queue.</summary>
    private static async Task DurableAsync(IPage page) =>
        await page.EvaluateAsync(
            """
            () => new Promise((ok, no) => {
              const r = indexedDB.open('scores', 1);
              r.onerror = () => no(r.error);
              r.onsuccess = () => {
                const tx = r.result.transaction('sheets', 'readwrite', { durability: 'strict' });
                tx.objectStore('sheets').put(1, 'flushed');
                tx.oncomplete = ok; tx.onabort = no;
              };
            })
            """
        );

    private async Task LockAsync(DemoJury.Sheet sheet, string how)
    {
        if (how == "closed")
            await RunAsync(_app.Clock.GetUtcNow());
        else if (how == "aside")
            await _app.WithDbAsync(db =>
                db.JudgeSheets.Where(s => s.Id == sheet.Id)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.SetAsideAt, _app.Clock.GetUtcNow()))
            );
        else
            A.Must(
                await _app.WithAsync(
                    (SaveSheet a) =>
                        a.HandleAsync(
                            new(sheet.Id, sheet.PersonId, new("phone", 1, 0, DemoJury.Marks(_rules), [], [], true)),
                            default
                        )
                )
            );
    }

    /// <summary>Closes the round, or takes that back: how it is closed is tested elsewhere.</summary>
    private Task<int> RunAsync(DateTimeOffset? closedAt) =>
        _app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Preliminary)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.ClosedAt, closedAt))
        );

    private async Task GiveBackAsync(DemoJury.Sheet sheet)
    {
        var edition = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Id).SingleAsync());
        var asked = A.Must(
            await _app.WithAsync(
                (UnlockSheet a) => a.HandleAsync(new(edition, sheet.Id, "评委要求更正", A.Organizer), default)
            )
        );
        A.Must(
            await _app.WithAsync(
                (DecideApproval a) => a.HandleAsync(new(asked.Id, asked.ShownHash, true, A.OtherOrganizer), default)
            )
        );
    }

    private async Task EventuallyAsync(DemoJury.Sheet sheet, string code, string value)
    {
        for (var n = 0; n < 200 && (await StateAsync(sheet)).GetValueOrDefault(code) != value; n++)
            await Task.Delay(50);
        Assert.That((await StateAsync(sheet)).GetValueOrDefault(code), Is.EqualTo(value));
    }

    private Task<long> VersionAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db => db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.Version).SingleAsync());
}
