using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Contest.Tests.Support;

/// <summary>
/// Phones that vote without a pause and keep a log of what they were told. A ballot is repeated with the same id, at
/// whichever node, until it is answered for; half of the voters send all their ballots at once.
/// </summary>
public sealed class VotingPhones(IReadOnlyList<string> nodes, string path, int ballotsADay) : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private Task[] _phones = [];
    private long _retries;

    /// <summary>Receipts by ballot: one for each answer, so the same one if it was asked for twice.</summary>
    public ConcurrentDictionary<Guid, ConcurrentBag<string>> Acknowledged { get; } = [];

    /// <summary>The refusal's code by ballot.</summary>
    public ConcurrentDictionary<Guid, string> Refused { get; } = [];

    /// <summary>Answers nobody should get.</summary>
    public ConcurrentQueue<string> Surprises { get; } = [];

    /// <summary>Requests sent again because nobody answered.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    public void Start(int phones) =>
        _phones = [.. Enumerable.Range(0, phones).Select(n => Task.Run(() => GoOnAsync(new Random(n))))];

    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_phones);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _enough.Dispose();
    }

    /// <summary>Waits until so many more ballots have been answered for.</summary>
    public async Task MoreAsync(int answers)
    {
        var before = Acknowledged.Count + Refused.Count;
        while (Acknowledged.Count + Refused.Count < before + answers)
        {
            if (_phones.FirstOrDefault(p => p.IsFaulted) is { } broken)
                await broken;
            await Task.Delay(10);
        }
    }

    private async Task GoOnAsync(Random chance)
    {
        while (!_enough.IsCancellationRequested)
        {
            using HttpClient voter = new() { Timeout = TimeSpan.FromSeconds(20) };
            // the cookie; ports do not part cookies
            await AskAsync(voter, chance, node => new(HttpMethod.Get, node + path));
            var first = chance.Next(1, 60);
            List<(Guid Id, int Entry)> ballots =
            [
                .. Enumerable.Range(first, ballotsADay + 1).Select(e => (Guid.NewGuid(), e)),
            ];
            if (chance.Next(2) == 0)
                await Task.WhenAll(ballots.Select(b => CastAsync(voter, new(chance.Next()), b)));
            else
                foreach (var ballot in ballots)
                    await CastAsync(voter, chance, ballot);
            var again = ballots[chance.Next(ballotsADay)];
            if (Acknowledged.ContainsKey(again.Id))
                await CastAsync(voter, chance, again);
        }
    }

    private async Task CastAsync(HttpClient voter, Random chance, (Guid Id, int Entry) ballot)
    {
        if (await AskAsync(voter, chance, node => Ballot(node, ballot)) is not var (status, body))
            return;
        using var json = JsonDocument.Parse(body);
        if (status == HttpStatusCode.OK)
            Acknowledged.GetOrAdd(ballot.Id, _ => []).Add(json.RootElement.GetProperty("receipt").GetString()!);
        else if (status == HttpStatusCode.Conflict)
            Refused[ballot.Id] = json.RootElement.GetProperty("code").GetString()!;
        else
            Surprises.Enqueue($"{(int)status} {body}");
    }

    private HttpRequestMessage Ballot(string node, (Guid Id, int Entry) ballot) =>
        new(HttpMethod.Post, node + path)
        {
            Content = new StringContent(
                $$"""{"id":"{{ballot.Id}}","choices":[{{ballot.Entry}}]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };

    /// <summary>The answer, however often it must be asked for; null when it is enough.</summary>
    private async Task<(HttpStatusCode Status, string Body)?> AskAsync(
        HttpClient voter,
        Random chance,
        Func<string, HttpRequestMessage> request
    )
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                using var answer = await voter.SendAsync(request(nodes[chance.Next(nodes.Count)]));
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
                    return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            }
            catch (Exception e)
                when (e is HttpRequestException or TaskCanceledException or IOException or SocketException) // the last: killed between the handshake and the first question
            {
                // nobody knows: ask again with the same id
            }
            Interlocked.Increment(ref _retries);
            await Task.Delay(50);
        }
        return null;
    }
}
