using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

public sealed class EntriesPageTests
{
    private const string List = "/organise/test-2026/entries";
    private const string Import = List + "/import";

    private static readonly string Example = Path.Combine(
        TestContext.CurrentContext.TestDirectory,
        "Data",
        "registrations.xlsx"
    );

    private string _open = "";
    private string _imported = "";
    private ContestApp _untouched = null!;
    private Visitor _staff = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        (_open, _imported) = (await PrepareAsync(isImported: false), await PrepareAsync(isImported: true));
        _untouched = await StartOpenAsync(); // for tests that change nothing
        _staff = await SignInAsync(_untouched, Role.Staff);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _staff.Dispose();
        await _untouched.DisposeAsync();
        await Database.DropAsync(_open);
        await Database.DropAsync(_imported);
    }

    [Test]
    public async Task The_example_workbook_shows_its_findings_and_is_not_imported()
    {
        await using var app = await StartOpenAsync();
        using var staff = await SignInAsync(app, Role.Staff);

        var answer = await staff.UploadAsync(Import, "registrations.xlsx", await File.ReadAllBytesAsync(Example));

        var page = await Visitor.ReadAsync(answer);
        var expected = WorkbookReader.Check(await File.ReadAllBytesAsync(Example), new(2026, 3, 1));
        Assert.That(
            page.QuerySelectorAll("section[aria-labelledby=found] tbody tr")
                .Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent.Trim(), Text(r, "code"))),
            Is.EqualTo(expected.Findings.Select(f => (f.Sheet, f.Row > 0 ? $"{f.Row}" : "—", f.Code)))
        );
        Assert.That(expected.Errors, Is.Positive);
        Assert.That(Alerts(page), Has.Some.Contains($"{expected.Errors} 处错误"));
        Assert.That(page.QuerySelector("form[data-confirm]"), Is.Null, "there must be nothing to import with");
        Assert.That(await EntriesAsync(app), Is.Zero);
    }

    [Test]
    public async Task The_corrected_workbook_is_checked_then_imported_when_its_warnings_are_accepted()
    {
        await using var app = await StartOpenAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var file = DemoWorkbook.CorrectedFile();

        var page = await Visitor.ReadAsync(await staff.UploadAsync(Import, "汇总.xlsx", file));
        Assert.That(page.Body!.TextContent, Does.Contain(Hash(file)));
        Assert.That(await EntriesAsync(app), Is.Zero, "a check imports nothing");

        var form = page.QuerySelector<IHtmlFormElement>("form[data-confirm]")!;
        var unaccepted = await Visitor.ReadAsync(await staff.SubmitAsync(form, Import));
        Assert.That(Alerts(unaccepted), Has.Some.Contains("12"));
        Assert.That(await EntriesAsync(app), Is.Zero);

        Assert.That(Alerts(page), Has.None.Contains("已在本届"));
        var again = unaccepted.QuerySelector<IHtmlFormElement>("form[data-confirm]")!;
        var imported = await staff.SubmitAsync(again, Import, ("AcceptWarnings", "true"));
        Assert.That(imported.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await EntriesAsync(app), Is.EqualTo(70));
        Assert.That(Text(await staff.SeeAsync(List), "[role=status]"), Does.Contain("70"));
        var run = (await staff.SeeAsync(Import)).QuerySelector("section[aria-labelledby=imports] tbody tr")!;
        Assert.That(run.TextContent, Does.Contain("汇总.xlsx").And.Contain(Hash(file)).And.Contain("staff"));

        var twice = await Visitor.ReadAsync(await staff.SubmitAsync(again, Import, ("AcceptWarnings", "true")));
        Assert.That(Alerts(twice), Has.Some.Contains("重新上传"));
        Assert.That(await EntriesAsync(app), Is.EqualTo(70));
        var warned = await Visitor.ReadAsync(await staff.UploadAsync(Import, "汇总.xlsx", file));
        Assert.That(Alerts(warned), Has.Some.Contains("已在本届"));
    }

    [Test]
    public async Task A_checked_file_belongs_to_the_person_who_checked_it()
    {
        await using var app = await StartOpenAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        using var organizer = await SignInAsync(app, Role.Organizer);
        var file = DemoWorkbook.CorrectedFile();
        await staff.UploadAsync(Import, "汇总.xlsx", file);
        var checkedBefore = await Visitor.ReadAsync(await organizer.UploadAsync(Import, "x.xlsx", file));
        var folder = Path.Combine(app.DataFolder, "uploads");
        Assert.That(Directory.EnumerateFiles(folder).Count(), Is.EqualTo(2));
        Assert.That(
            Directory.EnumerateFiles(folder).Select(File.ReadAllBytes),
            Has.None.Matches<byte[]>(kept => kept.AsSpan().IndexOf("PK"u8) == 0),
            "kept encrypted"
        );

        var form = checkedBefore.QuerySelector<IHtmlFormElement>("form[data-confirm]")!;
        var forged = await organizer.SubmitAsync(form, Import, ("Hash", "../../keys"), ("AcceptWarnings", "true"));

        Assert.That(Alerts(await Visitor.ReadAsync(forged)), Has.Some.Contains("重新上传"));
        Assert.That(await EntriesAsync(app), Is.Zero);
    }

    [TestCaseSource(nameof(WrongFiles))]
    public async Task A_wrong_file_gets_a_sentence(string name, byte[] file, string sentence)
    {
        var answer = await _staff.UploadAsync(Import, name, file);
        if (answer.StatusCode == HttpStatusCode.Redirect)
            answer = await _staff.GetAsync(answer.Headers.Location!.OriginalString);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Alerts(await Visitor.ReadAsync(answer)), Has.Some.Contains(sentence));
        Assert.That(await EntriesAsync(_untouched), Is.Zero);
    }

    [Test]
    public async Task Accepting_an_entry_gives_it_a_code_and_it_leaves_the_queue()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var path = await FirstWaitingAsync(staff);

        var answer = await staff.SendAsync(path, ("Input.Outcome", "Accepted"), ("Input.Note", "材料齐全"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await staff.SeeAsync(path);
        Assert.That(Text(page, ".timeline"), Does.Contain("通过").And.Contain("材料齐全").And.Contain("staff"));
        Assert.That(Text(page, ".page-head"), Does.Match("[A-Z]01"));
        Assert.That(page.QuerySelector("[name='Input.Outcome']"), Is.Null);
        Assert.That(await FirstWaitingAsync(staff), Is.Not.EqualTo(path));
    }

    [Test]
    public async Task A_return_without_a_reason_is_refused_beside_the_form_with_what_was_written()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var path = await FirstWaitingAsync(staff);

        var refused = await Visitor.ReadAsync(
            await staff.SendAsync(path, ("Input.Outcome", "Returned"), ("Input.Note", "请补营业执照"))
        );
        Assert.That(Alerts(refused), Has.Some.EqualTo(new Refusal("review.no_reason").Message));
        Assert.That(Text(refused, "#note"), Is.EqualTo("请补营业执照"));
        Assert.That(refused.QuerySelector("[value=Returned]")!.HasAttribute("checked"));

        var answer = await staff.SubmitAsync(refused, path, ("Input.Reasons", "R01"), ("Input.Reasons", "R10"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await staff.SeeAsync(path);
        // Sunday 1 March 2026: three working days end with Wednesday the 4th
        Assert.That(Text(page, ".timeline"), Does.Contain("R01").And.Contain("R10").And.Contain("3 月 5 日 00:00"));
    }

    [Test]
    public async Task The_second_of_two_reviewers_is_told_and_keeps_the_words()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        using var organizer = await SignInAsync(app, Role.Organizer);
        var path = await FirstWaitingAsync(staff);
        var (one, two) = (await staff.SeeAsync(path), await organizer.SeeAsync(path));

        var answers = await Task.WhenAll(
            staff.SubmitAsync(one, path, ("Input.Outcome", "Accepted"), ("Input.Note", "一")),
            organizer.SubmitAsync(
                two,
                path,
                ("Input.Outcome", "Returned"),
                ("Input.Reasons", "R05"),
                ("Input.Note", "二")
            )
        );

        Assert.That(
            answers.Select(a => a.StatusCode),
            Is.EquivalentTo(new[] { HttpStatusCode.Redirect, HttpStatusCode.OK })
        );
        var second = await Visitor.ReadAsync(answers.Single(a => a.StatusCode == HttpStatusCode.OK));
        Assert.That(Alerts(second), Has.Some.EqualTo(new Refusal("review.already_decided").Message));
        Assert.That(second.QuerySelectorAll(".as-typed").Select(p => p.TextContent), Has.Some.AnyOf("一", "二"));
        Assert.That(await app.WithDbAsync(db => db.ReviewDecisions.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task A_rejection_is_proposed_by_one_and_confirmed_by_another()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        using var organizer = await SignInAsync(app, Role.Organizer);
        var path = await FirstWaitingAsync(staff);
        var page = await staff.SeeAsync(path);
        await staff.SubmitAsync(page, path, ("Input.Outcome", "Rejected"), ("Input.Reasons", "R05"));

        var own = await staff.SeeAsync(path);
        Assert.That(own.QuerySelector("button[name=confirm]"), Is.Null, "never the same person");
        Assert.That(own.QuerySelector("[name='Input.Outcome']"), Is.Null);
        Assert.That(Text(own, "section[aria-labelledby=decide]"), Does.Contain("R05").And.Contain("另一位"));
        var seen = await organizer.SeeAsync(path);
        (string, string)[] answer =
        [
            ("proposalId", Value(seen, "proposalId")),
            ("version", Value(seen, "version")),
            ("__RequestVerificationToken", Value(seen, "__RequestVerificationToken")),
        ];
        var unsaid = await Visitor.ReadAsync(
            await organizer.PostBlindlyAsync(path + "?handler=Answer", [.. answer, ("confirm", "false")])
        );
        Assert.That(Alerts(unsaid), Has.Some.EqualTo(new Refusal("review.decline_without_note").Message));
        var done = await organizer.PostBlindlyAsync(path + "?handler=Answer", [.. answer, ("confirm", "true")]);
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(Text(await staff.SeeAsync(path), ".timeline"), Does.Contain("R05"));
        Assert.That(
            await app.WithDbAsync(db => db.Entries.CountAsync(e => e.State == EntryState.Rejected)),
            Is.EqualTo(1)
        );

        static string Value(IDocument page, string name) =>
            page.QuerySelector<IHtmlInputElement>($"form[action*=Answer] [name={name}]")!.Value;
    }

    [Test]
    public async Task An_entry_changed_since_it_was_read_is_shown_anew()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var path = await FirstWaitingAsync(staff);
        var page = await staff.SeeAsync(path);
        await app.WithDbAsync(db => db.Entries.ExecuteUpdateAsync(e => e.SetProperty(x => x.Title, "新的名称")));

        var told = await Visitor.ReadAsync(
            await staff.SubmitAsync(page, path, ("Input.Outcome", "Accepted"), ("Input.Note", "齐全"))
        );

        Assert.That(Alerts(told), Has.Some.EqualTo(new Refusal("review.changed").Message));
        Assert.That((Text(told, "h1"), Text(told, "#note")), Is.EqualTo(("新的名称", "齐全")));
        Assert.That(
            (await staff.SubmitAsync(told, path, ("Input.Outcome", "Accepted"))).StatusCode,
            Is.EqualTo(HttpStatusCode.Redirect)
        );
    }

    [Test]
    public async Task A_supervisor_reads_everything_and_changes_nothing()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        using var supervisor = await SignInAsync(app, Role.Supervisor);
        var path = await FirstWaitingAsync(staff);

        foreach (var read in new[] { List, Import, path })
        {
            var page = await supervisor.SeeAsync(read);
            Assert.That(page.QuerySelectorAll("main form[method=post]"), Is.Empty, read);
        }
        var token = (await supervisor.SeeAsync("/account/mine"))
            .QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!
            .Value;
        var decided = await supervisor.PostBlindlyAsync(
            path,
            ("__RequestVerificationToken", token),
            ("Input.Outcome", "Accepted")
        );
        var imported = await supervisor.PostBlindlyAsync(
            Import + "?handler=Import",
            ("__RequestVerificationToken", token)
        );
        Assert.That(
            (decided.StatusCode, imported.StatusCode),
            Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden))
        );
        Assert.That(await app.WithDbAsync(db => db.ReviewDecisions.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task The_list_is_searched_filtered_and_paged()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var some = await app.WithDbAsync(db =>
            db.Entries.OrderBy(e => e.Number).Select(e => new { e.Title, e.Group }).LastAsync()
        );
        var inGroup = await app.WithDbAsync(db => db.Entries.CountAsync(e => e.Group == some.Group));

        Assert.That((await staff.SeeAsync(List)).QuerySelectorAll("tbody tr"), Has.Length.EqualTo(50));
        Assert.That((await staff.SeeAsync(List + "?p=2")).QuerySelectorAll("tbody tr"), Has.Length.EqualTo(20));
        Assert.That((await staff.SeeAsync(List + "?p=999")).QuerySelectorAll("tbody tr"), Has.Length.EqualTo(20));
        var found = await staff.SeeAsync($"{List}?q={Uri.EscapeDataString(some.Title)}");
        Assert.That(found.QuerySelectorAll("tbody tr").Single().TextContent, Does.Contain(some.Title));
        Assert.That(
            Text(await staff.SeeAsync($"{List}?group={some.Group}"), "main > [role=status]"),
            Does.Contain($"{inGroup}")
        );
        Assert.That(Text(await staff.SeeAsync(List + "?q=%25"), ".empty"), Does.Contain("没有符合条件"));
        Assert.That(Text(await staff.SeeAsync(List + "?state=Rejected"), ".empty"), Does.Contain("没有符合条件"));
    }

    [Test]
    public async Task Five_thousand_entries_stand_on_pages_of_fifty()
    {
        await using var app = await StartOpenAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        await app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.Select(c => c.Id).SingleAsync();
            db.Entries.AddRange(Enumerable.Range(1, 5000).Select(n => Numbered(edition, n)));
            return await db.SaveChangesAsync();
        });

        var last = await staff.SeeAsync(List + "?p=100");

        Assert.That(last.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(50));
        Assert.That(Text(last, "tbody tr:last-child td"), Is.EqualTo("5000"));
        Assert.That(last.QuerySelector(".pager [rel=next]"), Is.Null);
        var found = await staff.SeeAsync(List + "?q=4321&state=Submitted");
        Assert.That(found.QuerySelectorAll("tbody tr").Single().TextContent, Does.Contain("项目 4321"));
    }

    [Test]
    public async Task An_edition_without_entries_says_what_to_do()
    {
        var empty = (await _staff.SeeAsync(List)).QuerySelector(".empty")!;

        Assert.That(empty.QuerySelector("a")!.GetAttribute("href"), Is.EqualTo(Import));
    }

    [TestCase("en")]
    [TestCase("zh-HK")]
    public async Task On_pages_of_other_languages_what_was_typed_in_Chinese_is_marked(string culture)
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff, culture);
        var path = await FirstWaitingAsync(staff);
        await staff.SendAsync(path, ("Input.Outcome", "Returned"), ("Input.Reasons", "R06"), ("Input.Note", "补正"));

        var found = await Visitor.ReadAsync(
            await staff.UploadAsync(Import, "报名表.xlsx", await File.ReadAllBytesAsync(Example))
        );

        Assert.That(
            found.QuerySelectorAll("section[aria-labelledby=found] tbody [lang=zh-CN]").Select(q => q.TextContent),
            Has.Some.EqualTo("云江无关327有限公司")
        );
        var waiting = (await staff.SeeAsync(List + "?state=Submitted"))
            .QuerySelectorAll("tbody a")
            .Select(a => a.GetAttribute("href")!);
        foreach (var seen in waiting.Append(path).Append(List))
            Assert.That(Strangers(await staff.SeeAsync(seen), culture), Is.Empty, seen);
        Assert.That(Strangers(found, culture), Is.Empty);
    }

    /// <summary>What is written in another script than the page's without being marked.</summary>
    private static IEnumerable<string> Strangers(IHtmlDocument page, string culture)
    {
        foreach (var data in page.QuerySelectorAll("[lang='zh-CN'], textarea").ToList())
            data.Remove();
        return Script.Strangers(page.QuerySelector("main")!.TextContent, culture);
    }

    [Test]
    public async Task Axe_finds_nothing_on_the_list_the_import_and_the_review()
    {
        await using var app = await StartImportedAsync();
        using var staff = await SignInAsync(app, Role.Staff);
        var path = await FirstWaitingAsync(staff);
        await using var device = await Browser.NewDeviceAsync(app.Address, 1440);
        var page = await device.OpenAsync("/account/sign-in");
        await page.FillAsync("[name=Email]", "staff@example.invalid");
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");

        await page.GotoAsync(List);
        await page.HasNoAxeFindingsAsync();
        await page.GotoAsync(path);
        await page.HasNoAxeFindingsAsync();
        await page.GotoAsync(Import);
        await page.SetInputFilesAsync("#workbook", Example);
        await page.ClickAsync("form[enctype] button");
        await page.WaitForSelectorAsync("#found");
        await page.HasNoAxeFindingsAsync();
    }

    private static IEnumerable<TestCaseData> WrongFiles()
    {
        yield return new TestCaseData("words.xlsx", "not a workbook"u8.ToArray(), "xlsx").SetArgDisplayNames("text");
        yield return new TestCaseData("empty.xlsx", Array.Empty<byte>(), "空").SetArgDisplayNames("empty");
        yield return new TestCaseData("zip.xlsx", Zip(1), "xlsx").SetArgDisplayNames("another zip");
        yield return new TestCaseData("bomb.xlsx", Zip(201), "200 MB").SetArgDisplayNames("bomb");
        yield return new TestCaseData("big.xlsx", new byte[(10 * 1024 * 1024) + 1], "10 MB").SetArgDisplayNames("big");
        yield return new TestCaseData("huge.xlsx", new byte[40 * 1024 * 1024], "10 MB").SetArgDisplayNames("huge");
    }

    private static byte[] Zip(int megabytes)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open())
            for (var at = 0; at < megabytes; at++)
                part.Write(new byte[1024 * 1024]);
        return bytes.ToArray();
    }

    private static Entry Numbered(Guid edition, int number) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            CompetitionId = edition,
            Number = number,
            Title = $"项目 {number}",
            Industry = "新材料",
            Summary = "简介",
            ContactName = "某人",
            ContactPhone = "+8613800000000",
            ContactEmail = "a@example.invalid",
            State = EntryState.Submitted,
        };

    /// <summary>A product of the test's own: the edition open, its workbook imported once for all tests.</summary>
    private Task<ContestApp> StartImportedAsync() => ContestApp.StartFromAsync(_imported);

    private Task<ContestApp> StartOpenAsync() => ContestApp.StartFromAsync(_open);

    private static async Task<Guid> OpenAsync(Acts acts)
    {
        var edition = await acts.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        await acts.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Registration)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, acts.Clock.GetUtcNow()))
        );
        return edition.Value!.Id;
    }

    private static async Task<string> PrepareAsync(bool isImported)
    {
        var acts = await Acts.StartAsync();
        var edition = await OpenAsync(acts);
        if (isImported)
            await acts.WithAsync(
                (ImportRegistrations act) =>
                    act.HandleAsync(
                        new(edition, "registrations.xlsx", DemoWorkbook.CorrectedFile(), true, A.Reviewer),
                        default
                    )
            );
        return await acts.LeaveDatabaseAsync();
    }

    private static async Task<Visitor> SignInAsync(ContestApp app, Role role, string culture = "zh-CN")
    {
        var name = role.ToString().ToLowerInvariant();
        var email = $"{name}@example.invalid";
        await A.PersonAsync(app, email, role);
        Visitor visitor = new(app, culture);
        await visitor.SendAsync("/account/sign-in", ("Email", email), ("Password", A.Password));
        return visitor;
    }

    private static async Task<string> FirstWaitingAsync(Visitor visitor) =>
        (await visitor.SeeAsync(List)).QuerySelector(".page-head .btn-primary")!.GetAttribute("href")!;

    private static Task<int> EntriesAsync(ContestApp app) => app.WithDbAsync(db => db.Entries.CountAsync());

    private static string Hash(byte[] file) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));

    private static IEnumerable<string> Alerts(IHtmlDocument page) =>
        page.QuerySelectorAll(".note").Select(n => n.TextContent.Trim());

    private static string Text(IParentNode page, string selector) =>
        page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
