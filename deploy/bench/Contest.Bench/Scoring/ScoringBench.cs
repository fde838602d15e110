using System.Diagnostics;
using System.Globalization;

namespace Contest.Bench.Scoring;

/// <summary>
/// The bench of scoring: the judges of the largest jury save at typing speed while an organizer works at the console;
/// then as fast as they can, in turn with the same write in bare Npgsql. Usage:
/// <c>Contest.Bench scoring PROGRAM.dll CONTENT JUDGES SECONDS-OF-TYPING SECONDS-A-ROUND ROUNDS</c>.
/// </summary>
internal static class ScoringBench
{
    /// <summary>The script sends 600 ms after the last key; a judge pauses between one value and the next.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(600);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1800);

    public static async Task<int> RunAsync(string[] args)
    {
        var (judges, typing, seconds, rounds) = (Number(args[2]), Number(args[3]), Number(args[4]), Number(args[5]));
        await using var server = await OwnServer.StartAsync();
        var database = server.Database;
        using var product = await Product.StartJudgingAsync(args[0], args[1], server.Folder, database);
        using Site console = new(product.Address);
        var edition = await console.SignInAsync();
        var members = await Jury.SeatAsync(database, judges);
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, load {Program.Load()} before; {members.Count} judges, {typing} s of typing, {rounds} rounds of {seconds} s"
        );
        var typists = await Task.WhenAll(members.Select(m => Typist.SignInAsync(new(product.Address), m)));
        await TypeAsync(typists, console, edition, typing);
        await RaceAsync(product, database, members, typists, seconds, rounds);
        await CheckAsync(database, typists);
        Console.WriteLine($"memory of the product: at most {product.PeakMegabytes} MB, load now {Program.Load()}");
        return 0;
    }

    private static async Task TypeAsync(Typist[] typists, Site console, string edition, int seconds)
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(seconds));
        var pages = Task.Run(() => OrganizeAsync(console, edition, end.Token));
        var began = Stopwatch.GetTimestamp();
        var saved = await Task.WhenAll(typists.Select((t, n) => Task.Run(() => TypeAsync(t, n, end.Token))));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] times = [.. saved.SelectMany(s => s.Times).Order()];
        double[] seen = [.. (await pages).Order()];
        Console.WriteLine(
            $"typing: {times.Length / took:N0} saves/s, p50 {At(times, 0.5):F1} ms, p99 {At(times, 0.99):F1} ms, slowest {times[^1]:F0} ms, refused {saved.Sum(s => s.Refused)}; console meanwhile p50 {At(seen, 0.5):F0} ms, p95 {At(seen, 0.95):F0} ms of {seen.Length} pages"
        );
    }

    private static async Task<(List<double> Times, int Refused)> TypeAsync(
        Typist typist,
        int seed,
        CancellationToken end
    )
    {
        Random pause = new(seed);
        List<double> times = [];
        var refused = 0;
        while (true)
        {
            try
            {
                await Task.Delay(ShortestPause + ((LongestPause - ShortestPause) * pause.NextDouble()), end);
            }
            catch (OperationCanceledException)
            {
                return (times, refused);
            }
            if (await typist.SaveAsync() is { } time)
                times.Add(time);
            else
                refused++;
        }
    }

    private static async Task<List<double>> OrganizeAsync(Site console, string edition, CancellationToken end)
    {
        List<double> times = [];
        string[] pages = [$"/organise/{edition}/jury", $"/organise/{edition}", $"/organise/{edition}/entries"];
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var asked = Stopwatch.GetTimestamp();
            await console.GetAsync(pages[n % pages.Length]);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            await Task.Delay(500, CancellationToken.None);
        }
        return times;
    }

    private static async Task RaceAsync(
        Product product,
        string database,
        IReadOnlyList<Jury.Member> members,
        Typist[] typists,
        int seconds,
        int rounds
    )
    {
        await using BareWrites bare = new(database);
        var span = TimeSpan.FromSeconds(seconds);
        await SaveAsync(typists, TimeSpan.FromSeconds(20)); // warm: the compiler works in the background on what is asked often
        await bare.RunAsync(members, TimeSpan.FromSeconds(3));
        List<(double Saves, double Writes, double P99)> all = [];
        for (var round = 1; round <= rounds; round++)
        {
            var before = product.Cpu.Own;
            var (saves, p99) = await SaveAsync(typists, span);
            var cost = (product.Cpu.Own - before) / (saves * seconds) * 1e6;
            var writes = await bare.RunAsync(members, span);
            all.Add((saves, writes, p99));
            Console.WriteLine(
                $"round {round}: {saves:N0} saves/s (p99 {p99:F0} ms, {cost:F0} µs each in the product), bare Npgsql {writes:N0}/s, ratio {saves / writes:F2}"
            );
        }
        Console.WriteLine(
            $"as fast as they can, median of {rounds}: {Median(all.Select(a => a.Saves)):N0} saves/s, p99 {Median(all.Select(a => a.P99)):F0} ms, ratio to bare Npgsql {Median(all.Select(a => a.Saves / a.Writes)):F2} (goal at least 0.6)"
        );
    }

    private static async Task<(double PerSecond, double P99)> SaveAsync(Typist[] typists, TimeSpan span)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(
            typists.Select(t =>
                Task.Run(async () =>
                {
                    List<double> mine = [];
                    while (Stopwatch.GetElapsedTime(began) < span)
                        mine.Add(await t.SaveAsync() ?? throw new InvalidOperationException("A save was refused."));
                    return mine;
                })
            )
        );
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] all = [.. times.SelectMany(t => t).Order()];
        return (all.Length / took, At(all, 0.99));
    }

    /// <summary>What was acknowledged is there: every revision once, and the sheet's version is the last of them.</summary>
    private static async Task CheckAsync(string database, Typist[] typists)
    {
        var there = await Program.ScalarAsync(
            database,
            "select count(*)::text from sheet_patches where device = 'bench'"
        );
        var acknowledged = typists.Sum(t => t.Acknowledged);
        var wrong = 0;
        foreach (var typist in typists)
        {
            var version = await Program.ScalarAsync(
                database,
                $"select version::text from judge_sheets where id = '{typist.Sheet}'"
            );
            wrong += version == typist.Acknowledged.ToString(CultureInfo.InvariantCulture) ? 0 : 1;
        }
        Console.WriteLine($"acknowledged {acknowledged:N0}, kept {there}; sheets with another version {wrong}");
    }

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)];

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
