using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Pages.Jury;

/// <summary>The judge's pages in every state, as a tablet, a phone and a desk show them in three languages.</summary>
public sealed partial class JudgePagesTests
{
    private const int LongestTitle = 100;

    /// <summary>Controls a finger would miss: less than 44 px high, with what a pseudo-element adds to them.</summary>
    private const string TooSmall = """
        [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select, textarea")]
          .filter(e => e.getClientRects().length && e.checkVisibility() && !e.closest(".visually-hidden, .skip"))
          .map(e => {
            const at = /checkbox|radio/.test(e.type) ? e.closest("label") ?? e : e;
            const more = ["::before", "::after"].map(p => getComputedStyle(at, p))
              .filter(s => s.content !== "none" && s.position === "absolute").map(s => parseFloat(s.height) || 0);
            return [Math.max(at.getBoundingClientRect().height, ...more), e.outerHTML.slice(0, 100)];
          })
          .filter(([height]) => height < 43.5).map(([height, what]) => `${height} ${what}`)
        """;

    private Task<Dictionary<string, DemoJury.Sheet>>? _states;

    [TestCase("zh-CN", 1024, 768)]
    [TestCase("zh-HK", 390, 844)]
    [TestCase("en", 1440, 900)]
    public async Task In_every_state_they_have_names_and_axe_finds_nothing(string culture, int width, int height)
    {
        var states = await (_states ??= StatesAsync());
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, height, culture);
        var page = await SignedInAsync(device);
        string[] paths =
        [
            "/jury",
            "/jury/distribution",
            "/jury/terms",
            "/jury/tutorial",
            .. states.Values.Select(Path),
            Path(states["open"]) + "?plain=1",
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync($"{path}{(path.Contains('?') ? "&" : "?")}culture={culture}");
            await LooksWellAsync(page);
        }
        await page.GotoAsync(Path(states["open"]));
        await ReadyAsync(page);
        foreach (var opened in (string[])[".own-note", ".doubt", ".recusal"])
        {
            await page.ClickAsync($"{opened} summary");
            await LooksWellAsync(page);
            await page.Keyboard.PressAsync("Escape");
        }
        await page.ClickAsync("[data-dossier-open] >> nth=0");
        await page.ClickAsync(".dossier-patents summary >> nth=0");
        await LooksWellAsync(page);
        await page.EvaluateAsync("document.querySelector('[data-keys-dialog]').showModal()");
        await LooksWellAsync(page);
        Assert.That(Browser.CspViolations.Where(v => v.Contains("/jury")), Is.Empty);
    }

    [TestCase("zh-CN")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public async Task The_sheet_fits_a_tablet_without_scrolling_whatever_is_open(string culture)
    {
        var states = await (_states ??= StatesAsync());
        await using var tablet = await Browser.NewDeviceAsync(_app.Address, 1024, 768, culture);
        var page = await SignedInAsync(tablet);
        foreach (var state in (string[])["open", "long"])
        {
            await page.GotoAsync($"{Path(states[state])}?culture={culture}");
            await ReadyAsync(page);
            await FitsAsync(page, $"the {state} one");
            foreach (var opened in (string[])[".own-note", ".doubt", ".recusal", ".anchors"])
            {
                await page.ClickAsync($"{opened} summary >> nth=0");
                await FitsAsync(page, $"the {state} one with {opened}");
                await page.Keyboard.PressAsync("Escape"); // it lies over what comes next
            }
            Assert.That(await page.Locator(".work-papers details[open], .anchors[open]").CountAsync(), Is.Zero);
            await page.ClickAsync("[data-dossier-open] >> nth=0");
            await FitsAsync(page, $"the {state} one beside its dossier");
            await page.ClickAsync(".own-note summary");
            await FitsAsync(page, $"the {state} one beside its dossier with the note");
            await page.Keyboard.PressAsync("Escape");
            await page.ClickAsync("[data-dossier-close]");
        }
    }

    [Test]
    public async Task The_practice_behaves_like_a_sheet_and_sends_nothing()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1024, 768, "zh-CN");
        var page = await SignedInAsync(device);
        await page.GotoAsync("/jury/tutorial");
        System.Collections.Concurrent.ConcurrentQueue<string> sent = new();
        page.Request += (_, request) =>
        {
            // the browser may still fetch the icon of its tab
            if (request.Method != "GET" || request.ResourceType is "fetch" or "xhr" or "document")
                sent.Enqueue($"{request.Method} {request.Url}");
        };
        var fields = page.Locator("[data-field]");
        var (said, total) = (page.Locator("[data-said]"), page.Locator("[data-total]"));

        await fields.Nth(0).FocusAsync();
        await page.Keyboard.TypeAsync("1000");
        await Assertions.Expect(fields.Nth(0)).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Keyboard.PressAsync("Control+A");
        foreach (var criterion in _rules.Sheet)
        {
            await page.Keyboard.TypeAsync($"{criterion.Most:0}");
            await page.Keyboard.PressAsync("ArrowDown");
        }
        await Assertions.Expect(total).ToHaveTextAsync("100.0");
        await page.Keyboard.PressAsync("ArrowLeft"); // the last row has no row below it
        await Assertions.Expect(total).ToHaveTextAsync($"{100 - _rules.Step:0.0}");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#comment")).ToBeFocusedAsync();
        await Assertions.Expect(said).ToContainTextAsync("请写评审意见");
        await page.Keyboard.TypeAsync("权利要求稳定");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(said).ToContainTextAsync("练习完成");
        await page.Keyboard.PressAsync("Enter"); // the focus is on practising again
        await Assertions.Expect(total).ToHaveTextAsync("—");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(said).ToContainTextAsync($"还有 {_rules.Sheet.Count} 项没有评分");

        Assert.That(sent, Is.Empty);
        Assert.That(await page.EvaluateAsync<bool>("!JSON.stringify(localStorage).includes('权利要求稳定')"));
    }

    /// <summary>Once everything is drawn: lines move for a moment after the dossier has been opened.</summary>
    private static async Task FitsAsync(IPage page, string what)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        int[] over;
        do over = await page.EvaluateAsync<int[]>(
            "[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]"
        );
        while (over.Any(o => o > 0) && System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
        Assert.That(over, Is.All.LessThanOrEqualTo(0), what);
    }

    private static async Task LooksWellAsync(IPage page)
    {
        await page.HasNoAxeFindingsAsync();
        await page.HasNamesAsync();
        Assert.That(
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(0),
            page.Url
        );
        Assert.That(await page.EvaluateAsync<string[]>(TooSmall), Is.Empty, page.Url);
    }

    private async Task<IPage> SignedInAsync(IBrowserContext device)
    {
        var page = await device.OpenAsync("/demo");
        await page.ClickAsync($"button:has-text('{_untouched.Peek().Judge}')");
        await page.WaitForURLAsync("**/jury");
        return page;
    }

    private static async Task ReadyAsync(IPage page) =>
        await page.WaitForSelectorAsync("html.has-keys", new() { State = WaitForSelectorState.Attached });

    /// <summary>One sheet of every state a judge can meet, made by the judge's own acts.</summary>
    private async Task<Dictionary<string, DemoJury.Sheet>> StatesAsync()
    {
        Dictionary<string, DemoJury.Sheet> states = new(StringComparer.Ordinal);
        foreach (var state in (string[])["open", "long", "started", "submitted", "noted", "asked", "recused", "aside"])
            states[state] = _untouched.Dequeue();
        await FillAsync(states["started"], "false", _rules.Sheet[0].Code, "5");
        await FillAsync(states["submitted"], "true", [.. DemoJury.Marks(_rules).Select(m => (m.Key, m.Value!))]);
        await _judge.SendAsync($"{Path(states["noted"])}?handler=Note", ("note", "再看同族"), ("isFlagged", "true"));
        await _judge.SendAsync($"{Path(states["noted"])}?handler=Note", ("skip", "true"));
        await _judge.SendAsync($"{Path(states["asked"])}?handler=Question", ("doubt", "专利权人与参赛单位不一致"));
        await _judge.SendAsync($"{Path(states["recused"])}?handler=Recuse", ("reason", "曾任该单位顾问"));
        var (longest, aside) = (states["long"], states["aside"]);
        var title = string.Concat(Enumerable.Repeat("面向边缘推理的存算一体芯片及其低功耗调度方法", 5))[..LongestTitle];
        await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.Code == longest.Code).ExecuteUpdateAsync(e => e.SetProperty(x => x.Title, title))
        );
        // and with everything that can stand under it
        await _app.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Id == longest.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Variant, _rules.Variants[0].Code))
        );
        await _app.WithDbAsync(async db =>
        {
            var sheet = await db.JudgeSheets.SingleAsync(s => s.Id == aside.Id);
            (sheet.SetAsideAt, sheet.SetAsideReason) = (_app.Clock.GetUtcNow(), "评委退出");
            return await db.SaveChangesAsync();
        });
        var made = await _app.WithDbAsync(db =>
            db.JudgeSheets.CountAsync(s =>
                states.Values.Select(x => x.Id).Contains(s.Id)
                && (s.SubmittedAt != null || s.RecusedAt != null || s.SetAsideAt != null)
            )
        );
        Assert.That(made, Is.EqualTo(3));
        return states;
    }
}
