using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Jury;

/// <summary>The judge's desk and sheet as a browser without script sees them.</summary>
public sealed partial class JudgePagesTests
{
    private ContestApp _app = null!;
    private JudgingRules _rules = null!;
    private Visitor _judge = null!;
    private Queue<DemoJury.Sheet> _untouched = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await DemoJury.StartAsync();
        _rules = await DemoJury.RulesAsync(_app);
        _untouched = new((await DemoJury.UntouchedAsync(_app)).GroupBy(s => s.Judge).MaxBy(g => g.Count())!);
        _judge = new(_app);
        await _judge.SignInAsync(_untouched.Peek().PersonId);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        _judge.Dispose();
        await _app.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task The_desk_lists_exactly_the_judges_own_sheets()
    {
        var desk = await _judge.SeeAsync("/jury");
        var listed = desk.QuerySelectorAll(".desk-link").Select(a => a.GetAttribute("href"));
        var own = await _app.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                where j.PersonId == _untouched.Peek().PersonId
                select "/jury/sheets/" + s.Id
            ).ToListAsync()
        );

        Assert.That(listed, Is.EquivalentTo(own));
        Assert.That(desk.QuerySelectorAll(".desk-state").Select(s => s.TextContent), Is.All.EqualTo("未评"));
    }

    [Test]
    public async Task A_sheet_of_another_judge_is_not_there()
    {
        var other = (await DemoJury.SubmittedAsync(_app)).First(s => s.PersonId != _untouched.Peek().PersonId);

        Assert.That((await _judge.GetAsync(Path(other))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await _judge.GetAsync("/jury/sheets/nonsense")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_page_that_is_kept_offline_holds_no_score()
    {
        var sheet = _untouched.Dequeue();
        await FillAsync(sheet, "false", _rules.Sheet[0].Code, "7.5");
        Assert.That((await StateAsync(sheet))[_rules.Sheet[0].Code], Is.EqualTo("7.5"));
        var page = await _judge.SeeAsync(Path(sheet));

        var values = page.QuerySelectorAll<IHtmlInputElement>("[data-field]").Select(f => f.Value);
        Assert.That(values, Is.All.Empty);
        Assert.That(page.Source.Text, Does.Not.Contain("7.5"));
    }

    [Test]
    public async Task Without_script_a_form_saves_a_mark_and_keeps_what_was_typed_when_it_is_no_mark()
    {
        var sheet = _untouched.Dequeue();
        var code = _rules.Sheet[0].Code;
        var saved = await FillAsync(sheet, "false", code, "7.5");
        Assert.That(saved.Headers.Location?.OriginalString, Is.EqualTo(Path(sheet) + "?plain=1"));
        Assert.That((await StateAsync(sheet))[code], Is.EqualTo("7.5"));

        var refused = await Visitor.ReadAsync(await FillAsync(sheet, "false", code, "7.3"));
        Assert.That(refused.QuerySelector(".note-error")?.TextContent, Does.Contain("7.3"));
        Assert.That(refused.QuerySelector<IHtmlInputElement>($"[data-field={code}]")?.Value, Is.EqualTo("7.3"));
        Assert.That((await StateAsync(sheet))[code], Is.EqualTo("7.5"));
    }

    [Test]
    public async Task All_complete_sheets_are_submitted_at_once_and_the_others_stay_open()
    {
        DemoJury.Sheet complete = _untouched.Dequeue(),
            started = _untouched.Dequeue();
        await FillAsync(complete, "false", [.. DemoJury.Marks(_rules).Select(m => (m.Key, m.Value!))]);
        await FillAsync(started, "false", _rules.Sheet[0].Code, "5");
        var desk = await _judge.SeeAsync("/jury");
        Assert.That(StateOf(desk, complete), Is.EqualTo("已评完，待提交"));
        Assert.That(StateOf(desk, started), Is.EqualTo($"已评 1 / {_rules.Sheet.Count} 项"));

        await _judge.SubmitAsync(desk.QuerySelector<IHtmlFormElement>("[data-submit-all]")!, "/jury");
        var after = await _judge.SeeAsync("/jury");
        Assert.That(StateOf(after, complete), Is.EqualTo("已提交"));
        Assert.That(StateOf(after, started), Is.EqualTo($"已评 1 / {_rules.Sheet.Count} 项"));
        Assert.That(
            await _app.WithDbAsync(db => db.Marks.CountAsync(m => m.SheetId == complete.Id)),
            Is.EqualTo(_rules.Sheet.Count)
        );
    }

    [Test]
    public async Task Stepping_back_needs_a_reason_and_closes_the_dossier()
    {
        var sheet = _untouched.Dequeue();
        var blank = await _judge.SendAsync(Path(sheet), ("reason", " "));
        Assert.That(
            (await Visitor.ReadAsync(blank)).QuerySelector(".note-error")?.TextContent.Trim(),
            Is.EqualTo("请写明回避的理由。")
        );

        await _judge.SendAsync(Path(sheet), ("reason", "曾为该单位提供顾问服务"));
        var page = await _judge.SeeAsync(Path(sheet));
        Assert.That(page.QuerySelector(".note-warn")?.TextContent, Does.Contain("曾为该单位提供顾问服务"));
        Assert.That(page.QuerySelectorAll("details, [data-field], .patents"), Is.Empty);
        Assert.That(StateOf(await _judge.SeeAsync("/jury"), sheet), Is.EqualTo("已回避"));
    }

    [Test]
    public async Task One_judge_reads_the_criteria_of_each_entrys_own_track()
    {
        var (design, other) = await DesignAndOtherAsync();
        using Visitor judge = new(_app);
        await judge.SignInAsync(design.PersonId);

        var own = await judge.SeeAsync(Path(design));
        var main = await judge.SeeAsync(Path(other));

        var variant = _rules.Variants.Single(v => v.Code == "design");
        Assert.Multiple(() =>
        {
            Assert.That(Criteria(own), Is.EqualTo(variant.Sheet.Select(c => $"{c.Name}")));
            Assert.That(Criteria(main), Is.EqualTo(_rules.Sheet.Select(c => $"{c.Name}")));
            Assert.That(Criteria(own), Is.Not.EqualTo(Criteria(main)));
            Assert.That(own.QuerySelector(".work-facts")!.TextContent, Does.Contain($"{variant.Name}"));
            Assert.That(main.QuerySelector(".work-facts")!.TextContent, Does.Not.Contain("评分表"));
        });
    }

    [Test]
    public async Task The_organizer_reads_of_sheets_whose_entry_has_another_track_by_now()
    {
        var (_, other) = await DesignAndOtherAsync();
        using Visitor organizer = new(_app);
        await organizer.SignInAsync(_app, Core.Role.Organizer);
        var slug = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        var list = $"/organise/{slug}/jury/sheets?q={other.Code}";
        var before = await organizer.SeeAsync(list);

        await _app.WithDbAsync(db =>
            db.Patents.Where(p => p.IsCore && db.Entries.Any(e => e.Id == p.EntryId && e.Code == other.Code))
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Kind, Core.Registration.PatentKind.LayoutDesign))
        );
        var after = await organizer.SeeAsync(list);

        Assert.Multiple(() =>
        {
            Assert.That(before.Body!.TextContent, Does.Not.Contain("现在应为"));
            Assert.That(after.Body!.TextContent, Does.Contain("现在应为：布图设计类评分表"));
        });
    }

    private static IEnumerable<string> Criteria(IHtmlDocument sheet) =>
        sheet.QuerySelectorAll(".score-row h2").Select(h => h.TextContent.Trim());

    /// <summary>A judge's sheet for the demo's design, and another of the same judge.</summary>
    private Task<(DemoJury.Sheet Design, DemoJury.Sheet Other)> DesignAndOtherAsync() =>
        _app.WithDbAsync(async db =>
        {
            var sheets = await (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                join e in db.Entries on s.EntryId equals e.Id
                where s.Round == Core.Stage.Preliminary
                orderby j.Name, e.Code
                select new { Sheet = new DemoJury.Sheet(s.Id, j.Name, j.PersonId!.Value, e.Code!), s.Variant }
            ).ToListAsync();
            var design = sheets.First(s => s.Variant == "design").Sheet;
            return (design, sheets.First(s => s.Variant is null && s.Sheet.Judge == design.Judge).Sheet);
        });

    private static string Path(DemoJury.Sheet sheet) => $"/jury/sheets/{sheet.Id}";

    private static string? StateOf(IHtmlDocument desk, DemoJury.Sheet sheet) =>
        desk.QuerySelector($"[data-state='{sheet.Id}']")?.TextContent;

    private Task<HttpResponseMessage> FillAsync(DemoJury.Sheet sheet, string submit, string code, string value) =>
        FillAsync(sheet, submit, [(code, value)]);

    private async Task<HttpResponseMessage> FillAsync(
        DemoJury.Sheet sheet,
        string submit,
        (string Name, string Value)[] fields
    )
    {
        var page = await _judge.SeeAsync(Path(sheet) + "?plain=1");
        var form = page.QuerySelector<IHtmlFormElement>("form[data-sheet]")!;
        return await _judge.SubmitAsync(form, Path(sheet), [.. fields, ("submit", submit)]);
    }

    private Task<IReadOnlyDictionary<string, string?>> StateAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(async db =>
            Core.CanonicalJson.Read<SheetState>(
                await db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.State).SingleAsync()
            ).Values
        );
}
