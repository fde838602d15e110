using System.Diagnostics;
using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>
/// 902 projects, 34 judges: some eighty dossiers in two days (DOMAIN.md 1.7). One judge walks them all on a tablet, with
/// nothing but a keyboard, and some more with nothing but a finger; the language changes over the day.
/// </summary>
public sealed class AJudgesDayTests
{
    private const int Dossiers = 80;
    private const int ByTouch = 5;
    private static readonly string[] Languages = ["zh-CN", "zh-HK", "en"];
    private const int Third = Dossiers / 3;
    private ContestApp _app = null!;
    private JudgingRules _rules = null!;
    private string _judge = "";
    private Guid _judgeId;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await DemoJury.StartAsync();
        _rules = await DemoJury.RulesAsync(_app);
        _judge = (await DemoJury.UntouchedAsync(_app)).GroupBy(s => s.Judge).MaxBy(g => g.Count())!.Key;
        await _app.WithDbAsync(SeedAsync);
    }

    [OneTimeTearDown]
    public ValueTask CloseAsync() => _app.DisposeAsync();

    [Test, Order(1)]
    public async Task Every_key_of_the_help_does_what_it_says()
    {
        await using var tablet = await Browser.NewDeviceAsync(_app.Address);
        var page = await SignInAsync(tablet);
        await page.ClickAsync(".page-head .btn-primary");
        await ReadyAsync(page);
        var first = page.Url;
        string Row(int nth) => $"[data-field={_rules.Sheet[nth].Code}]";
        Task Press(string key) => page.Keyboard.PressAsync(key);
        Task At(string selector) => Assertions.Expect(page.Locator(selector)).ToBeFocusedAsync();
        async Task Holds(string points) =>
            await Assertions
                .Expect(page.Locator(Row(0)))
                .ToHaveValueAsync(new System.Text.RegularExpressions.Regex($"^{points}(\\.0)?$"));
        Task Flagged(bool isFlagged) =>
            Assertions.Expect(page.Locator("[data-note].is-flagged")).ToHaveCountAsync(isFlagged ? 1 : 0);
        ILocator dossier = page.Locator("[data-dossier]"),
            help = page.Locator("[data-keys-dialog]");

        await Press("?");
        await Assertions.Expect(help).ToBeVisibleAsync();
        // a key the help names is a key tried here
        Assert.That(
            await help.Locator("kbd").AllInnerTextsAsync(),
            Is.EqualTo(
                (string[])
                    [
                        "0–9 .",
                        "↑ ↓",
                        "← →",
                        "Enter",
                        "Ctrl + Enter",
                        "N · Alt + →",
                        "P · Alt + ←",
                        "S",
                        "F",
                        "D",
                        "C",
                        "?",
                        "Esc",
                    ]
            )
        );
        await Press("Escape");
        await Assertions.Expect(help).ToBeHiddenAsync();
        await At(Row(0));
        await page.Keyboard.TypeAsync("7.5");
        await Holds("7.5");
        await Press("ArrowRight");
        await Holds((7.5m + _rules.Step).ToString("0.##", CultureInfo.InvariantCulture));
        await Press("ArrowLeft");
        await Holds("7.5");
        await Press("ArrowDown");
        await At(Row(1));
        await Press("ArrowUp");
        await At(Row(0));
        await Press("Enter");
        await At(Row(1));
        await Press("c");
        await At("#comment");
        await page.Keyboard.TypeAsync("nsfd");
        await Assertions.Expect(page.Locator("#comment")).ToHaveValueAsync("nsfd");
        await Press("Escape");
        await At(Row(1));
        await Press("d");
        await At("[data-dossier]");
        await Press("d");
        await Assertions.Expect(dossier).ToBeHiddenAsync();
        await Press("d");
        await Press("Escape");
        await Assertions.Expect(dossier).ToBeHiddenAsync();
        await Press("f");
        await Flagged(true);
        await Press("f");
        await Flagged(false);
        await Press("Control+Enter");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync($"{_rules.Sheet.Count - 1}");
        foreach (var (next, previous) in ((string, string)[])[("n", "p"), ("Alt+ArrowRight", "Alt+ArrowLeft")])
        {
            await GoesAsync(page, next);
            Assert.That(page.Url, Is.Not.EqualTo(first));
            await GoesAsync(page, previous);
            Assert.That(page.Url, Is.EqualTo(first));
        }
        await page.FillAsync(Row(0), "");
        await page.FillAsync("#comment", "");
        await page.FocusAsync(Row(0));
        await ReadyAsync(page);
        await GoesAsync(page, "s");
        Assert.That(page.Url, Is.Not.EqualTo(first));
        var skipped = Guid.Parse(first[^36..]);
        Assert.That(
            await _app.WithDbAsync(db => db.SheetNotes.AnyAsync(n => n.SheetId == skipped && n.SkippedAt != null))
        );

        // whoever speaks to the machine turns the letters off: only they stop
        await page.ClickAsync("[data-keys]");
        await page.UncheckAsync("[data-keys-on]");
        await Press("Escape");
        await page.FocusAsync(Row(0));
        await Press("d");
        await Press("ArrowDown");
        await At(Row(1));
        await Assertions.Expect(dossier).ToBeHiddenAsync();
    }

    /// <summary>Presses a key and waits until the sheet it leads to stands.</summary>
    private static async Task GoesAsync(IPage page, string key)
    {
        var from = page.Url;
        await page.Keyboard.PressAsync(key);
        await page.WaitForURLAsync(u => u != from);
        await ReadyAsync(page);
    }

    [Test, Order(2)]
    public async Task Some_dossiers_with_a_finger()
    {
        await using var tablet = await Browser.NewDeviceAsync(_app.Address, hasTouch: true);
        var page = await SignInAsync(tablet);
        await page.TapAsync(".page-head .btn-primary");
        for (var n = 1; n <= ByTouch; n++)
        {
            await ReadyAsync(page);
            if (n % 2 == 0)
                await SpeakAsync(page, Languages[n / 2]);
            var sheet = page.Url;
            foreach (var criterion in _rules.Sheet)
            {
                var slider = page.Locator($"[data-slider={criterion.Code}]");
                var box = (await slider.BoundingBoxAsync())!;
                await slider.TapAsync(
                    new()
                    {
                        Position = new() { X = box.Width * 0.75f, Y = box.Height / 2 },
                    }
                );
                await page.TapAsync($"[data-more={criterion.Code}]");
            }
            await page.TapAsync("[data-submit]");
            await page.TapAsync("dialog .btn-seal");
            await page.TapAsync("[data-next]");
            await page.WaitForURLAsync(u => u != sheet);
        }

        Assert.That(await SubmittedAsync(), Is.EqualTo(ByTouch));
    }

    [Test, Order(3)]
    public async Task Eighty_dossiers_with_the_keyboard_alone()
    {
        var before = await SubmittedAsync();
        await using var tablet = await Browser.NewDeviceAsync(_app.Address);
        var page = await SignInAsync(tablet);
        Keyboard keyboard = new(page);
        await keyboard.EnterAsync(".page-head .btn-primary");
        var began = Stopwatch.GetTimestamp();
        HashSet<string> walked = [];
        var marks = DemoJury.Marks(_rules).Values.ToList();
        for (var n = before; n < Dossiers; n++)
        {
            await ReadyAsync(page);
            Assert.That(walked.Add(page.Url), "the next one is another one");
            if (n % Third == 0 && n / Third < Languages.Length)
                await SpeakAsync(page, Languages[n / Third]);
            foreach (var mark in marks)
            {
                await page.Keyboard.TypeAsync(mark!);
                await page.Keyboard.PressAsync("ArrowDown");
            }
            var sheet = page.Url;
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForSelectorAsync("dialog[open]");
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForURLAsync(u => u != sheet, new() { WaitUntil = WaitUntilState.Commit });
        }
        await page.WaitForURLAsync("**/jury");
        TestContext.Out.WriteLine(
            $"{walked.Count} dossiers by keyboard in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"
        );

        Assert.That(await SubmittedAsync(), Is.EqualTo(Dossiers));
        var sets = await _app.WithDbAsync(db =>
            db.Marks.Where(m => db.JudgeSheets.Any(s => s.Id == m.SheetId && s.JudgeId == _judgeId))
                .GroupBy(m => m.SheetId)
                .Select(g => g.Count())
                .ToListAsync()
        );
        Assert.That(sets, Is.EqualTo(Enumerable.Repeat(_rules.Sheet.Count, Dossiers)));
    }

    private async Task<IPage> SignInAsync(IBrowserContext device)
    {
        var page = await device.OpenAsync("/demo");
        await page.ClickAsync($"button:has-text('{_judge}')");
        await page.WaitForURLAsync("**/jury");
        return page;
    }

    /// <summary>The sheet stands: its marks are read, the keys are there.</summary>
    private static async Task ReadyAsync(IPage page)
    {
        await page.WaitForSelectorAsync("html.has-keys", new() { State = WaitForSelectorState.Attached });
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        var saved = Web.Texts.Jury.ResourceManager.GetString("SavedPill", CultureInfo.GetCultureInfo(language))!;
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync(saved);
    }

    /// <summary>The same sheet in another language, which stays.</summary>
    private static async Task SpeakAsync(IPage page, string language)
    {
        await page.GotoAsync($"{page.Url}?culture={language}");
        await page.WaitForSelectorAsync($"html[lang={language}]", new() { State = WaitForSelectorState.Attached });
        await ReadyAsync(page);
    }

    private Task<int> SubmittedAsync() =>
        _app.WithDbAsync(db => db.JudgeSheets.CountAsync(s => s.JudgeId == _judgeId && s.SubmittedAt != null));

    /// <summary>The judge has exactly eighty sheets, all untouched; there are as many entries as that takes.</summary>
    private async Task<bool> SeedAsync(Infrastructure.Data.ContestDb db)
    {
        var judge = await db.Judges.SingleAsync(j => j.Name == _judge);
        _judgeId = judge.Id;
        var own = await db.JudgeSheets.Where(s => s.JudgeId == judge.Id).ToListAsync();
        foreach (var sheet in own)
            (sheet.State, sheet.Version) = (CanonicalJson.Write(SheetState.Empty), 0);
        var has = own.Select(s => s.EntryId).ToHashSet();
        var entries = await db
            .Entries.AsNoTracking()
            .Where(e => e.State == EntryState.Accepted && e.Code != null)
            .OrderBy(e => e.Code)
            .ToListAsync();
        var number = await db.Entries.MaxAsync(e => e.Number);
        var more = entries.Where(e => !has.Contains(e.Id)).Select(e => e.Id).Take(Dossiers - own.Count).ToList();
        while (own.Count + more.Count < Dossiers)
        {
            var entry = Copy(entries[0], ++number);
            db.Entries.Add(entry);
            more.Add(entry.Id);
        }
        db.JudgeSheets.AddRange(
            more.Select(e => new JudgeSheet
            {
                Id = Guid.NewGuid(),
                CompetitionId = judge.CompetitionId,
                Round = Stage.Preliminary,
                JudgeId = judge.Id,
                EntryId = e,
                State = CanonicalJson.Write(SheetState.Empty),
            })
        );
        await db.SaveChangesAsync();
        return true;
    }

    private static Entry Copy(Entry like, int number) =>
        new()
        {
            Id = Guid.NewGuid(),
            CompetitionId = like.CompetitionId,
            Number = number,
            Code = $"Z{number:000}",
            Title = $"{like.Title} {number}",
            Group = like.Group,
            Industry = like.Industry,
            Summary = like.Summary,
            ContactName = like.ContactName,
            ContactPhone = like.ContactPhone,
            ContactEmail = like.ContactEmail,
            State = EntryState.Accepted,
        };
}
