using System.Globalization;
using System.Text;
using Contest.Infrastructure.Voting;

namespace Contest.Bench.Votes;

/// <summary>
/// The bench of the vote: the published product with its embedded database beside a bare server, by the same client in
/// alternating rounds. Usage: <c>Contest.Bench votes PROGRAM.dll CONTENT CONNECTIONS SECONDS ROUNDS [pages|votes]</c>.
/// </summary>
internal static class VoteBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (program, content) = (args[0], args[1]);
        var (connections, seconds, rounds) = (Number(args[2]), Number(args[3]), Number(args[4]));
        using OwnFolder folder = new();
        // the demo is made by one run and measured in the next: memory is that of voting alone
        using (await Product.StartVotingAsync(program, content, folder.Path)) { }
        using var product = await Product.StartVotingAsync(program, content, folder.Path);
        using var bare = await Product.StartBareAsync();
        using HttpClient http = new(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = new(product.Address),
        };
        var edition = await EditionAsync(http);
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before; {connections} connections, {seconds} s a round"
        );
        var only = args.Length > 5 ? args[5] : "";
        Console.WriteLine($"memory of the product at rest: at most {product.PeakMegabytes} MB");
        // pages first: after the votes the clerk has minutes of work with the ledger
        if (only != "votes")
            await PagesAsync(product, bare, http, edition, seconds, rounds);
        Console.WriteLine($"memory of the product after the pages: at most {product.PeakMegabytes} MB");
        if (only != "pages")
            await VotesAsync(product, bare, Path.Combine(folder.Path, "data"), edition, connections, seconds, rounds);
        Console.WriteLine($"memory of the product: at most {product.PeakMegabytes} MB (goal under 300)");
        return 0;
    }

    private static async Task VotesAsync(
        Product product,
        Product bare,
        string data,
        string edition,
        int connections,
        int seconds,
        int rounds
    )
    {
        Ballots ballots = new(data, $"/api/{edition}/ballots", new Uri(product.Address).Authority);
        Ballots plain = new(data, "/ballots", new Uri(bare.Address).Authority);
        await OneAsync(product, 64, 10, ballots.Next); // warm
        await OneAsync(bare, 64, 2, plain.Next);
        List<(Load.Result Vote, Load.Result Bare)> pairs = [];
        for (var round = 0; round < rounds; round++)
        {
            var before = product.Cpu;
            var vote = await OneAsync(product, connections, seconds, ballots.Next);
            var after = product.Cpu;
            var votes = vote.PerSecond * seconds;
            var other = await OneAsync(bare, connections, seconds, plain.Next);
            pairs.Add((vote, other));
            Console.WriteLine(
                $"round {round + 1}: votes {vote.PerSecond:N0}/s (p50 {vote.P50:F1} ms, p99 {vote.P99:F1} ms, other answers {vote.Other}), bare {other.PerSecond:N0}/s, ratio {vote.PerSecond / other.PerSecond:F2}; {(after.Own - before.Own) / votes * 1e6:F0} µs a vote in the product, {(after.Database - before.Database) / votes * 1e6:F0} µs in the database"
            );
        }
        Console.WriteLine(
            $"votes, median of {rounds}: {Median(pairs.Select(p => p.Vote.PerSecond)):N0}/s, ratio {Median(pairs.Select(p => p.Vote.PerSecond / p.Bare.PerSecond)):F2} (goal at least 0.5), p99 {Median(pairs.Select(p => p.Vote.P99)):F1} ms (goal under 50)"
        );
    }

    private static async Task PagesAsync(
        Product product,
        Product bare,
        HttpClient http,
        string edition,
        int seconds,
        int rounds
    )
    {
        var path = $"/{edition}/vote";
        using HttpRequestMessage ask = new(HttpMethod.Get, path)
        {
            Headers = { { "Accept-Encoding", "br" }, { "Cookie", "order=7" } },
        };
        using var answer = await http.SendAsync(ask);
        var tag = answer.Headers.ETag?.ToString();
        Console.WriteLine(
            $"voting page: {(await answer.Content.ReadAsByteArrayAsync()).Length:N0} bytes, {answer.Content.Headers.ContentEncoding.FirstOrDefault() ?? "plain"}, ETag {tag ?? "none"}"
        );
        var host = new Uri(product.Address).Authority;
        // a phone that has been here before brings its order; a first visit draws one, and is measured apart
        var page = Get(path, host, "Accept-Encoding: br\r\nCookie: order=7\r\n");
        var first = Get(path, host, "Accept-Encoding: br\r\n");
        var again = Get(path, host, $"Accept-Encoding: br\r\nCookie: order=7\r\nIf-None-Match: {tag}\r\n");
        var small = Get("/small", new Uri(bare.Address).Authority, "");
        List<(double Page, double First, double Again, double Bare)> all = [];
        List<(double Page, double Bare)> costs = [];
        await OneAsync(product, 128, 10, _ => page); // warm: the compiler works in the background on what is asked often
        await OneAsync(bare, 128, 10, _ => small);
        for (var round = 0; round < rounds; round++)
        {
            var (sent, ofPage) = await CostAsync(product, seconds, page);
            var visit = await OneAsync(product, 128, seconds, _ => first);
            var unchanged = await OneAsync(product, 128, seconds, _ => again);
            var (plain, ofBare) = await CostAsync(bare, seconds, small);
            all.Add((sent.PerSecond, visit.PerSecond, unchanged.PerSecond, plain.PerSecond));
            costs.Add((ofPage, ofBare));
        }
        Console.WriteLine(
            $"voting page, median of {rounds}: {Median(all.Select(a => a.Page)):N0}/s, ratio {Median(all.Select(a => a.Page / a.Bare)):F2} (goal at least 0.8); first visits {Median(all.Select(a => a.First / a.Bare)):F2}, unchanged (304) {Median(all.Select(a => a.Again / a.Bare)):F2}; bare {Median(all.Select(a => a.Bare)):N0}/s; processor time {Median(costs.Select(c => c.Page)):F1} µs a page, bare {Median(costs.Select(c => c.Bare)):F1} µs"
        );
    }

    /// <summary>A round, and the processor time of one answer in microseconds: steadier than the rate when the machine is busy.</summary>
    private static async Task<(Load.Result Result, double Microseconds)> CostAsync(
        Product of,
        int seconds,
        byte[] request
    )
    {
        var before = of.Cpu.Own;
        var result = await OneAsync(of, 128, seconds, _ => request);
        return (result, (of.Cpu.Own - before) / (result.PerSecond * seconds) * 1e6);
    }

    private static byte[] Get(string path, string host, string headers) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");

    private static Task<Load.Result> OneAsync(Product to, int connections, int seconds, Func<int, byte[]?> request) =>
        new Load(new(to.Address), connections, request).RunAsync(TimeSpan.FromSeconds(seconds));

    private static async Task<string> EditionAsync(HttpClient http)
    {
        var home = await http.GetStringAsync("/");
        var end = home.IndexOf("/vote\"", StringComparison.Ordinal);
        return home[(home.LastIndexOf('/', end - 1) + 1)..end];
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Ballots of voters nobody has met yet, one each, their cookies made with the product's own key.</summary>
    private sealed class Ballots(string data, string path, string host)
    {
        private readonly DeviceSeal _seal = DeviceSeal.Open(Path.Combine(data, "keys"));

        public byte[] Next(int connection)
        {
            var body = $$"""{"id":"{{Guid.NewGuid()}}","choices":[{{1 + (connection % 20)}}]}""";
            return Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
                    + $"Cookie: voter={_seal.Seal(DeviceSeal.Device.Make(DateTimeOffset.UtcNow, owes: false))}\r\n\r\n{body}"
            );
        }
    }
}
