using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>Queue, spot check, statistics and recommending units as staff walk through them, in one edition.</summary>
public sealed class ReviewQueuePageTests
{
    private const string Queue = "/organise/test-2026/entries/queue";
    private const string Statistics = "/organise/test-2026/entries/statistics";
    private const string Units = "/organise/test-2026/entries/units";

    private ContestApp _app = null!;
    private Visitor _staff = null!;
    private Guid _edition;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAsync();
        var made = await _app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        _edition = made.Value!.Id;
        await _app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Registration)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, _app.Clock.GetUtcNow()))
        );
        await _app.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync();
            var rulebook = await db.RulebookOfAsync(_edition, default);
            competition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Review = rulebook.Review with { SpotCheckPercent = 100 },
                }
            );
            competition.RulebookHash = CanonicalJson.HashText(competition.RulebookJson);
            return await db.SaveChangesAsync();
        });
        await _app.WithAsync(
            (ImportRegistrations act) =>
                act.HandleAsync(new(_edition, "x.xlsx", DemoWorkbook.CorrectedFile(), true, A.Reviewer), default)
        );
        _staff = new(_app);
        await A.PersonAsync(_app, "staff@example.invalid", Role.Staff);
        await _staff.SendAsync("/account/sign-in", ("Email", "staff@example.invalid"), ("Password", A.Password));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _staff.Dispose();
        await _app.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task After_a_decision_the_oldest_of_what_is_left_is_offered()
    {
        var queue = await _staff.SeeAsync(Queue + "?task=Decide&mine=true");
        Assert.That(Numbers(queue), Is.EqualTo(Enumerable.Range(1, 50).Select(n => $"{n}")));
        var start = queue.QuerySelector("a.btn-primary")!.GetAttribute("href")!;

        var page = await _staff.SeeAsync(start);
        var decided = await _staff.SubmitAsync(
            page.QuerySelectorAll<IHtmlFormElement>("main form")
                .Single(f => f.QuerySelector("[name='Input.Version']") is not null),
            start,
            ("Input.Outcome", "Accepted")
        );

        Assert.That(decided.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(decided.Headers.Location!.ToString(), Is.EqualTo(start), "the part of the queue is kept");
        var after = await _staff.SeeAsync(start);
        Assert.That(after.QuerySelector("[rel=prev]"), Is.Null);
        Assert.That(after.QuerySelector("#spot-check"), Is.Not.Null);
        Assert.That(after.QuerySelectorAll("form[action*=Check]"), Is.Empty, "nobody checks their own decision");
        var next = after.QuerySelector("[rel=next]")!.GetAttribute("href")!;
        Assert.That(next, Does.EndWith(start[start.IndexOf('?', StringComparison.Ordinal)..]));
        Assert.That((await _staff.SeeAsync(next)).QuerySelector("h1")!.TextContent, Is.EqualTo(await TitleAsync(2)));
    }

    [Test, Order(2)]
    public async Task The_queue_is_filtered_paged_and_empty_in_words()
    {
        Assert.That(Numbers(await _staff.SeeAsync(Queue + "?task=Decide&p=2")), Has.Count.EqualTo(19));
        var check = await _staff.SeeAsync(Queue + "?task=SpotCheck");
        Assert.That(check.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
        Assert.That(check.QuerySelector("tbody tr")!.TextContent, Does.Contain("要由另一个人处理"));
        Assert.That((await _staff.SeeAsync(Queue + "?task=SpotCheck&mine=true")).QuerySelector(".empty"), Is.Not.Null);
        Assert.That((await _staff.SeeAsync(Queue + "?days=200")).QuerySelector(".empty"), Is.Not.Null);
        Assert.That(
            (await _staff.GetAsync(Queue + "?task=99&group=%00x&days=-4")).StatusCode,
            Is.Not.EqualTo(HttpStatusCode.InternalServerError)
        );
        Assert.That((await _staff.SeeAsync(Queue + "?group=<b>")).QuerySelector(".empty"), Is.Not.Null);
    }

    [Test, Order(2)]
    public async Task Only_with_errors_shows_exactly_the_entries_whose_checks_say_error()
    {
        await DeclareAsync();
        await MisspellPatentAsync(7);
        List<string> expected = [];
        foreach (var (number, id) in (await WaitingAsync()).OrderBy(waiting => waiting.Key))
        {
            var review = await _staff.SeeAsync($"/organise/test-2026/entries/{id}");
            if (review.QuerySelector("[aria-labelledby=findings] .pill-error") is not null)
                expected.Add($"{number}");
        }

        var shown = await _staff.SeeAsync(Queue + "?task=Decide&errors=true");

        Assert.That(Numbers(shown), Is.EqualTo(expected).And.Member("7"));
        Assert.That(expected, Has.Count.LessThan(50), "some are left out");
        Assert.That(shown.QuerySelector<IHtmlInputElement>("[name=errors]")!.IsChecked);
        Assert.That(
            shown.QuerySelectorAll(".chips a").Select(a => a.GetAttribute("href")),
            Is.All.Contain("errors=true")
        );
        var start = shown.QuerySelector("a.btn-primary")!.GetAttribute("href")!;
        var next = (await _staff.SeeAsync(start)).QuerySelector("[rel=next]")?.GetAttribute("href");
        Assert.That(next, expected.Count > 1 ? Does.Contain("queue=") : Is.Null);
    }

    [Test, Order(3)]
    public async Task A_supervisor_reads_all_of_it_and_changes_nothing()
    {
        using Visitor supervisor = new(_app);
        await A.PersonAsync(_app, "supervisor@example.invalid", Role.Supervisor);
        await supervisor.SendAsync(
            "/account/sign-in",
            ("Email", "supervisor@example.invalid"),
            ("Password", A.Password)
        );

        foreach (var path in new[] { Queue, Statistics, Units })
            Assert.That((await supervisor.SeeAsync(path)).QuerySelectorAll("main form[method=post]"), Is.Empty, path);
        var token = (await supervisor.SeeAsync("/account/mine"))
            .QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!
            .Value;
        foreach (var handler in new[] { "Add", "Paste", "Change", "Move", "Remove", "Link", "Unlink" })
        {
            var told = await supervisor.PostBlindlyAsync(
                $"{Units}?handler={handler}",
                ("__RequestVerificationToken", token),
                ("Input.Name", "甲局"),
                ("list", "甲局")
            );
            Assert.That(told.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), handler);
        }
    }

    [Test, Order(4)]
    public async Task Units_are_pasted_and_the_refused_list_is_kept()
    {
        var page = await _staff.SeeAsync(Units);
        Assert.That(
            page.QuerySelector("#unlinked + p + table tbody tr th")!.TextContent,
            Is.EqualTo("新会城市场监管局")
        );

        var refused = await Visitor.ReadAsync(await PasteAsync(page, "蓬湾区市场监管局,,,x"));
        Assert.That(refused.QuerySelector("#list")!.TextContent, Is.EqualTo("蓬湾区市场监管局,,,x"));
        Assert.That(refused.QuerySelector("[role=alert]")!.TextContent, Does.Contain("第 1 行"));

        var added = await PasteAsync(page, "蓬湾区市场监管局,主管部门,,5\n=1+1局");
        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var kept = await _staff.SeeAsync(Units);
        Assert.That(
            kept.QuerySelector("tbody tr")!.TextContent,
            Does.Contain("蓬湾区市场监管局").And.Contain("超出名额")
        );
    }

    [Test, Order(5)]
    public async Task Numbers_link_to_their_lists_and_files_hold_no_formula()
    {
        var page = await _staff.SeeAsync(Statistics);
        Assert.That(page.QuerySelector(".figures .num")!.TextContent, Is.EqualTo("1"));
        var unit = page.QuerySelector("#league ~ table tbody a")!.GetAttribute("href")!;
        Assert.That((await _staff.SeeAsync(unit)).QuerySelectorAll("tbody tr"), Has.Length.EqualTo(7));

        foreach (var file in new[] { "reasons", "recommenders", "groups", "league" })
        {
            var answer = await _staff.GetAsync($"{Statistics}?csv={file}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
            Assert.That(text.Split("\r\n"), Has.Length.GreaterThan(2), file);
            Assert.That(text.Split("\r\n").Where(line => line.StartsWith('=')), Is.Empty, file);
        }
        Assert.That((await _staff.GetAsync(Statistics + "?csv=all")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test, Order(6)]
    public async Task A_spot_check_differs_with_a_reason_and_is_settled_with_one()
    {
        using Visitor other = new(_app);
        await A.PersonAsync(_app, "other@example.invalid", Role.Staff);
        await other.SendAsync("/account/sign-in", ("Email", "other@example.invalid"), ("Password", A.Password));
        var address = await AddressAsync(1);

        var silent = await Visitor.ReadAsync(await CheckAsync(other, address, "Check", ("agrees", "false")));
        Assert.That(silent.QuerySelectorAll("#spot-check ~ .note-error"), Has.Length.EqualTo(1));
        var differs = await CheckAsync(other, address, "Check", ("agrees", "false"), ("found", "权利人不符"));
        Assert.That(differs.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((await _staff.SeeAsync(address)).QuerySelectorAll("form[action*=Settle]"), Is.Empty);
        Assert.That((await other.SeeAsync(Queue + "?task=Settle")).QuerySelector("main")!.TextContent, Is.Not.Empty);

        await CheckAsync(other, address, "Settle", ("reopen", "true"), ("found", "请重新核对权利人"));
        var reopened = await other.SeeAsync(address);
        Assert.That(reopened.QuerySelectorAll("form[action*=Settle], form[action*=Check]"), Is.Empty);
        Assert.That(reopened.QuerySelector(".timeline .as-typed")!.TextContent, Is.EqualTo("权利人不符"));
        Assert.That(await StateAsync(1), Is.EqualTo(EntryState.Submitted));
    }

    [Test, Order(7)]
    public async Task A_spot_check_agrees_or_its_difference_leaves_the_decision()
    {
        using Visitor other = new(_app);
        await other.SendAsync("/account/sign-in", ("Email", "other@example.invalid"), ("Password", A.Password));
        foreach (var number in new[] { 2, 3 })
            await AcceptAsync(await AddressAsync(number));

        await CheckAsync(other, await AddressAsync(2), "Check", ("agrees", "true"));
        Assert.That((await other.SeeAsync(await AddressAsync(2))).QuerySelectorAll("#spot-check"), Is.Empty);
        await CheckAsync(other, await AddressAsync(3), "Check", ("agrees", "false"), ("found", "组别不同"));
        await CheckAsync(other, await AddressAsync(3), "Settle", ("reopen", "false"), ("found", "组别无误"));

        Assert.That(
            (await other.SeeAsync(await AddressAsync(3)))
                .QuerySelectorAll(".timeline .as-typed")
                .Select(t => t.TextContent),
            Is.EqualTo(new[] { "组别不同", "组别无误" })
        );
        Assert.That(await StateAsync(2), Is.EqualTo(EntryState.Accepted));
        Assert.That(await StateAsync(3), Is.EqualTo(EntryState.Accepted));
    }

    [Test, Order(8)]
    public async Task A_unit_is_changed_and_a_form_older_than_the_change_is_refused_with_what_was_typed()
    {
        var page = await _staff.SeeAsync(Units);
        var form = Forms(page, "Change")[0];
        var changed = await _staff.SubmitAsync(form, Units, ("Input.Region", "蓬湾区"), ("Input.Quota", "9"));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((await _staff.SeeAsync(Units)).QuerySelector("tbody tr")!.TextContent, Does.Contain("蓬湾区"));

        var late = await Visitor.ReadAsync(await _staff.SubmitAsync(form, Units, ("Input.Region", "别区")));
        Assert.That(late.QuerySelectorAll("[role=alert]"), Has.Length.EqualTo(1));
        Assert.That(
            Forms(late, "Change")[0].QuerySelector("[name='Input.Region']")!.GetAttribute("value"),
            Is.EqualTo("别区")
        );
    }

    [Test, Order(8)]
    public async Task A_unit_moves_by_a_plain_form_and_the_page_comes_back_at_it()
    {
        var page = await _staff.SeeAsync(Units);
        var rows = page.QuerySelectorAll("tbody tr[id^=unit-]");
        Assert.That(
            rows.Select(r => string.Concat(r.QuerySelectorAll("[name=up]").Select(b => b.GetAttribute("value")))),
            Is.EqualTo(new[] { "false", "true" }),
            "the first goes down, the last goes up"
        );

        var moved = await _staff.SubmitAsync(Forms(page, "Move")[1], Units, ("up", "true"));

        Assert.That(moved.Headers.Location!.ToString(), Is.EqualTo($"{Units}#{rows[1].Id}"));
        Assert.That(
            (await _staff.SeeAsync(Units)).QuerySelectorAll("tbody tr[id^=unit-]").Select(r => r.Id),
            Is.EqualTo(new[] { rows[1].Id, rows[0].Id })
        );
        await _staff.SubmitAsync(Forms(await _staff.SeeAsync(Units), "Move")[0], Units, ("up", "false"));
    }

    [Test, Order(9)]
    public async Task A_name_on_entries_is_linked_to_a_unit_and_unlinked_again()
    {
        var page = await _staff.SeeAsync(Units);
        var form = Forms(page, "Link")[0];
        var name = page.QuerySelector("#unlinked + p + table tbody th")!.TextContent;
        var unit = form.QuerySelectorAll("option")[^1].GetAttribute("value")!;

        await _staff.SubmitAsync(form, Units, ("unitId", unit));
        var linked = await _staff.SeeAsync(Units);
        Assert.That(Unlinked(linked), Has.No.Member(name));
        var key = form.QuerySelector("[name=key]")!.GetAttribute("value");
        var unlink = Forms(linked, "Unlink").Single(f => f.QuerySelector("[name=key]")!.GetAttribute("value") == key);
        await _staff.SubmitAsync(unlink, Units);

        var after = await _staff.SeeAsync(Units);
        Assert.That(Unlinked(after), Has.Member(name));
        var again = await Visitor.ReadAsync(await _staff.SubmitAsync(unlink, Units));
        Assert.That(again.QuerySelectorAll("[role=alert]"), Has.Length.EqualTo(1), "there is no link any more");
    }

    /// <summary>What the office works with, among it an entry with findings, a check to make and a rejection to confirm.</summary>
    [TestCase("zh-CN", 390), Order(10)]
    [TestCase("en", 1440)]
    public async Task Axe_finds_nothing_and_everything_has_a_name(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var page = await device.OpenAsync("/account/sign-in");
        await page.FillAsync("[name=Email]", "staff@example.invalid");
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");
        await ProposeRejectionAsync(await AddressAsync(5));
        if (await StateAsync(4) == EntryState.Submitted)
            await AcceptAsync(await AddressAsync(4));
        foreach (
            var path in new[]
            {
                Queue,
                Statistics,
                Units,
                "/organise/test-2026/entries",
                "/organise/test-2026/entries/import",
                "/organise/test-2026/mail-templates",
                "/organise/test-2026/calendar",
                await AddressAsync(4),
                await AddressAsync(5),
                await AddressAsync(6),
            }
        )
        {
            var answer = await page.GotoAsync(path);
            Assert.That(answer!.Status, Is.EqualTo(200), path);
            await page.HasNoAxeFindingsAsync();
            await page.HasNamesAsync();
            Assert.That(
                await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
                Is.LessThanOrEqualTo(0),
                path
            );
        }
    }

    /// <summary>The organizer's own forms, filled and refused.</summary>
    [TestCase("zh-HK", 390), Order(11)]
    [TestCase("en", 1440)]
    public async Task The_editor_of_mails_has_names_and_axe_finds_nothing(string culture, int width)
    {
        var mailbox = $"organizer-{culture}@example.invalid";
        await A.PersonAsync(_app, mailbox, Role.Organizer);
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 900, culture);
        var page = await device.OpenAsync("/account/sign-in");
        await page.FillAsync("[name=Email]", mailbox);
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");
        await page.GotoAsync("/organise/test-2026/mail-templates");
        await page.ClickAsync("main table a");
        Assert.That(page.Url, Does.Contain("/mail-templates/edit"));

        await page.HasNoAxeFindingsAsync();
        await page.HasNamesAsync();
        Assert.That(
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(0)
        );
    }

    private async Task ProposeRejectionAsync(string address)
    {
        var page = await _staff.SeeAsync(address);
        if (Decision(page) is { } form)
            await _staff.SubmitAsync(
                form,
                address,
                ("Input.Outcome", "Rejected"),
                ("Input.Reasons", "R01"),
                ("Input.Note", "主体不符合条件")
            );
    }

    private async Task AcceptAsync(string address) =>
        await _staff.SubmitAsync(Decision(await _staff.SeeAsync(address))!, address, ("Input.Outcome", "Accepted"));

    private static IHtmlFormElement? Decision(IHtmlDocument page) =>
        page.QuerySelectorAll<IHtmlFormElement>("main form")
            .SingleOrDefault(f => f.QuerySelector("[name='Input.Version']") is not null);

    private static async Task<HttpResponseMessage> CheckAsync(
        Visitor who,
        string address,
        string handler,
        params (string, string)[] fields
    ) => await who.SubmitAsync(Forms(await who.SeeAsync(address), handler).Single(), address, fields);

    private static List<IHtmlFormElement> Forms(IHtmlDocument page, string handler) =>
        [
            .. page.QuerySelectorAll<IHtmlFormElement>("main form")
                .Where(f => f.GetAttribute("action")?.EndsWith("handler=" + handler, StringComparison.Ordinal) == true),
        ];

    private static IEnumerable<string> Unlinked(IHtmlDocument page) =>
        page.QuerySelectorAll("#unlinked + p + table tbody th").Select(name => name.TextContent);

    private async Task<string> AddressAsync(int number) =>
        $"/organise/test-2026/entries/{await _app.WithDbAsync(db => db.Entries.Where(e => e.Number == number).Select(e => e.Id).SingleAsync())}";

    private Task<Dictionary<int, Guid>> WaitingAsync() =>
        _app.WithDbAsync(db =>
            db.Entries.Where(e => e.State == EntryState.Submitted)
                .OrderBy(e => e.Number)
                .ToDictionaryAsync(e => e.Number, e => e.Id)
        );

    /// <summary>An import brings no declaration, which is an error of every imported entry.</summary>
    private async Task DeclareAsync()
    {
        var version = (await _app.WithDbAsync(db => db.RulebookOfAsync(_edition, default)))
            .Eligibility
            .DeclarationVersion;
        await _app.WithDbAsync(db =>
            db.Entries.ExecuteUpdateAsync(e =>
                e.SetProperty(x => x.DeclaredAt, _app.Clock.GetUtcNow()).SetProperty(x => x.DeclarationVersion, version)
            )
        );
    }

    /// <summary>A digit of the core patent's number is another one: no number passes that.</summary>
    private Task<int> MisspellPatentAsync(int number) =>
        _app.WithDbAsync(async db =>
        {
            var patent = await db.Patents.FirstAsync(p =>
                p.Position == 1 && db.Entries.Any(e => e.Id == p.EntryId && e.Number == number)
            );
            var at = patent.Number.IndexOf('.', StringComparison.Ordinal) - 1;
            patent.Number = patent.Number[..at] + (patent.Number[at] == '1' ? '2' : '1') + patent.Number[(at + 1)..];
            patent.NumberKey = patent.Number;
            return await db.SaveChangesAsync();
        });

    private Task<EntryState> StateAsync(int number) =>
        _app.WithDbAsync(db => db.Entries.Where(e => e.Number == number).Select(e => e.State).SingleAsync());

    private static List<string> Numbers(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim())];

    private Task<HttpResponseMessage> PasteAsync(IHtmlDocument page, string list) =>
        _staff.SubmitAsync(
            page.QuerySelectorAll<IHtmlFormElement>("main form").Single(f => f.QuerySelector("#list") is not null),
            Units,
            ("list", list)
        );

    private Task<string> TitleAsync(int number) =>
        _app.WithDbAsync(db => db.Entries.Where(e => e.Number == number).Select(e => e.Title).SingleAsync());
}
