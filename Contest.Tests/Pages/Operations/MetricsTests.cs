using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Pages.Operations;

public class MetricsTests
{
    [TestCase("127.0.0.1", true)]
    [TestCase("127.1.2.3", true)]
    [TestCase("::1", true)]
    [TestCase("::ffff:127.0.0.1", true)]
    [TestCase("10.0.0.7", false)]
    [TestCase("203.0.113.9", false)]
    [TestCase("::ffff:203.0.113.9", false)]
    [TestCase("2001:db8::1", false)]
    public void Only_a_reader_on_the_same_machine_is_local(string address, bool isLocal) =>
        Assert.That(MetricsApi.IsLocal(IPAddress.Parse(address)), Is.EqualTo(isLocal));

    [Test]
    public void Nobody_is_not_local() => Assert.That(MetricsApi.IsLocal(null), Is.False);

    [Test]
    public async Task The_metrics_ask_where_the_reader_is_and_not_what_the_host_header_says()
    {
        await using var app = await ContestApp.StartAsync();
        var port = new Uri(app.Address).Port;
        using HttpClient http = new();
        using HttpRequestMessage named = new(HttpMethod.Get, $"{app.Address}/metrics");
        named.Headers.Host = $"contest.example:{port}";

        var local = await http.SendAsync(named);

        Assert.That(local.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await local.Content.ReadAsStringAsync(), Does.Contain("# TYPE "));
    }

    [Test]
    public async Task Ballots_and_voting_pages_are_measured_by_their_answer_and_only_once()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        var slug = await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        var entry = await app.WithDbAsync(db =>
            db.Entries.Where(e => e.State == EntryState.Accepted).Select(e => e.Number).FirstAsync()
        );
        using HttpClient http = new() { BaseAddress = new(app.Address) };
        var measured = 0;
        using var others = MeasuredBy(app, () => Interlocked.Increment(ref measured));
        for (var visit = 0; visit < 2; visit++)
            using (await http.GetAsync($"/{slug}/vote")) { }
        foreach (var body in (string[])[$$"""{"id":"{{Guid.NewGuid()}}","choices":[{{entry}}]}""", "{}"])
        {
            using StringContent ballot = new(body, Encoding.UTF8, "application/json");
            using (await http.PostAsync($"/api/{slug}/ballots", ballot)) { }
        }

        // an answer is measured when it has been sent: a reader may be faster
        string[] answers = ["page", "recorded", "voting.unreadable"],
            lines = [];
        for (var tries = 0; tries < 100 && !answers.All(a => lines.Any(l => Counts(l, a))); tries++)
        {
            await Task.Delay(50);
            lines = (await http.GetStringAsync("/metrics")).Split('\n');
        }

        foreach (var answer in answers)
            Assert.That(lines, Has.Some.Matches<string>(l => Counts(l, answer)), answer);
        Assert.That(measured, Is.Zero, "by ASP.NET's own measure");
        using (await http.GetAsync("/health/live")) { }
        for (var tries = 0; tries < 100 && Volatile.Read(ref measured) == 0; tries++)
            await Task.Delay(50);
        Assert.That(measured, Is.EqualTo(1), "which measures everything else");
    }

    /// <summary>Hears each time this app's host measures a request that is not for the metrics; other apps have meters of their own.</summary>
    private static MeterListener MeasuredBy(ContestApp app, Action heard)
    {
        var own = app.Services.GetRequiredService<IMeterFactory>();
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == own)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) =>
            {
                if (!tags.ToArray().Any(t => t is { Key: "http.route", Value: "/metrics" }))
                    heard();
            }
        );
        listener.Start();
        return listener;
    }

    private static bool Counts(string line, string answer) =>
        line.StartsWith("contest_voting_duration", StringComparison.Ordinal)
        && line.Contains("_count")
        && line.Contains($"answer=\"{answer}\"");

    [TestCase("203.0.113.9", HttpStatusCode.NotFound)]
    [TestCase("127.0.0.1", HttpStatusCode.OK)]
    public async Task A_reader_elsewhere_who_says_localhost_gets_nothing(string client, HttpStatusCode expected)
    {
        await using var app = await ContestApp.StartAsync();
        var metrics = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == "/metrics");
        await using var scope = app.Services.CreateAsyncScope();
        DefaultHttpContext http = new() { RequestServices = scope.ServiceProvider };
        http.Request.Host = new("localhost");
        http.Connection.RemoteIpAddress = IPAddress.Parse(client);

        await metrics.RequestDelegate!(http);

        Assert.That(http.Response.StatusCode, Is.EqualTo((int)expected));
    }
}
