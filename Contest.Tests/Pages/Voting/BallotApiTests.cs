using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>Ballots as the page's script sends them: the way of 160,000 phones.</summary>
public class BallotApiTests
{
    private ContestApp _app = null!;
    private string _path = "";
    private List<int> _entries = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(Contest.Infrastructure.Demo.DemoStage.Voting);
        var edition = await _app.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        _path = $"/api/{edition.Slug}/ballots";
        _entries = await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
                .OrderBy(e => e.Number)
                .Select(e => e.Number)
                .ToListAsync()
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task A_ballot_gets_a_receipt_and_the_same_one_when_it_is_repeated()
    {
        using Visitor visitor = new(_app);
        var ballot = Guid.NewGuid();

        var first = await CastAsync(visitor, ballot, _entries[0]);
        var again = await CastAsync(visitor, ballot, _entries[0]);

        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(first.Body.GetProperty("left").GetInt32(), Is.EqualTo(2));
        Assert.That(
            again.Body.GetProperty("receipt").GetString(),
            Is.EqualTo(first.Body.GetProperty("receipt").GetString())
        );
        using var mine = JsonDocument.Parse(await (await visitor.GetAsync(_path)).Content.ReadAsStringAsync());
        Assert.That(mine.RootElement.GetProperty("ballots").GetInt32(), Is.EqualTo(1));
        Assert.That(mine.RootElement.GetProperty("voted")[0].GetInt32(), Is.EqualTo(_entries[0]));
    }

    [TestCase("zh-CN", "今天已经投过")]
    [TestCase("zh-HK", "已經投過")]
    [TestCase("en", "already")]
    public async Task A_refusal_is_a_sentence_in_the_voters_language(string culture, string says)
    {
        using Visitor visitor = new(_app, culture);
        await CastAsync(visitor, Guid.NewGuid(), _entries[0]);

        var second = await CastAsync(visitor, Guid.NewGuid(), _entries[0]);

        Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(second.Body.GetProperty("code").GetString(), Is.EqualTo("voting.already_voted"));
        Assert.That(second.Body.GetProperty("message").GetString(), Does.Contain(says));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[1,2]")]
    [TestCase("""{"id":"00000000-0000-0000-0000-000000000000","choices":[1]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":null}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[70000]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":["1"]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1.5]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[[1]]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":1}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11"}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1]""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1]}{}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1],}""")]
    [TestCase("""{"id":"6f1b7a52","choices":[1]}""")]
    [TestCase("""{"id":7,"choices":[1]}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1],"work":7}""")]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1],"answer":"7"}""")]
    [TestCase(
        """{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"""
    )]
    [TestCase("""{"id":"6f1b7a52-8f0b-4f4e-9d3f-3c9a6c1f0a11","choices":[1],"work":"\uD800"}""")]
    [TestCase("\uFEFF{}")]
    public async Task What_is_no_ballot_is_called_so(string json)
    {
        using Visitor visitor = new(_app);
        var answer = await visitor.PostJsonBlindlyAsync(_path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("voting.unreadable"));
    }

    [Test]
    public async Task A_ballot_is_read_whatever_else_is_in_it()
    {
        using Visitor visitor = new(_app);
        var json =
            $$"""{ "work": null, "more": {"id": [7, {"choices": []}]}, "choices" : [ {{_entries[2]}} ], "\u0069d": "{{Guid.NewGuid()}}", "answer": null }""";
        Assert.That((await visitor.PostJsonBlindlyAsync(_path, json)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>A proxy sends many phones' ballots through one connection, whose context serves again and again.</summary>
    [Test]
    public async Task Devices_behind_one_connection_are_told_apart()
    {
        var connections = 0;
        using SocketsHttpHandler handler = new()
        {
            UseCookies = false,
            ConnectCallback = async (context, cancel) =>
            {
                connections++;
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using HttpClient proxy = new(handler) { BaseAddress = new(_app.Address) };
        List<string> devices = [];
        foreach (var entry in _entries.Take(3))
        {
            using StringContent ballot = new(
                JsonSerializer.Serialize(new { id = Guid.NewGuid(), choices = new[] { entry } }),
                Encoding.UTF8,
                "application/json"
            );
            using var cast = await proxy.PostAsync(_path, ballot);
            Assert.That(cast.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            devices.Add(
                cast
                    .Headers.GetValues("Set-Cookie")
                    .Single(c => c.StartsWith("voter=", StringComparison.Ordinal))
                    .Split(';')[0]
            );
        }

        List<int[]> voted = [];
        foreach (var device in devices)
        {
            using HttpRequestMessage asked = new(HttpMethod.Get, _path) { Headers = { { "Cookie", device } } };
            using var answer = await proxy.SendAsync(asked);
            var mine = await answer.Content.ReadFromJsonAsync<JsonElement>();
            voted.Add([.. mine.GetProperty("voted").EnumerateArray().Select(v => v.GetInt32())]);
        }

        Assert.That(voted, Is.EqualTo(_entries.Take(3).Select(e => new[] { e })));
        Assert.That(connections, Is.EqualTo(1));
    }

    [Test]
    public async Task Another_sites_form_cannot_cast_a_ballot()
    {
        using Visitor visitor = new(_app);
        using HttpRequestMessage form = new(HttpMethod.Post, _path)
        {
            Content = new StringContent(
                $$"""{"id":"{{Guid.NewGuid()}}","choices":[{{_entries[1]}}]}""",
                Encoding.UTF8,
                "text/plain"
            ),
        };
        Assert.That((await visitor.AskAsync(form)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task An_edition_that_does_not_exist_takes_no_ballots()
    {
        using Visitor visitor = new(_app);
        var answer = await visitor.PostJsonBlindlyAsync(
            "/api/nowhere-2026/ballots",
            $$"""{"id":"{{Guid.NewGuid()}}","choices":[1]}"""
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_flood_from_one_address_is_told_that_nothing_was_counted()
    {
        await using var app = await ContestApp.StartAsync(null, ("Contest:BallotsPerSecond", "1"));
        using Visitor visitor = new(app);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => visitor.PostJsonBlindlyAsync(_path, "no ballot"))
        );
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("voting.busy"));
    }

    [Test]
    public async Task While_the_database_is_away_nothing_is_claimed_and_the_same_ballot_counts_once_later()
    {
        await using var app = await ContestApp.StartAtAsync(Contest.Infrastructure.Demo.DemoStage.Voting);
        using Visitor visitor = new(app, "en");
        var ballot = Guid.NewGuid();
        await Database.LetInAsync(app, false);
        try
        {
            var (status, body) = await CastAsync(visitor, ballot, _entries[0]);
            Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(body.GetProperty("code").GetString(), Is.EqualTo("voting.unconfirmed"));
            Assert.That(body.GetProperty("message").GetString(), Does.Match("Reference .*[0-9A-Z]{8,}"));
            Assert.That(body.GetProperty("message").GetString(), Does.Not.Contain("Exception"));
        }
        finally
        {
            await Database.LetInAsync(app, true);
        }
        Assert.That((await CastAsync(visitor, ballot, _entries[0])).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await CastAsync(visitor, ballot, _entries[0])).Status, Is.EqualTo(HttpStatusCode.OK));
        var edition = await app.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        var stored = await app.WithDbAsync(db =>
            db.Ballots.CountAsync(b => b.CompetitionId == edition.Id && b.ClientId == ballot)
        );
        Assert.That(stored, Is.EqualTo(1));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> CastAsync(
        Visitor visitor,
        Guid ballot,
        params int[] choices
    )
    {
        var answer = await visitor.PostJsonBlindlyAsync(_path, JsonSerializer.Serialize(new { id = ballot, choices }));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.Clone());
    }
}
