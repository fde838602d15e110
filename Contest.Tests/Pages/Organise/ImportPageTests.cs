using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Sheet = Contest.Core.Registration.Sheet;

namespace Contest.Tests.Pages.Organise;

public sealed class ImportPageTests
{
    private const string List = "/organise/test-2026/entries";
    private const string Import = List + "/import";

    private static readonly string Example = Path.Combine(
        TestContext.CurrentContext.TestDirectory,
        "Data",
        "registrations.xlsx"
    );

    [Test]
    public async Task Unknown_headings_are_matched_once_and_the_next_file_of_the_source_is_read_alike()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        var file = Renamed(DemoWorkbook.CorrectedFile(), ("专利号", "案号（内部）"), ("邮箱", "通讯方式二"));

        var asked = await Visitor.ReadAsync(await staff.UploadAsync(Import, "甲局.xlsx", file));
        var form = asked.QuerySelector<IHtmlFormElement>("form[aria-labelledby=columns]")!;
        Assert.That(Codes(asked), Has.Some.EqualTo("workbook.heading_missing"));
        Assert.That(form.QuerySelectorAll("option").Select(o => o.TextContent), Has.Some.StartsWith("案号（内部）（"));
        var twice = await Visitor.ReadAsync(
            await staff.SubmitAsync(
                form,
                Import,
                ("Map[专利清单|专利号]", "案号（内部）"),
                ("Map[专利清单|专利名称]", "案号（内部）")
            )
        );
        Assert.That(twice.QuerySelector(".note[role=alert]")!.TextContent, Does.Contain("两次"));

        var said = await staff.SubmitAsync(
            form,
            Import,
            ("Map[专利清单|专利号]", "案号（内部）"),
            ("Map[项目|邮箱]", "通讯方式二")
        );
        Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var read = await staff.SeeAsync(said.Headers.Location!.OriginalString);
        Assert.That(Codes(read), Has.None.EqualTo("workbook.heading_missing"));
        Assert.That(read.QuerySelector("form[aria-labelledby=columns]"), Is.Null);

        var next = await Visitor.ReadAsync(await staff.UploadAsync(Import, "甲局二.xlsx", file));
        Assert.That(Codes(next), Is.EqualTo(Codes(read)));
        var imported = await staff.SubmitAsync(Confirmed(next), Import, ("AcceptWarnings", "true"));
        Assert.That(imported.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await app.WithDbAsync(db => db.Patents.CountAsync(p => p.NumberKey != "")), Is.GreaterThan(400));
    }

    [Test]
    public async Task The_checked_file_comes_back_with_its_findings_as_comments_on_their_cells()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        var file = await File.ReadAllBytesAsync(Example);
        var expected = WorkbookReader.Check(file, new(2026, 3, 1)).Findings;

        var page = await Visitor.ReadAsync(await staff.UploadAsync(Import, "registrations.xlsx", file));
        var answer = await staff.GetAsync(page.QuerySelector("a[href*='/import/notes']")!.GetAttribute("href")!);

        using MemoryStream bytes = new(await answer.Content.ReadAsByteArrayAsync());
        using var book = SpreadsheetDocument.Open(bytes, isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book).Select(e => e.Description), Is.Empty);
        var comments = book.WorkbookPart!.WorksheetParts.SelectMany(p =>
            p.WorksheetCommentsPart?.Comments.Descendants<Comment>() ?? []
        );
        var text = string.Join('\n', comments.Select(c => c.InnerText));
        Assert.That(
            expected.Where(f => f.Row > 0).Select(f => $"{f.Message} [{f.Code}]"),
            Has.All.Matches<string>(text.Contains)
        );
        Assert.That(book.WorkbookPart.WorksheetParts.Count(p => p.VmlDrawingParts.Any()), Is.EqualTo(3));
        Assert.That(
            WorkbookReader.Check(bytes.ToArray(), new(2026, 3, 1)).Findings.Select(f => (f.Sheet, f.Row, f.Code)),
            Is.EqualTo(expected.Select(f => (f.Sheet, f.Row, f.Code))),
            "and reads as before"
        );
    }

    [Test]
    public async Task Findings_stand_beside_their_row_and_are_filtered_by_code()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        var file = await File.ReadAllBytesAsync(Example);
        var found = WorkbookReader.Check(file, new(2026, 3, 1)).Findings;
        var one = found.First(f => f.Column == "专利号" && f.Value.Length > 0);

        var page = await Visitor.ReadAsync(await staff.UploadAsync(Import, "r.xlsx", file));
        var link = page.QuerySelectorAll(".chips a")
            .First(a => a.TextContent.Contains(one.Code, StringComparison.Ordinal));
        var filtered = await staff.SeeAsync(link.GetAttribute("href")!);

        Assert.That(Codes(filtered), Is.EqualTo(found.Where(f => f.Code == one.Code).Select(f => f.Code)));
        Assert.That(filtered.QuerySelector(".row-says mark")!.TextContent, Is.EqualTo(one.Value));
        Assert.That(link.TextContent, Does.Contain($"{found.Count(f => f.Code == one.Code)}"));
    }

    [Test]
    public async Task An_import_waits_for_its_turn_shows_how_far_it_is_and_goes_on_when_its_page_is_left()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        var page = await Visitor.ReadAsync(await staff.UploadAsync(Import, "r.xlsx", DemoWorkbook.CorrectedFile()));
        var edition = await app.WithDbAsync(db => db.Competitions.Select(c => c.Id).SingleAsync());
        string path = "";
        await app.WithDbAsync(async db =>
        {
            await using var other = await db.Database.BeginTransactionAsync();
            await db.HoldImportsAsync(edition, default); // somebody else's import
            var asked = await staff.SubmitAsync(Confirmed(page), Import, ("AcceptWarnings", "true"));
            path = asked.Headers.Location!.OriginalString;
            var waiting = await staff.GetAsync(path);
            Assert.That(waiting.Headers.GetValues("Refresh"), Is.EqualTo(new[] { "2" }), "no script is needed");
            Assert.That((await Visitor.ReadAsync(waiting)).QuerySelector("progress"), Is.Not.Null);
            await other.CommitAsync();
            return 0;
        });

        for (var tries = 0; tries < 100 && await EntriesAsync(app) == 0; tries++)
            await Task.Delay(100); // nobody asks the page
        Assert.That(await EntriesAsync(app), Is.EqualTo(70));
        for (var tries = 0; tries < 50 && (await staff.SeeAsync(path)).QuerySelector("progress") is not null; tries++)
            await Task.Delay(100);
        Assert.That((await staff.SeeAsync(path)).QuerySelector(".note[role=status]")!.TextContent, Does.Contain("70"));
    }

    [Test]
    public async Task An_import_is_undone_on_the_page_until_an_entry_is_decided()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        await ImportAsync(staff);

        var undone = await staff.SubmitAsync(Undo(await staff.SeeAsync(Import)), Import);
        Assert.That(undone.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await EntriesAsync(app), Is.Zero);
        Assert.That((await staff.SeeAsync(Import)).QuerySelector("section[aria-labelledby=imports] form"), Is.Null);

        await ImportAsync(staff);
        var form = Undo(await staff.SeeAsync(Import));
        var entry = await app.WithDbAsync(db => db.Entries.Select(e => e.Id).FirstAsync());
        await app.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(new(entry, null, ReviewOutcome.Accepted, [], "好", A.Reviewer), default)
        );
        var refused = await Visitor.ReadAsync(await staff.SubmitAsync(form, Import));
        Assert.That(refused.QuerySelector(".note[role=alert]")!.TextContent, Does.Contain("已经审查"));
        Assert.That(await EntriesAsync(app), Is.EqualTo(70));
    }

    [TestCase(390, "zh-HK")]
    [TestCase(1024, "en")]
    [TestCase(1440, "zh-CN")]
    public async Task Columns_and_findings_are_accessible_at_every_width(int width, string culture)
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        await ImportAsync(staff);
        await using var device = await Browser.NewDeviceAsync(app.Address, width, culture: culture);
        var page = await device.OpenAsync($"/account/sign-in?culture={culture}");
        await page.FillAsync("[name=Email]", "staff@example.invalid");
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");

        await page.GotoAsync(List);
        await ShowAsync(page, $"list-{width}");
        await page.GotoAsync(Import);
        var file = Renamed(await File.ReadAllBytesAsync(Example), ("专利号", "案号（内部）"));
        await page.SetInputFilesAsync(
            "#workbook",
            new FilePayload
            {
                Name = "甲局.xlsx",
                MimeType = "application/octet-stream",
                Buffer = file,
            }
        );
        await page.ClickAsync("form[enctype] button");
        await page.WaitForSelectorAsync("#columns");
        await ShowAsync(page, $"import-{width}");

        Assert.That(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"),
            "nothing wider than the page"
        );
    }

    private static async Task ShowAsync(IPage page, string name)
    {
        await page.HasNoAxeFindingsAsync();
        await page.HasNamesAsync();
        if (Environment.GetEnvironmentVariable("CONTEST_LOOK") is { Length: > 0 } folder)
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(folder, name + ".png"),
                    FullPage = !name.StartsWith("import", StringComparison.Ordinal),
                }
            );
    }

    [Test]
    public async Task A_stream_without_end_is_cut_at_its_limit_and_leaves_nothing_behind()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        using Endless endless = new();

        HttpStatusCode? status = null;
        try
        {
            status = (await staff.UploadStreamAsync(Import, "huge.xlsx", endless)).StatusCode;
        }
        catch (HttpRequestException)
        {
            // the product hung up in the middle: also an answer
        }

        Assert.That(
            status,
            Is.Null.Or.EqualTo(HttpStatusCode.RequestEntityTooLarge).Or.EqualTo(HttpStatusCode.BadRequest)
        );
        Assert.That(endless.Sent, Is.LessThan(64L * 1024 * 1024));
        Assert.That(
            Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*").Sum(f => new FileInfo(f).Length),
            Is.LessThan(30_000_000)
        );
        var uploads = Path.Combine(app.DataFolder, "uploads");
        Assert.That(Directory.Exists(uploads) ? Directory.GetFiles(uploads) : [], Is.Empty);
    }

    [Test]
    public async Task The_filtered_list_is_downloaded_by_staff_and_not_by_supervisors()
    {
        await using var app = await StartAsync();
        using var staff = await SignInAsync(app);
        await ImportAsync(staff);
        var title = await app.WithDbAsync(db => db.Entries.OrderBy(e => e.Number).Select(e => e.Title).LastAsync());

        var page = await staff.SeeAsync($"{List}?q={Uri.EscapeDataString(title)}");
        var answer = await staff.GetAsync(page.QuerySelector("a[href*='kind=xlsx']")!.GetAttribute("href")!);
        var book = WorkbookReader.Read(await answer.Content.ReadAsByteArrayAsync()).Value!;
        Assert.That(book.Projects.Select(p => p.Title), Is.EqualTo(new[] { title }));
        var csv = await staff.GetAsync($"{List}/export?kind=patents");
        Assert.That((await csv.Content.ReadAsByteArrayAsync())[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));

        await A.PersonAsync(app, "supervisor@example.invalid", Role.Supervisor);
        using Visitor supervisor = new(app);
        await supervisor.SendAsync(
            "/account/sign-in",
            ("Email", "supervisor@example.invalid"),
            ("Password", A.Password)
        );
        Assert.That((await supervisor.GetAsync($"{List}/export")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await supervisor.SeeAsync(List)).QuerySelector("a[href*='/export']"), Is.Null);
    }

    private static async Task ImportAsync(Visitor staff)
    {
        var page = await Visitor.ReadAsync(await staff.UploadAsync(Import, "r.xlsx", DemoWorkbook.CorrectedFile()));
        var done = await staff.SubmitAsync(Confirmed(page), Import, ("AcceptWarnings", "true"));
        Assert.That(done.Headers.Location?.OriginalString, Is.EqualTo(List));
    }

    private static IHtmlFormElement Confirmed(IHtmlDocument page) =>
        page.QuerySelector<IHtmlFormElement>("form[data-confirm][action*=Import]")!;

    private static IHtmlFormElement Undo(IHtmlDocument page) =>
        page.QuerySelector<IHtmlFormElement>("section[aria-labelledby=imports] form")!;

    private static IEnumerable<string> Codes(IHtmlDocument page) =>
        page.QuerySelectorAll("section[aria-labelledby=found] tbody tr td:last-child")
            .Select(c => c.TextContent.Trim());

    private static byte[] Renamed(byte[] file, params (string Ours, string Theirs)[] names)
    {
        var sheets = WorkbookReader.ReadSheets(file).Value!.Sheets;
        return WorkbookWriter.Write([.. sheets.Select(s => s with { Rows = [Heading(s), .. s.Rows.Skip(1)] })]);

        SheetRow Heading(Sheet sheet) =>
            sheet.Rows[0] with
            {
                Cells = [.. sheet.Rows[0].Cells.Select(c => names.FirstOrDefault(n => n.Ours == c).Theirs ?? c)],
            };
    }

    private static Task<int> EntriesAsync(ContestApp app) => app.WithDbAsync(db => db.Entries.CountAsync());

    private static async Task<ContestApp> StartAsync()
    {
        var app = await ContestApp.StartAsync();
        await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        await app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Registration)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, app.Clock.GetUtcNow()))
        );
        return app;
    }

    private static async Task<Visitor> SignInAsync(ContestApp app)
    {
        await A.PersonAsync(app, "staff@example.invalid", Role.Staff);
        Visitor visitor = new(app);
        await visitor.SendAsync("/account/sign-in", ("Email", "staff@example.invalid"), ("Password", A.Password));
        return visitor;
    }

    /// <summary>Ten gigabytes that say no length beforehand.</summary>
    private sealed class Endless : Stream
    {
        private const long Most = 10L * 1024 * 1024 * 1024;

        public long Sent { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => Sent;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var part = (int)long.Min(count, Most - Sent);
            Sent += part;
            return part;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
