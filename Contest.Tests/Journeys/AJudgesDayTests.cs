using System.Diagnostics;
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
/// nothing but a keyboard, and some more with nothing but a finger.
/// </summary>
public sealed class AJudgesDayTests
{
    private const int Dossiers = 80;
    private const int ByTouch = 5;
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
    public async Task Some_dossiers_with_a_finger()
    {
        await using var tablet = await Browser.NewDeviceAsync(_app.Address, hasTouch: true);
        var page = await SignInAsync(tablet);
        await page.TapAsync(".page-head .btn-primary");
        for (var n = 1; n <= ByTouch; n++)
        {
            await ReadyAsync(page);
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

    [Test, Order(2)]
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
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
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
