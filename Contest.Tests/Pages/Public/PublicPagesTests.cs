using System.IO.Compression;
using System.Net;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Public;

/// <summary>Visitors' pages are sent again only when they say something else, and then at once (decision 0010).</summary>
public sealed class PublicPagesTests
{
    private const string List = "/yunjiang-2026/entries";
    private const string Project = List + "/A01";

    private static readonly string[] Pages =
    [
        "/",
        "/yunjiang-2026",
        List,
        Project,
        "/yunjiang-2026/notices",
        "/yunjiang-2026/rulebook",
    ];

    private ContestApp _app = null!;
    private Guid _edition;

    [SetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAsync();
        _edition = await A.EditionInVotingAsync(_app);
    }

    [TearDown]
    public ValueTask StopAsync() => _app.DisposeAsync();

    [Test]
    public async Task What_a_browser_has_is_not_sent_again_and_holds_no_secret()
    {
        using Visitor visitor = new(_app);
        foreach (var path in Pages)
        {
            var (status, tag, text) = await AskAsync(visitor, path);
            Assert.That((status, tag), Is.EqualTo((HttpStatusCode.OK, tag)).And.Not.EqualTo((status, "")), path);
            Assert.That(text, Does.Not.Contain("RequestVerificationToken"), path);
            var again = await AskAsync(visitor, path, tag);
            Assert.That(again, Is.EqualTo((HttpStatusCode.NotModified, tag, "")), path);
        }
    }

    [Test]
    public async Task Packed_it_says_the_same()
    {
        using Visitor visitor = new(_app);
        var (_, tag, plain) = await AskAsync(visitor, List);
        for (var time = 0; time < 2; time++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, List);
            request.Headers.Add("Accept-Encoding", "gzip, br");
            using var answer = await visitor.AskAsync(request);
            Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(["br"]));
            Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo(tag));
            await using BrotliStream unpacked = new(
                await answer.Content.ReadAsStreamAsync(),
                CompressionMode.Decompress
            );
            using StreamReader reader = new(unpacked);
            Assert.That(await reader.ReadToEndAsync(), Is.EqualTo(plain));
        }
    }

    [Test]
    public async Task A_consent_taken_back_a_new_name_and_a_withdrawal_show_at_once()
    {
        using Visitor visitor = new(_app);
        await ChangeAsync(e => e.Published.Add(PublishedFields.Summary));
        var (_, tag, before) = await AskAsync(visitor, Project);
        var summary = await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.Code == "A01").Select(e => e.Summary).SingleAsync()
        );
        Assert.That(before, Does.Contain(summary));

        await ChangeAsync(e => e.Published.Clear());
        var (status, withdrawn, after) = await AskAsync(visitor, Project, tag);
        Assert.That((status, after), Is.EqualTo((HttpStatusCode.OK, after)).And.Not.EqualTo((status, before)));
        Assert.That(after, Does.Not.Contain(summary));

        await ChangeAsync(e => e.Title = "另一个名称");
        Assert.That((await AskAsync(visitor, Project, withdrawn)).Text, Does.Contain("另一个名称"));
        var (_, list, _) = await AskAsync(visitor, List);
        await ChangeAsync(e => e.State = EntryState.Withdrawn);
        Assert.That((await AskAsync(visitor, List, list)).Text, Does.Not.Contain("另一个名称").And.Contain("A02"));
        Assert.That((await AskAsync(visitor, Project, withdrawn)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_vote_that_the_clock_closes_is_not_offered_any_more()
    {
        using Visitor visitor = new(_app);
        var json = await _app.WithDbAsync(db => db.Competitions.Select(c => c.RulebookJson).SingleAsync());
        var rulebook = CanonicalJson.Read<Rulebook>(json);
        var closes = rulebook.Window(Stage.Voting).Closes(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone));
        _app.TestClock.Set(closes.AddSeconds(-1));
        var (_, tag, before) = await AskAsync(visitor, Project);
        Assert.That(before, Does.Contain("/yunjiang-2026/vote?q=A01"));

        _app.TestClock.Set(closes);

        Assert.That((await AskAsync(visitor, Project, tag)).Text, Is.Not.Empty.And.Not.Contains("/vote?q=A01"));
    }

    [Test]
    public async Task A_rulebook_in_force_from_now_on_is_read_by_the_next_request()
    {
        using Visitor visitor = new(_app);
        var (_, tag, _) = await AskAsync(visitor, List);
        await _app.WithDbAsync(async db =>
        {
            var one = await db.Competitions.SingleAsync(c => c.Id == _edition);
            var rulebook = CanonicalJson.Read<Rulebook>(one.RulebookJson);
            one.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Title = new("改名的大赛", "改名的大賽", "Renamed"),
                }
            );
            one.RulebookHash = CanonicalJson.HashText(one.RulebookJson);
            return await db.SaveChangesAsync();
        });

        Assert.That((await AskAsync(visitor, List, tag)).Text, Does.Contain("改名的大赛"));
    }

    [Test]
    public async Task Nobody_gets_the_page_of_another()
    {
        await A.PersonAsync(_app, "staff@example.invalid", Role.Staff);
        using Visitor staff = new(_app);
        using Visitor visitor = new(_app);
        using Visitor english = new(_app, "en");
        var (_, tag, public1) = await AskAsync(visitor, List);
        await staff.SendAsync("/account/sign-in", ("Email", "staff@example.invalid"), ("Password", A.Password));

        var own = await AskAsync(staff, List, tag);
        Assert.That((own.Status, own.Tag), Is.EqualTo((HttpStatusCode.OK, "")));
        Assert.That(own.Text, Does.Contain("/account/sign-out"));
        Assert.That((await AskAsync(visitor, List)).Text, Is.EqualTo(public1).And.Not.Contains("/account/sign-out"));
        var other = await AskAsync(english, List, tag);
        Assert.That((other.Status, other.Text), Is.Not.EqualTo((HttpStatusCode.NotModified, "")));
        Assert.That(other.Text, Does.Contain("lang=\"en\""));
    }

    private Task<int> ChangeAsync(Action<Entry> change) =>
        _app.WithDbAsync(async db =>
        {
            change(await db.Entries.SingleAsync(e => e.Code == "A01"));
            return await db.SaveChangesAsync();
        });

    private static async Task<(HttpStatusCode Status, string Tag, string Text)> AskAsync(
        Visitor visitor,
        string path,
        string? known = null
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (known is not null)
            request.Headers.Add("If-None-Match", known);
        using var answer = await visitor.AskAsync(request);
        return (answer.StatusCode, answer.Headers.ETag?.ToString() ?? "", await answer.Content.ReadAsStringAsync());
    }
}
