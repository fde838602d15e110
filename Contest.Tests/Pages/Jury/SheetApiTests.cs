using System.Net;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Jury;

/// <summary>The judge's sheet over HTTP (DESIGN.md 9), on the demo edition at its preliminary.</summary>
public sealed class SheetApiTests
{
    private readonly Queue<DemoJury.Sheet> _untouched = new();
    private ContestApp _app = null!;
    private JudgingRules _rules = null!;
    private Visitor _judge = null!;
    private string _name = "";

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await DemoJury.StartAsync();
        _rules = await DemoJury.RulesAsync(_app);
        var all = await DemoJury.UntouchedAsync(_app);
        _name = all.GroupBy(s => s.Judge).MaxBy(g => g.Count())!.Key;
        foreach (var sheet in all.Where(s => s.Judge == _name))
            _untouched.Enqueue(sheet);
        _judge = new(_app);
        await _judge.SignInAsync(_name);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        _judge.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task Nobody_but_the_sheets_own_judge_is_told_that_it_exists()
    {
        var sheet = _untouched.Dequeue();
        using Visitor stranger = new(_app);
        using Visitor organizer = new(_app);
        using Visitor other = new(_app);
        await organizer.SignInAsync("方慧敏");
        await other.SignInAsync((await DemoJury.SubmittedAsync(_app)).First(s => s.Judge != _name).Judge);

        Assert.That((await stranger.GetAsync(Path(sheet))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await organizer.GetAsync(Path(sheet))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var answer = await other.GetAsync(Path(sheet));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await CodeAsync(answer), Is.EqualTo("judging.not_yours"));

        var own = (await DemoJury.SubmittedAsync(_app)).First(s => s.Judge != _name);
        var token = await TokenAsync(other, own);
        var put = await other.PutJsonAsync(Path(sheet), Update("a", 1, 0, ("P1", "5")), token);
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await VersionAsync(sheet), Is.Zero);
    }

    [Test]
    public async Task Without_the_antiforgery_token_nothing_is_saved()
    {
        var sheet = _untouched.Dequeue();
        var answer = await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "5")), null);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await CodeAsync(answer), Is.EqualTo("judging.token_expired"));
        Assert.That(await VersionAsync(sheet), Is.Zero);
    }

    [Test]
    public async Task An_update_too_large_to_be_one_is_refused_before_it_is_kept()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        var update = new
        {
            device = "a",
            rev = 1,
            @base = 0,
            force = new[] { new string('x', 200_000) },
        };

        var answer = await _judge.PutJsonAsync(Path(sheet), update, token);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await PatchesAsync(sheet), Is.Zero);
    }

    [Test]
    public async Task A_repeat_of_a_revision_is_answered_again_and_changes_nothing()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        var first = await ReadAsync(await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "5")), token));
        var again = await ReadAsync(await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "9")), token));

        Assert.That(again.GetRawText(), Is.EqualTo(first.GetRawText()));
        Assert.That(again.GetProperty("version").GetInt64(), Is.EqualTo(1));
        Assert.That(again.GetProperty("acked").GetInt64(), Is.EqualTo(1));
        Assert.That(await PatchesAsync(sheet), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_devices_that_differ_wait_for_the_judge_and_nothing_is_lost()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "5")), token);
        var answer = await _judge.PutJsonAsync(Path(sheet), Update("b", 1, 0, (First, "6"), (Second, "7")), token);
        var conflict = await ReadAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(conflict.GetProperty("code").GetString(), Is.EqualTo("judging.two_devices"));
        Assert.That(Value(conflict, First), Is.EqualTo("5"));
        Assert.That(Value(conflict, Second), Is.EqualTo("7"));
        Assert.That(conflict.GetProperty("conflicts").GetProperty(First).GetString(), Is.EqualTo("6"));

        object decided = new
        {
            device = "b",
            rev = 2,
            @base = 2,
            set = new Dictionary<string, string> { [First] = "6" },
            force = new[] { First },
        };
        var chosen = await ReadAsync(await _judge.PutJsonAsync(Path(sheet), decided, token));
        Assert.That(Value(chosen, First), Is.EqualTo("6"));
        Assert.That(chosen.GetProperty("conflicts").EnumerateObject(), Is.Empty);
    }

    [Test]
    public async Task A_submission_waits_until_every_criterion_is_scored_and_then_locks_the_sheet()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        var early = await ReadAsync(
            await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, true, new() { [First] = "5" }), token)
        );
        Assert.That(early.GetProperty("submitted").GetBoolean(), Is.False);
        Assert.That(early.GetProperty("refusal").GetProperty("code").GetString(), Is.EqualTo("judging.missing_marks"));

        var done = await ReadAsync(
            await _judge.PutJsonAsync(Path(sheet), Update("a", 2, 1, true, DemoJury.Marks(_rules)), token)
        );
        Assert.That(done.GetProperty("submitted").GetBoolean(), Is.True);
        var marks = await MarksAsync(sheet);
        Assert.That(marks, Is.EqualTo(DemoJury.Marks(_rules).ToDictionary(m => m.Key, m => Number(m.Value))));

        var late = await _judge.PutJsonAsync(Path(sheet), Update("a", 3, 2, (First, "1")), token);
        Assert.That((int)late.StatusCode, Is.EqualTo(423));
        var locked = await ReadAsync(late);
        Assert.That(locked.GetProperty("code").GetString(), Is.EqualTo("judging.already_submitted"));
        Assert.That(Value(locked, First), Is.EqualTo(DemoJury.Marks(_rules)[First]));
        Assert.That(await MarksAsync(sheet), Is.EqualTo(marks));
    }

    [Test]
    public async Task A_value_that_is_no_mark_is_refused_and_nothing_of_the_update_is_applied()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        var answer = await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "5"), (Second, "999")), token);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await CodeAsync(answer), Is.EqualTo("judging.mark_range"));
        Assert.That(await VersionAsync(sheet), Is.Zero);
    }

    [Test, Order(int.MaxValue)]
    public async Task After_the_closing_hour_a_mark_is_refused_and_the_answer_says_what_was_kept()
    {
        var sheet = _untouched.Dequeue();
        var token = await TokenAsync(_judge, sheet);
        await _judge.PutJsonAsync(Path(sheet), Update("a", 1, 0, (First, "5")), token);
        var before = _app.TestClock.GetUtcNow();
        var closes = await ClosesAsync();

        _app.TestClock.Set(closes.AddTicks(-1));
        await _judge.SignInAsync(_name);
        token = await TokenAsync(_judge, sheet);
        var inTime = await _judge.PutJsonAsync(Path(sheet), Update("a", 2, 1, (First, "6")), token);
        _app.TestClock.Set(closes);
        var late = await _judge.PutJsonAsync(Path(sheet), Update("a", 3, 2, (First, "7")), token);
        _app.TestClock.Set(before);

        Assert.That(inTime.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((int)late.StatusCode, Is.EqualTo(423));
        var locked = await ReadAsync(late);
        Assert.That(locked.GetProperty("code").GetString(), Is.EqualTo("stage.is_closed"));
        Assert.That(Value(locked, First), Is.EqualTo("6"));
        Assert.That(locked.GetProperty("acked").GetInt64(), Is.EqualTo(2));
        Assert.That(await PatchesAsync(sheet), Is.EqualTo(3), "what was tried is kept in the log");
    }

    private string First => _rules.Sheet[0].Code;
    private string Second => _rules.Sheet[1].Code;

    private static string Path(DemoJury.Sheet sheet) => $"/api/sheets/{sheet.Id}";

    private static object Update(string device, long rev, long @base, params (string Field, string Value)[] set) =>
        Update(device, rev, @base, false, set.ToDictionary(s => s.Field, s => (string?)s.Value));

    private static object Update(string device, long rev, long @base, bool submit, Dictionary<string, string?> set) =>
        new
        {
            device,
            rev,
            @base,
            set,
            submit,
        };

    private static async Task<string> TokenAsync(Visitor judge, DemoJury.Sheet sheet) =>
        (await ReadAsync(await judge.GetAsync(Path(sheet) + "?device=a"))).GetProperty("token").GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await ReadAsync(answer)).GetProperty("code").GetString();

    private static string? Value(JsonElement view, string field) =>
        view.GetProperty("fields").GetProperty(field).GetProperty("value").GetString();

    private static decimal Number(string? text) =>
        decimal.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);

    private Task<long> VersionAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db => db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.Version).SingleAsync());

    private Task<int> PatchesAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db => db.SheetPatches.CountAsync(p => p.SheetId == sheet.Id));

    private Task<Dictionary<string, decimal>> MarksAsync(DemoJury.Sheet sheet) =>
        _app.WithDbAsync(db =>
            db.Marks.Where(m => m.SheetId == sheet.Id).ToDictionaryAsync(m => m.Criterion, m => m.Points)
        );

    private Task<DateTimeOffset> ClosesAsync() =>
        _app.WithDbAsync(async db =>
        {
            var rulebook = CanonicalJson.Read<Rulebook>(
                await db.Competitions.Select(c => c.RulebookJson).SingleAsync()
            );
            var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
            return rulebook.Window(Stage.Preliminary).Closes(zone).ToUniversalTime();
        });
}
