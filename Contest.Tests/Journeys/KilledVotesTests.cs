using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contest.Tests.Journeys;

/// <summary>
/// Phones keep a log of what was acknowledged while product and database are killed with -9 again and again; every phone
/// repeats its ballot with the same id until it is answered. CONTEST_BLOWS sets how many blows (twenty for a night).
/// </summary>
public sealed class KilledVotesTests
{
    private const int Phones = 12;
    private const int BallotsADay = 3;

    private static readonly int Blows = int.Parse(
        Environment.GetEnvironmentVariable("CONTEST_BLOWS") ?? "4",
        CultureInfo.InvariantCulture
    );

    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("contest-votes-").FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_acknowledged_ballot_is_there_once_no_limit_is_passed_and_a_repeat_gets_its_first_receipt()
    {
        ConcurrentDictionary<Guid, ConcurrentBag<string>> acknowledged = [];
        ConcurrentBag<string> surprises = [];
        using (var product = await ProductProcess.StartAsync(_folder, "voting"))
        {
            var path = await BallotsPathAsync(product.Address);
            using CancellationTokenSource enough = new();
            var phones = Enumerable
                .Range(0, Phones)
                .Select(n => Task.Run(() => VoteAsync(product.Address, path, n, acknowledged, surprises, enough.Token)))
                .ToList();
            for (var blow = 0; blow < Blows; blow++)
            {
                var before = acknowledged.Count;
                while (acknowledged.Count < before + 40)
                    await Task.Delay(10);
                if (blow % 2 == 0)
                    product.KillDatabase();
                else
                {
                    product.Kill();
                    await product.StartAgainAsync();
                }
                Assert.That(await product.IsReadyAsync(), "it comes back");
            }
            await enough.CancelAsync();
            await Task.WhenAll(phones);
        }

        Assert.That(surprises.Distinct(), Is.Empty);
        Assert.That(acknowledged.Where(a => a.Value.Distinct().Count() > 1).Select(a => a.Key), Is.Empty);
        await using var server = await EmbeddedPostgres.StartAsync(new(_folder), NullLogger.Instance, default);
        await using ContestDb db = new(ContestDbOptions.For(server.ConnectionString("contest") + ";Pooling=false"));
        var kept = await db.Ballots.AsNoTracking().ToListAsync();
        var receipts = kept.ToLookup(b => b.ClientId, b => b.Receipt);
        Assert.That(
            acknowledged.Where(a => !receipts[a.Key].SequenceEqual([a.Value.First()])).Select(a => a.Key),
            Is.Empty,
            "acknowledged and not there exactly once"
        );
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

    /// <summary>One voter after the other: as many ballots as the day allows and one more, each repeated until answered.</summary>
    private static async Task VoteAsync(
        string address,
        string path,
        int phone,
        ConcurrentDictionary<Guid, ConcurrentBag<string>> acknowledged,
        ConcurrentBag<string> surprises,
        CancellationToken enough
    )
    {
        Random chance = new(phone);
        while (!enough.IsCancellationRequested)
        {
            using HttpClient voter = new() { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(20) };
            await AskAsync(voter, () => new(HttpMethod.Get, path), enough); // the cookie
            var first = chance.Next(1, 60);
            for (var n = 0; n <= BallotsADay && !enough.IsCancellationRequested; n++)
            {
                var (id, entry) = (Guid.NewGuid(), first + n);
                for (var repeat = 0; repeat <= chance.Next(2); repeat++)
                {
                    var answer = await AskAsync(voter, () => Ballot(path, id, entry), enough);
                    if (answer is not var (status, body))
                        return;
                    using var json = JsonDocument.Parse(body);
                    if (status == HttpStatusCode.OK)
                        acknowledged.GetOrAdd(id, _ => []).Add(json.RootElement.GetProperty("receipt").GetString()!);
                    else if (n < BallotsADay || status != HttpStatusCode.Conflict)
                        surprises.Add($"{(int)status} {body}");
                }
            }
        }
    }

    private static HttpRequestMessage Ballot(string path, Guid id, int entry) =>
        new(HttpMethod.Post, path)
        {
            Content = new StringContent(
                $$"""{"id":"{{id}}","choices":[{{entry}}]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };

    /// <summary>The answer, however often it must be asked for; null when it is enough.</summary>
    private static async Task<(HttpStatusCode Status, string Body)?> AskAsync(
        HttpClient voter,
        Func<HttpRequestMessage> request,
        CancellationToken enough
    )
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                using var answer = await voter.SendAsync(request(), CancellationToken.None);
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
                    return (answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
            }
            catch (Exception e)
                when (e is HttpRequestException or TaskCanceledException or IOException or SocketException) // the last: killed between the handshake and the first question
            {
                // nobody knows: ask again with the same id
            }
            await Task.Delay(50, CancellationToken.None);
        }
        return null;
    }

    private static async Task<string> BallotsPathAsync(string address)
    {
        using Visitor visitor = new(address);
        var home = await visitor.SeeAsync("/");
        var vote = home.QuerySelector("a[href$='/vote']")!.GetAttribute("href")!;
        return "/api" + vote.Replace("/vote", "/ballots", StringComparison.Ordinal);
    }
}
