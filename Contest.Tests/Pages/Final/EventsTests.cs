using System.Net;
using System.Net.ServerSentEvents;
using Contest.Core;
using Contest.Core.Final;
using Contest.Infrastructure.Data;
using Contest.Tests.Support;
using NUnit.Framework;

namespace Contest.Tests.Pages.Final;

/// <summary>The stream of events, from the act's commit in PostgreSQL to a follower.</summary>
public sealed class EventsTests
{
    private FinalHall _hall = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _hall = await FinalHall.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _hall.DisposeAsync();

    [Test]
    public async Task A_follower_hears_within_seconds_that_the_final_moved_and_nothing_else()
    {
        using HttpClient http = new() { BaseAddress = new(_hall.App.Address) };
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
        using var answer = await http.GetAsync(
            $"/api/{_hall.Slug}/events",
            HttpCompletionOption.ResponseHeadersRead,
            patience.Token
        );
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(patience.Token).GetAsyncEnumerator();

        await events.MoveNextAsync();
        Assert.That((events.Current.EventType, events.Current.Data), Is.EqualTo(("changed", "{}")));
        var turn = await _hall.OnStageAsync();
        Assert.That(await _hall.MoveAsync(turn.EntryId, TurnPhase.Scoring), Is.Null);
        await events.MoveNextAsync();

        Assert.That((events.Current.EventType, events.Current.Data), Is.EqualTo(("final", "{}")));
    }

    [Test]
    public async Task News_of_another_edition_is_not_heard()
    {
        using HttpClient http = new() { BaseAddress = new(_hall.App.Address) };
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
        await using var stream = await http.GetStreamAsync($"/api/{_hall.Slug}/events", patience.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(patience.Token).GetAsyncEnumerator();
        await events.MoveNextAsync();

        await TellAsync(Guid.NewGuid(), Stage.Final);
        await TellAsync(_hall.Competition.Id, Stage.Draw);
        await events.MoveNextAsync();

        Assert.That(events.Current.EventType, Is.EqualTo("draw"));
    }

    [Test]
    public async Task An_edition_nobody_knows_has_no_events()
    {
        using Visitor visitor = new(_hall.App);

        Assert.That(
            (await visitor.GetAsync("/api/atlantis-2026/events")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
    }

    private Task<bool> TellAsync(Guid edition, Stage stage) =>
        _hall.App.WithDbAsync(async db =>
        {
            await db.TellScreensAsync(edition, stage, CancellationToken.None);
            return true;
        });
}
