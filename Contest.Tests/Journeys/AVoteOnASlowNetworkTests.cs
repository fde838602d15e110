using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Contest.Tests.Journeys;

/// <summary>
/// A link opened for the first time on a cheap phone far from the mast: 400 ms a round trip, 400 kbit/s, a quarter of
/// this machine's speed. The goal is issue 4's: a vote in under 20 seconds, a first view of at most 50 KB.
/// </summary>
public sealed class AVoteOnASlowNetworkTests
{
    private const int MostBytes = 50_000;

    /// <summary>An answer's head with all of the security's lines, generously.</summary>
    private const int Head = 1200;

    private static readonly string[] FirstView =
    [
        "/vote",
        ".css",
        "/dist/vote.",
        "/dist/site.",
        "/img/mark",
        "/numerals-600",
        "/ballots",
    ];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Test]
    public async Task From_a_cold_link_to_the_receipt_takes_under_twenty_seconds_and_the_first_view_is_small()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        var slug = await app.WithDbAsync(db =>
            db.Competitions.OrderByDescending(c => c.CreatedAt).Select(c => c.Slug).FirstAsync()
        );
        await using var phone = await Browser.NewDeviceAsync(app.Address, 390, 844);
        var page = await phone.NewPageAsync();
        var loaded = await SlowDownAsync(page);

        var watch = Stopwatch.StartNew();
        await page.GotoAsync($"/{slug}/vote", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("form[data-vote] button").First.WaitForAsync();
        var seen = watch.Elapsed;
        await page.Locator("[data-left] b").WaitForAsync(); // the answer about one's own votes
        while (!FirstView.All(part => loaded.Any(f => f.Path.Contains(part, StringComparison.Ordinal))))
        {
            Assert.That(watch.Elapsed, Is.LessThan(Longest), "the first view is not whole");
            await Task.Delay(20);
        }
        var files = loaded.ToArray();
        var whole = watch.Elapsed;
        await page.Locator("form[data-vote] button").First.ClickAsync();
        await page.Locator("[data-told] [data-receipt]").WaitForAsync();
        var voted = watch.Elapsed;

        List<(string Path, long Bytes)> published = [];
        foreach (var file in files)
            published.Add(await AsPublishedAsync(app, file));
        var bytes = published.Sum(f => f.Bytes);
        await TestContext.Out.WriteLineAsync(
            $"slow 4G: paper seen after {seen.TotalSeconds:0.0} s, all of it after {whole.TotalSeconds:0.0} s, receipt after "
                + $"{voted.TotalSeconds:0.0} s; first view {bytes} bytes ({string.Join(", ", published.Select(f => $"{f.Path} {f.Bytes}"))})"
        );
        Assert.That(bytes, Is.LessThanOrEqualTo(MostBytes));
        Assert.That(voted, Is.LessThan(Longest));
    }

    /// <summary>Tests run on the checkout's styles and scripts, which only publishing packs.</summary>
    private static async Task<(string, long)> AsPublishedAsync(ContestApp app, (string Path, long Bytes) file)
    {
        if (Path.GetExtension(file.Path) is not (".css" or ".js" or ".svg"))
            return file;
        using HttpClient http = new() { BaseAddress = new(app.Address) };
        var whole = await http.GetByteArrayAsync(file.Path);
        using MemoryStream packed = new();
        await using (BrotliStream brotli = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await brotli.WriteAsync(whole);
        return (file.Path, Math.Min(file.Bytes, packed.Length + Head));
    }

    /// <summary>What came over the network, as it comes.</summary>
    private static async Task<ConcurrentQueue<(string Path, long Bytes)>> SlowDownAsync(IPage page)
    {
        ConcurrentQueue<(string, long)> loaded = [];
        ConcurrentDictionary<string, string> paths = [];
        var tools = await page.Context.NewCDPSessionAsync(page);
        tools.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            paths[Id(sent)] = new Uri(sent!.Value.GetProperty("request").GetProperty("url").GetString()!).AbsolutePath;
        tools.Event("Network.loadingFinished").OnEvent += (_, done) =>
            loaded.Enqueue(
                (paths.GetValueOrDefault(Id(done), "?"), (long)done!.Value.GetProperty("encodedDataLength").GetDouble())
            );
        await tools.SendAsync("Network.enable");
        await tools.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 400,
                ["downloadThroughput"] = 400_000 / 8,
                ["uploadThroughput"] = 400_000 / 8,
            }
        );
        await tools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        return loaded;
    }

    private static string Id(JsonElement? what) => what!.Value.GetProperty("requestId").GetString()!;
}
