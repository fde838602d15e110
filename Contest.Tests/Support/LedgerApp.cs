using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>The demo edition in its vote, with ballots of its own in the ledger.</summary>
public sealed class LedgerApp : IAsyncDisposable
{
    private LedgerApp(ContestApp app, Guid edition, string slug) => (App, Edition, Slug) = (app, edition, slug);

    public ContestApp App { get; }
    public Guid Edition { get; }
    public string Slug { get; }

    /// <summary>Where the ledger's page is; its files stand below.</summary>
    public string Page => $"/{Slug}/vote/ledger";

    public static async Task<LedgerApp> StartAsync()
    {
        var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        var edition = await app.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        return new(app, edition.Id, edition.Slug);
    }

    /// <summary>A ballot over HTTP, as the page's script sends it.</summary>
    public async Task<string> CastAsync(Visitor visitor)
    {
        var entry = (await EntriesAsync())[0];
        var paper = JsonSerializer.Serialize(new { id = Guid.NewGuid(), choices = new[] { entry.Number } });
        var answer = await visitor.PostJsonBlindlyAsync($"/api/{Slug}/ballots", paper);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("receipt").GetString()!;
    }

    /// <summary>Ballots of so many voters.</summary>
    public async Task CastAsync(int voters)
    {
        var entries = await EntriesAsync();
        for (var n = 0; n < voters; n++)
        {
            CastBallot.Command command = new(Edition, Guid.NewGuid(), A.VoterOf(n), [(short)entries[n % 7].Number]);
            A.Must(await App.WithAsync((CastBallot act) => act.HandleAsync(command, default)));
        }
    }

    /// <summary>What the job does every minute.</summary>
    public async Task RoundAsync()
    {
        await App.WithAsync((AppendToLedger act) => act.HandleAsync(default));
        await App.WithAsync((SignCheckpoint act) => act.HandleAsync(default));
    }

    public async Task CloseAsync()
    {
        var rulebook = await App.WithDbAsync(db => db.RulebookOfAsync(Edition, default));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        App.TestClock.Set(rulebook.Window(Stage.Voting).Closes(zone).ToUniversalTime());
        A.Must(
            (
                await App.WithAsync(
                    (CloseStage act) => act.HandleAsync(new(Edition, Stage.Voting, Actor.Clock), default)
                )
            ).Refusal
        );
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public Task<List<Entry>> EntriesAsync() =>
        App.WithDbAsync(db =>
            db.Entries.AsNoTracking()
                .Where(e => e.CompetitionId == Edition && e.State == EntryState.Accepted)
                .OrderBy(e => e.Code)
                .ToListAsync()
        );
}
