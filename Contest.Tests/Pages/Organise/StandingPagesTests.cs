using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Organise;

/// <summary>
/// The jury's console as an organizer walks through it: pool, plan, sheets, questions, standings, events, and the
/// closing in each of its states.
/// </summary>
public sealed class StandingPagesTests
{
    private ContestApp _app = null!;
    private string _desk = "";
    private Guid _entry;
    private Guid _edition;
    private Guid _expert;
    private Guid _asked;
    private Actor _first = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        var organizer = await A.PersonAsync(_app, "organizer@standings.example", Role.Organizer);
        _first = new(organizer.Id, organizer.DisplayName, Role.Organizer);
        (_edition, var slug) = await _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync();
            return (edition.Id, edition.Slug);
        });
        _desk = $"/organise/{slug}/jury";
        _expert = await _app.WithDbAsync(db => db.Experts.OrderBy(e => e.Name).Select(e => e.Id).FirstAsync());
        await AskAsync();
        _entry = await _app.WithDbAsync(db =>
            db.Entries.Where(e => db.JudgeSheets.Count(s => s.EntryId == e.Id && s.SubmittedAt != null) >= 3)
                .OrderBy(e => e.Code)
                .Select(e => e.Id)
                .FirstAsync()
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Order(1)]
    [TestCase("zh-CN", 1440)]
    [TestCase("zh-HK", 390)]
    [TestCase("en", 1024)]
    public async Task The_pages_have_names_and_axe_finds_nothing(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var page = await SignedInAsync(device);
        foreach (
            var path in (string[])
                [
                    "",
                    "plan",
                    "experts",
                    $"experts/{_expert}",
                    "conflicts",
                    "sheets",
                    $"sheets/{_asked}/unlock",
                    "questions",
                    "standings",
                    $"standings/{_entry}",
                    "calibration",
                    "events",
                    "closing",
                ]
        )
        {
            var answer = await page.GotoAsync($"{_desk}/{path}");
            Assert.That(answer!.Ok, $"{path}: {answer.Status}");
            await PictureAsync(
                page,
                $"{path.Split('/')[0]}{(path.Contains('/', StringComparison.Ordinal) ? "-one" : "")}-{width}"
            );
            await LooksWellAsync(page);
        }
        await page.GotoAsync($"{_desk}/experts");
        await page.ClickAsync("section[aria-labelledby=add] button");
        await Assertions.Expect(page.Locator(".field-validation-error, .field-error").First).ToBeVisibleAsync();
        await LooksWellAsync(page);
    }

    [Test, Order(3)]
    public async Task Two_tabs_of_one_expert_do_not_write_over_each_other()
    {
        using Visitor organizer = new(_app, "zh-CN");
        await organizer.SendAsync(
            "/account/sign-in",
            ("Email", "organizer@standings.example"),
            ("Password", A.Password)
        );
        var path = $"{_desk}/experts/{_expert}";
        IHtmlFormElement Form(IHtmlDocument page) =>
            page.QuerySelectorAll<IHtmlFormElement>("main form")
                .Single(f => f.QuerySelector("[name='Input.Version']") != null);
        var (one, other) = (await organizer.SeeAsync(path), await organizer.SeeAsync(path));

        var saved = await organizer.SubmitAsync(Form(one), path, ("Input.Ipc", "H01M"));
        var refused = await organizer.SubmitAsync(Form(other), path, ("Input.Ipc", "G06F"));

        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var told = await Visitor.ReadAsync(refused);
        Assert.That(told.QuerySelector(".note-error"), Is.Not.Null);
        Assert.That(told.QuerySelector<IHtmlInputElement>("[name='Input.Ipc']")!.Value, Is.EqualTo("G06F"));
        Assert.That((await IpcAsync(organizer, path)), Is.EqualTo("H01M"));
        // whoever has read that and saves again, knows
        var again = await organizer.SubmitAsync(Form(told), path);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((await IpcAsync(organizer, path)), Is.EqualTo("G06F"));
    }

    [Test, Order(3)]
    public async Task The_list_of_sheets_begins_with_what_can_be_unlocked_and_shows_all_page_by_page()
    {
        using Visitor organizer = new(_app, "zh-CN");
        await organizer.SendAsync(
            "/account/sign-in",
            ("Email", "organizer@standings.example"),
            ("Password", A.Password)
        );
        List<string> seen = [];
        for (var path = $"{_desk}/sheets"; path != ""; )
        {
            var page = await organizer.SeeAsync(path);
            seen.AddRange(
                page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("a") is null ? "open" : "submitted")
            );
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href") ?? "";
        }
        var all = await _app.WithDbAsync(db => db.JudgeSheets.Where(s => s.Round == Stage.Preliminary).CountAsync());
        Assert.That(seen, Has.Count.EqualTo(all));
        Assert.That(seen, Is.EqualTo(seen.OrderByDescending(s => s)), "submitted ones first");
        Assert.That(seen[0], Is.EqualTo("submitted"));
        Assert.That(seen[^1], Is.EqualTo("open"));
    }

    private static async Task<string> IpcAsync(Visitor organizer, string path) =>
        (await organizer.SeeAsync(path)).QuerySelector<IHtmlInputElement>("[name='Input.Ipc']")!.Value;

    private static async Task LooksWellAsync(IPage page)
    {
        await page.HasNamesAsync();
        await page.HasNoAxeFindingsAsync();
        Assert.That(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            $"{page.Url} is wider than the screen"
        );
    }

    /// <summary>A judge has a doubt, and a submitted sheet is asked to be unlocked: both wait.</summary>
    private async Task AskAsync()
    {
        var open = (await DemoJury.UntouchedAsync(_app))[0];
        _asked = (await DemoJury.SubmittedAsync(_app))[0].Id;
        Assert.That(
            await _app.WithAsync(
                (QuestionEligibility a) =>
                    a.HandleAsync(new(open.Id, open.PersonId, "专利权人与参赛单位不一致"), default)
            ),
            Is.Null
        );
        var asked = await _app.WithAsync(
            (UnlockSheet a) => a.HandleAsync(new(_edition, _asked, "漏填一项", _first), default)
        );
        Assert.That(asked.Refusal, Is.Null);
    }

    [Test, Order(2)]
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
        Assert.That(
            await _app.WithDbAsync(db => db.Approvals.CountAsync(a => a.Act == nameof(ProposeJudgingEvent))),
            Is.Zero
        );
        await page.ClickAsync("form[action*='Propose'] button");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("等待第二人");
        Assert.That(
            await _app.WithDbAsync(db => db.Approvals.CountAsync(a => a.Act == nameof(ProposeJudgingEvent))),
            Is.EqualTo(1)
        );
        Assert.That(await _app.WithDbAsync(db => db.Judges.CountAsync(j => j.LeftAt != null)), Is.Zero);
    }

    [Test, Order(4)]
    public async Task The_closing_looks_well_in_each_of_its_states()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1440, 900, "zh-CN");
        var page = await SignedInAsync(device);
        async Task SeenAsync(string culture, int width, params string[] more)
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var path in (string[])[.. more, "closing"])
            {
                await page.GotoAsync($"{_desk}/{path}?culture={culture}");
                await PictureAsync(page, $"closing-{path}-{culture}-{width}");
                await LooksWellAsync(page);
            }
        }
        await DecideAsync(approve: false); // the unlocking and the drop-out that wait
        await SubmitAllAsync();
        await SeenAsync("zh-HK", 1440);
        var closed = await _app.WithAsync(
            (CloseStage a) => a.HandleAsync(new(_edition, Stage.Preliminary, _first), default)
        );
        Assert.That(closed.Refusal, Is.Null);
        await SeenAsync("en", 390, "", "standings");
        var hash = await _app.WithDbAsync(db =>
            db.StandingSheets.OrderByDescending(s => s.Number).Select(s => s.Hash).FirstAsync()
        );
        var asked = await _app.WithAsync((ConfirmStandings a) => a.HandleAsync(new(_edition, hash, _first), default));
        Assert.That(asked.Refusal, Is.Null);
        await SeenAsync("zh-CN", 1024);
        await DecideAsync(approve: true);
        await SeenAsync("en", 1440, "events");
        await Assertions.Expect(page.Locator(".closing-steps .is-done")).ToHaveCountAsync(4);
    }

    private async Task DecideAsync(bool approve)
    {
        var waiting = await _app.WithDbAsync(db => db.Approvals.Where(a => a.DecidedAt == null).ToListAsync());
        foreach (var approval in waiting)
            Assert.That(
                await _app.WithAsync(
                    (DecideApproval a) =>
                        a.HandleAsync(new(approval.Id, approval.ShownHash, approve, A.Supervisor), default)
                ),
                Is.Null
            );
    }

    private async Task SubmitAllAsync()
    {
        var marks = DemoJury.Marks(await DemoJury.RulesAsync(_app));
        foreach (var sheet in await DemoJury.UntouchedAsync(_app))
        {
            SheetUpdate all = new("look", 1, 0, marks, [], [], Submit: true);
            var saved = await _app.WithAsync(
                (SaveSheet a) => a.HandleAsync(new(sheet.Id, sheet.PersonId, all), default)
            );
            Assert.That(saved.Value?.Refusal, Is.Null);
        }
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
