using System.Net;
using System.Text.Json;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Voting;

/// <summary>A network that brings very many new devices: each works out a sum, or without script waits its turn.</summary>
public class WorkTests
{
    private TiersApp _vote = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _vote = await TiersApp.StartAsync([VoterIdentity.Device], ("Contest:NewDevicesPerMinute", "4"));
        await CrowdAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [Test]
    public async Task Ordinary_numbers_of_new_devices_vote_at_once_and_a_known_device_always_does()
    {
        _vote.App.TestClock.Advance(TimeSpan.FromMinutes(2));
        using Visitor known = new(_vote.App);
        Assert.That((await _vote.CastAsync(known, _vote.Entries[0])).Status, Is.EqualTo(HttpStatusCode.OK));
        await CrowdAsync();
        Assert.That((await _vote.CastAsync(known, _vote.Entries[1])).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_new_device_of_a_crowd_is_asked_once_and_its_sum_is_good_for_its_own_ballot_only()
    {
        await CrowdAsync();
        using Visitor visitor = new(_vote.App, "en");
        using Visitor other = new(_vote.App);
        var asked = await SendAsync(visitor, Guid.NewGuid(), 0);
        Assert.That(asked.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(asked.Body.GetProperty("code").GetString(), Is.EqualTo("voting.work"));
        var work = asked.Body.GetProperty("work");
        Assert.That(work.GetProperty("begins").GetString(), Does.Contain("not a machine"));
        var (token, number) = (work.GetProperty("token").GetString()!, Solve(work));
        await SendAsync(other, Guid.NewGuid(), 0);

        var wrong = await SendAsync(visitor, Guid.NewGuid(), 0, token, number + 1);
        var stolen = await SendAsync(other, Guid.NewGuid(), 0, token, number);
        var ballot = Guid.NewGuid();
        var cast = await SendAsync(visitor, ballot, 0, token, number);
        var next = await SendAsync(visitor, Guid.NewGuid(), 1);

        Assert.That(
            new[] { wrong, stolen, cast, next }.Select(a => a.Status),
            Is.EqualTo(
                new[] { HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK }
            )
        );
    }

    [Test]
    public async Task A_lost_answer_may_be_asked_for_again_but_a_sum_serves_no_second_ballot()
    {
        await CrowdAsync();
        using HttpClient http = new(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = new(_vote.App.Address),
        };
        var first = await PostAsync(http, null, Guid.NewGuid(), null, null);
        var cookie = first.Cookie!;
        using var asked = JsonDocument.Parse(first.Text);
        var work = asked.RootElement.GetProperty("work");
        var (token, number, ballot) = (work.GetProperty("token").GetString()!, Solve(work), Guid.NewGuid());

        // the answer, and the cookie with it, is lost each time
        var cast = await PostAsync(http, cookie, ballot, token, number);
        var again = await PostAsync(http, cookie, ballot, token, number);
        var second = await PostAsync(http, cookie, Guid.NewGuid(), token, number);
        _vote.App.TestClock.Advance(TimeSpan.FromMinutes(5));
        var late = await PostAsync(http, cookie, ballot, token, number);

        Assert.That(again.Text, Is.EqualTo(cast.Text).And.Contains("receipt"));
        Assert.That(new[] { second.Text, late.Text }, Is.All.Contains("voting.work"));
    }

    [Test]
    public async Task Without_script_a_new_device_waits_its_turn_and_loses_nothing()
    {
        await CrowdAsync();
        using Visitor visitor = new(_vote.App);
        var queued = TiersApp.Moved(await visitor.SendAsync(_vote.VotePath, ("Choice", $"{_vote.Entries[2]}")));
        var page = await visitor.SeeAsync(queued);
        var seconds = int.Parse(
            System
                .Text.RegularExpressions.Regex.Match(page.QuerySelector(".note")!.TextContent, @"在 (\d+) 秒后")
                .Groups[1]
                .Value,
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.That(seconds, Is.GreaterThanOrEqualTo(15));
        var early = TiersApp.Moved(await visitor.SendAsync(queued));
        Assert.That(early, Is.EqualTo(queued), "the same place");

        _vote.App.TestClock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(TiersApp.Moved(await visitor.SendAsync(queued)), Is.EqualTo($"{_vote.VotePath}/mine"));
        var mine = await visitor.SeeAsync($"{_vote.VotePath}/mine");
        Assert.That(mine.QuerySelectorAll("tbody tr"), Has.Count.EqualTo(1));
    }

    /// <summary>More new devices than are ordinary, in this minute.</summary>
    private async Task CrowdAsync()
    {
        for (var n = 0; n < 5; n++)
        {
            using Visitor one = new(_vote.App);
            await one.GetAsync(_vote.BallotsPath);
        }
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        Visitor visitor,
        Guid ballot,
        int entry,
        string? work = null,
        long? answer = null
    ) =>
        SendAsync(
            visitor,
            new
            {
                id = ballot,
                choices = new[] { _vote.Entries[entry] },
                work,
                answer,
            }
        );

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(Visitor visitor, object paper)
    {
        var answer = await visitor.PostJsonBlindlyAsync(_vote.BallotsPath, JsonSerializer.Serialize(paper));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.Clone());
    }

    private async Task<(string Text, string? Cookie)> PostAsync(
        HttpClient http,
        string? cookie,
        Guid ballot,
        string? work,
        long? answer
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _vote.BallotsPath)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(
                    new
                    {
                        id = ballot,
                        choices = new[] { _vote.Entries[0] },
                        work,
                        answer,
                    }
                ),
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        var answered = await http.SendAsync(request);
        var set = answered.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First().Split(';')[0] : null;
        return (await answered.Content.ReadAsStringAsync(), set);
    }

    private static long Solve(JsonElement work)
    {
        var (seed, bits) = (work.GetProperty("seed").GetString()!, work.GetProperty("bits").GetInt32());
        var number = 0L;
        while (!ProofOfWork.IsSolved(seed, number, bits))
            number++;
        return number;
    }
}
