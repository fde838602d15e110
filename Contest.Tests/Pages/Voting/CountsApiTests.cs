using System.Globalization;
using System.Net;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>
/// The counts that open pages ask for again and again: never a vote more than the rulebook shows, neither in a number
/// nor in a tag, a length or an order. The votes looked for are cast for the entry that is last on every list.
/// </summary>
public class CountsApiTests
{
    private ContestApp _app = null!;
    private int _tests;
    private string _path = "";
    private Guid _edition;
    private short _last;
    private DateTimeOffset _closes;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Voting);
        await FindAsync(_app);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    /// <summary>Each test has a full hour of its own to begin with.</summary>
    [SetUp]
    public void NextHour() => _app.TestClock.Set(Database.DemoNow.AddHours(2 * ++_tests));

    [TestCase(CountDisplay.Hidden, 0)]
    [TestCase(CountDisplay.Hourly, 0)]
    [TestCase(CountDisplay.Live, 300, Description = "the standstill began before the first ballot here")]
    [TestCase(CountDisplay.Hourly, 300)]
    public async Task While_votes_are_not_shown_no_byte_of_the_answer_depends_on_them(
        CountDisplay display,
        int standstill
    )
    {
        await ShowAsync(display, standstill);
        _app.TestClock.Advance(TimeSpan.FromMinutes(10));
        var before = await AskAsync();
        await CastAsync(voters: 37);
        var after = await AskAsync();

        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public async Task Hidden_counts_are_no_numbers_and_come_out_when_the_vote_has_closed()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        await ShowAsync(CountDisplay.Hidden, 0, app);
        await CastAsync(voters: 3, app);
        var votes = await app.WithDbAsync(db => db.Ballots.CountAsync(b => b.Choices.Contains(_last)));
        var hidden = await AskAsync(app: app);
        app.TestClock.Set(_closes.AddMinutes(1));
        var overdue = await AskAsync(app: app);
        await app.WithAsync((CloseStage act) => act.HandleAsync(new(_edition, Stage.Voting, Actor.Clock), default));
        var closed = await AskAsync(app: app);

        Assert.That(hidden.Body, Is.EqualTo("""{"asOf":null,"voters":null,"votes":null}"""));
        Assert.That(overdue, Is.EqualTo(hidden), "past its end, and not closed yet");
        Assert.That(VoteOf(closed.Body), Is.EqualTo(votes));
    }

    [Test]
    public async Task Hourly_counts_stand_still_within_the_hour_and_say_which()
    {
        await ShowAsync(CountDisplay.Hourly, 0);
        _app.TestClock.Advance(TimeSpan.FromMinutes(10));
        await CastAsync(voters: 5);
        var within = await AskAsync();
        _app.TestClock.Advance(TimeSpan.FromMinutes(50));
        var after = await AskAsync();

        var hour = _app.TestClock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)); // the edition's clock
        Assert.That(HourOf(within.Body), Is.EqualTo($"{hour.AddHours(-1):HH:mm}"));
        Assert.That(HourOf(after.Body), Is.EqualTo($"{hour:HH:mm}"));
        Assert.That(VoteOf(after.Body) - VoteOf(within.Body), Is.EqualTo(5));
        Assert.That(NumbersOf(after.Body), Is.Ordered, "by number, whatever the votes are");
    }

    [Test]
    public async Task Live_counts_follow_each_ballot_and_a_browser_that_has_them_gets_none()
    {
        await ShowAsync(CountDisplay.Live, 0);
        var before = await AskAsync();
        var same = await AskAsync(tag: before.Tag);
        await CastAsync(voters: 2);
        var after = await AskAsync(tag: before.Tag);

        Assert.That((same.Status, same.Body), Is.EqualTo((HttpStatusCode.NotModified, "")));
        Assert.That(VoteOf(after.Body) - VoteOf(before.Body), Is.EqualTo(2));
        Assert.That(HourOf(after.Body), Is.Null);
        Assert.That(after.Cache, Is.EqualTo("max-age=10, private"));
    }

    [Test]
    public async Task Packed_counts_are_the_same_counts()
    {
        using HttpClient packed = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.Brotli });
        using var answer = await packed.GetAsync(_app.Address + _path);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo((await AskAsync()).Body));
        using HttpClient plain = new() { DefaultRequestHeaders = { { "Accept-Encoding", "br" } } };
        using var raw = await plain.GetAsync(_app.Address + _path);
        Assert.That(raw.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "br" }));
    }

    [Test]
    public async Task A_judge_is_shown_no_counts_whatever_the_public_is_shown()
    {
        await ShowAsync(CountDisplay.Live, 0);
        using Visitor judge = new(_app);
        await judge.SignInAsync(_app, Role.Judge);
        using Visitor entrant = new(_app);
        await entrant.SignInAsync(_app, Role.Entrant);

        Assert.That(await BodyAsync(judge), Is.EqualTo("""{"asOf":null,"voters":null,"votes":null}"""));
        Assert.That(await BodyAsync(entrant), Is.EqualTo((await AskAsync()).Body));
    }

    [Test]
    public async Task The_page_says_the_numbers_of_the_counts_and_names_their_address_where_there_are_any()
    {
        await ShowAsync(CountDisplay.Hourly, 0);
        using Visitor visitor = new(_app);
        using Visitor judge = new(_app);
        await judge.SignInAsync(_app, Role.Judge);
        var page = await visitor.SeeAsync(_path.Replace("/api", "").Replace("/counts", "/vote"));
        using var board = JsonDocument.Parse((await AskAsync()).Body);
        var shown = page.QuerySelectorAll("[data-entry]")
            .ToDictionary(
                c => c.GetAttribute("data-entry")!,
                c =>
                    long.Parse(
                        c.QuerySelector("[data-votes]")!.TextContent,
                        NumberStyles.Number,
                        CultureInfo.InvariantCulture
                    )
            );

        Assert.That(page.QuerySelector("[data-counts]")!.GetAttribute("data-counts"), Is.EqualTo(_path));
        Assert.That(
            shown,
            Is.EquivalentTo(
                board
                    .RootElement.GetProperty("votes")
                    .EnumerateObject()
                    .ToDictionary(v => v.Name, v => v.Value.GetInt64())
            )
        );
        foreach (var votes in page.QuerySelectorAll("[data-votes], [data-voters]"))
            Assert.That(votes.Closest("[aria-live], [role=status], [role=alert]"), Is.Null, "renewed without a word");
        var judges = await judge.SeeAsync(_path.Replace("/api", "").Replace("/counts", "/vote"));
        Assert.That(judges.QuerySelector("[data-counts]")?.GetAttribute("data-counts") ?? "", Is.Empty);
        await ShowAsync(CountDisplay.Hidden, 0);
        var hidden = await visitor.SeeAsync(_path.Replace("/api", "").Replace("/counts", "/vote"));
        Assert.That(hidden.QuerySelector("[data-counts]")!.GetAttribute("data-counts"), Is.Empty);
    }

    [Test]
    public async Task However_many_ask_the_database_is_asked_once()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting, ("Contest:PaperMilliseconds", "60000"));
        using HttpClient http = new() { BaseAddress = new(app.Address) };
        using var counted = await CountedCommands.StartAsync(app.ConnectionString);
        var first = await http.GetStringAsync(_path);
        var once = counted.Take();
        List<string> more = [];
        for (var n = 0; n < 20; n++)
            more.Add(await http.GetStringAsync(_path));

        Assert.That(once, Is.Not.Empty);
        Assert.That(counted.Take(), Is.Empty);
        Assert.That(more, Is.All.EqualTo(first));
    }

    private sealed record Told(HttpStatusCode Status, string? Tag, string? Cache, string Heads, string Body);

    private async Task<Told> AskAsync(string? tag = null, ContestApp? app = null)
    {
        using HttpClient http = new(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = new((app ?? _app).Address),
        };
        using HttpRequestMessage ask = new(HttpMethod.Get, _path);
        if (tag is not null)
            ask.Headers.IfNoneMatch.ParseAdd(tag);
        using var answer = await http.SendAsync(ask);
        var heads = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date");
        return new(
            answer.StatusCode,
            answer.Headers.ETag?.Tag,
            answer.Headers.CacheControl?.ToString(),
            string.Join('\n', heads.Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal)),
            await answer.Content.ReadAsStringAsync()
        );
    }

    private async Task<string> BodyAsync(Visitor visitor) =>
        await (await visitor.GetAsync(_path)).Content.ReadAsStringAsync();

    private long VoteOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("votes").GetProperty($"{_last}").GetInt64();
    }

    private static string? HourOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("asOf").GetString();
    }

    private static List<int> NumbersOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return
        [
            .. json
                .RootElement.GetProperty("votes")
                .EnumerateObject()
                .Select(v => int.Parse(v.Name, CultureInfo.InvariantCulture)),
        ];
    }

    private async Task CastAsync(int voters, ContestApp? app = null)
    {
        for (var n = 0; n < voters; n++)
        {
            CastBallot.Command command = new(_edition, Guid.NewGuid(), Guid.NewGuid(), [_last]);
            var cast = await (app ?? _app).WithAsync((CastBallot act) => act.HandleAsync(command, default));
            Assert.That(cast.Refusal, Is.Null);
        }
    }

    private async Task FindAsync(ContestApp app)
    {
        var edition = await app.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        (_edition, _path) = (edition.Id, $"/api/{edition.Slug}/counts");
        var rulebook = await app.WithDbAsync(db => db.RulebookOfAsync(edition.Id, default));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        _closes = rulebook.Window(Stage.Voting).Closes(zone).ToUniversalTime();
        _last = await app.WithDbAsync(db =>
            db.Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
                .OrderByDescending(e => e.Number)
                .Select(e => (short)e.Number)
                .FirstAsync()
        );
    }

    private Task<int> ShowAsync(CountDisplay display, int standstill, ContestApp? app = null) =>
        (app ?? _app).WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync(c => c.Id == _edition);
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            var vote = rulebook.Vote with { Display = display, EveryHours = 1, HiddenLastHours = standstill };
            edition.RulebookJson = CanonicalJson.Write(rulebook with { Vote = vote });
            edition.RulebookHash = CanonicalJson.HashText(edition.RulebookJson);
            return await db.SaveChangesAsync();
        });
}
