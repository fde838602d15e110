using System.Diagnostics;
using System.Globalization;
using Contest.Core;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contest.Tests.Journeys;

/// <summary>
/// Two nodes of the product on one database: each of the three is killed with -9 in its turn while phones vote, then
/// again while the vote closes by the clock. CONTEST_BLOWS sets how many blows (twenty for a night).
/// </summary>
public sealed class KilledVotesOnTwoNodesTests
{
    private const int Phones = 12;
    private const int BallotsADay = 3;
    private const int BetweenBlows = 60;
    private const string LimitReached = "voting.no_ballots_left";
    private const string Closed = "stage.is_closed";

    private static readonly int Blows = int.Parse(
        Environment.GetEnvironmentVariable("CONTEST_BLOWS") ?? "2",
        CultureInfo.InvariantCulture
    );

    private string _folder = "";
    private EmbeddedPostgres _server = null!;
    private List<ProductProcess> _nodes = [];
    private VotingPhones _phones = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("contest-nodes-").FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
        _server = await EmbeddedPostgres.StartAsync(
            new(Path.Combine(_folder, "database")),
            NullLogger.Instance,
            default
        );
        await _server.CreateDatabaseAsync("contest", default);
        _nodes = [await StartNodeAsync(), await StartNodeAsync()];
    }

    [SetUp]
    public async Task BeginAsync()
    {
        var slug = await WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        _phones = new([.. _nodes.Select(n => n.Address)], $"/api/{slug}/ballots", BallotsADay);
        _phones.Start(Phones);
    }

    [TearDown]
    public async Task EndAsync() => await _phones.DisposeAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var node in _nodes)
            node.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    [Order(1)]
    public async Task Every_acknowledged_ballot_is_there_once_whichever_of_them_is_killed()
    {
        for (var blow = 0; blow < Blows; blow++)
            await StrikeAsync(blow);
        await _phones.MoreAsync(BetweenBlows);
        await _phones.StopAsync();

        await AssertAsync("two nodes", [LimitReached]);
    }

    [Test]
    [Order(2)]
    public async Task A_vote_that_closes_under_the_blows_counts_all_it_has_taken_and_takes_none_after()
    {
        for (var blow = 0; blow < Blows / 2; blow++)
            await StrikeAsync(blow);
        await CloseInAsync(TimeSpan.FromSeconds(2));
        for (var blow = Blows / 2; blow < Blows; blow++)
            await StrikeAsync(blow);
        var patience = Stopwatch.StartNew();
        while (await WithDbAsync(db => db.TallySheets.CountAsync()) == 0)
        {
            Assert.That(patience.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)), "the vote has not closed");
            await Task.Delay(200);
        }
        await _phones.MoreAsync(BetweenBlows);
        await _phones.StopAsync();

        await AssertAsync("closing", [LimitReached, Closed]);
        Assert.That(_phones.Refused.Values, Does.Contain(Closed));
        await AssertTallyAsync();
    }

    /// <summary>One node, the database, the other node, and so on; each comes back.</summary>
    private async Task StrikeAsync(int blow)
    {
        await _phones.MoreAsync(BetweenBlows);
        if (blow % 3 == 1)
        {
            using var postmaster = Process.GetProcessById(_server.ProcessId);
            postmaster.Kill();
        }
        else
        {
            var node = _nodes[blow % 3 / 2];
            node.Kill();
            await _phones.MoreAsync(BetweenBlows / 4); // the other one goes on
            await node.StartAgainAsync();
        }
        foreach (var node in _nodes)
            Assert.That(await node.IsReadyAsync(), "it comes back");
    }

    private async Task AssertAsync(string run, string[] refusals)
    {
        var kept = await WithDbAsync(db => db.Ballots.AsNoTracking().ToListAsync());
        var receipts = kept.ToLookup(b => b.ClientId, b => b.Receipt);
        var acknowledged = _phones.Acknowledged;
        var lost = acknowledged.Keys.Where(id => !receipts[id].Any()).ToList();
        var doubled = acknowledged.Keys.Where(id => receipts[id].Count() > 1).ToList();
        var others = acknowledged.Where(a => a.Value.Any(r => r != receipts[a.Key].FirstOrDefault())).ToList();
        await TestContext.Out.WriteLineAsync(
            $"{run}: {Blows} blows, {acknowledged.Count} acknowledged ({acknowledged.Values.Sum(r => r.Count)} answers), "
                + $"{lost.Count} lost, {doubled.Count} doubled, {others.Count} with another receipt, {_phones.Retries} retries, "
                + $"{_phones.Refused.Count} refused ({_phones.Refused.Values.Count(c => c == Closed)} after the close), {_phones.Refused.Keys.Count(id => receipts[id].Any())} of them stored"
        );
        Assert.That(_phones.Surprises.Distinct(), Is.Empty);
        Assert.That(lost.Concat(doubled).Concat(others.Select(a => a.Key)), Is.Empty);
        Assert.That(_phones.Refused.Values.Distinct(), Is.SubsetOf(refusals));
        Assert.That(_phones.Refused.Keys.Where(id => receipts[id].Any()), Is.Empty, "refused and stored");
        var ours = kept.Where(b => acknowledged.ContainsKey(b.ClientId)).Select(b => b.Voter).ToHashSet();
        foreach (var voter in kept.Where(b => ours.Contains(b.Voter)).GroupBy(b => b.Voter))
        {
            Assert.That(voter.GroupBy(b => b.Day).Select(d => d.Count()), Is.All.LessThanOrEqualTo(BallotsADay));
            Assert.That(
                voter.Select(b => (int)b.Nth).Order(),
                Is.EqualTo(Enumerable.Range(1, voter.Count())),
                "numbered without a gap"
            );
        }
    }

    /// <summary>The tally, made in the transaction that closed, holds every stored ballot once and nothing else.</summary>
    private async Task AssertTallyAsync()
    {
        var sheet = await WithDbAsync(db => db.TallySheets.AsNoTracking().SingleAsync());
        var kept = await WithDbAsync(db => db.Ballots.AsNoTracking().Select(b => b.Choices).ToListAsync());
        var codes = await WithDbAsync(db =>
            db.Entries.Where(e => e.Code != null).ToDictionaryAsync(e => e.Number, e => e.Code!)
        );
        var votes = kept.SelectMany(c => c).GroupBy(c => codes[c]).ToDictionary(g => g.Key, g => g.LongCount());

        Assert.That(sheet.Ballots, Is.EqualTo(kept.Count), "none stored and uncounted");
        Assert.That(
            CanonicalJson
                .Read<Tally>(sheet.Json)
                .Lines.Where(l => l.Votes > 0)
                .ToDictionary(l => l.Label, l => l.Votes),
            Is.EquivalentTo(votes)
        );
        Assert.That(
            await WithDbAsync(db => db.LedgerHeads.Select(h => h.Received).SingleAsync()),
            Is.EqualTo(kept.Count)
        );
    }

    /// <summary>The nodes' own clocks close it: they find the rulebook's window ended.</summary>
    private Task<int> CloseInAsync(TimeSpan time) =>
        WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync();
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            var closes = TimeZoneInfo.ConvertTime(
                DateTimeOffset.UtcNow + time,
                TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)
            );
            var windows = rulebook.Windows.Select(w =>
                w.Stage == Stage.Voting ? w with { ClosesAt = closes.DateTime } : w
            );
            edition.RulebookJson = CanonicalJson.Write(rulebook with { Windows = [.. windows] });
            edition.RulebookHash = CanonicalJson.HashText(edition.RulebookJson);
            return await db.SaveChangesAsync();
        });

    private Task<ProductProcess> StartNodeAsync() =>
        ProductProcess.StartAsync(_folder, "voting", server: _server.ConnectionString("contest"));

    private async Task<T> WithDbAsync<T>(Func<ContestDb, Task<T>> act)
    {
        await using ContestDb db = new(ContestDbOptions.For(_server.ConnectionString("contest") + ";Pooling=false"));
        return await act(db);
    }
}
