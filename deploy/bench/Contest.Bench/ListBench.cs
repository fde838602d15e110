using System.Diagnostics;

namespace Contest.Bench;

/// <summary>A page of the product, asked by one browser.</summary>
internal sealed record Asked(string Name, Site Site, string Path);

/// <summary>
/// Pages beside their own statements in psql. Every round asks every page and then its statements, so that what else the
/// machine does meets both; of the rounds' figures the medians are shown, and the lowest and highest ratio.
/// </summary>
internal sealed class ListBench(string database, Statements statements)
{
    private const int Goal = 3;
    private const int Rounds = 5;
    private const int Each = 60;

    /// <summary>The just-in-time compiler works in the background on what is asked often: it is let finish.</summary>
    private const int Warm = 200;

    private sealed record Figures(double Page, double Sql, double PageHalf, double SqlHalf)
    {
        public double Ratio => Page / Sql;
    }

    public static string Head =>
        $"{"list", -22} {"page p95", 11} {"psql p95", 11} {"ratio", 6} {"of rounds", 11} {"goal", 5} {"page p50", 11} {"psql p50", 11}  statements";

    public async Task MeasureAsync(IReadOnlyList<Asked> pages)
    {
        await Program.ExecuteAsync(database, "vacuum analyze");
        List<(Asked Page, IReadOnlyList<string> Sql, List<Figures> Rounds)> all = [];
        foreach (var page in pages)
        {
            for (var warm = 0; warm < Warm; warm++)
                await page.Site.GetAsync(page.Path);
            all.Add((page, await SqlOfAsync(page), []));
        }
        for (var round = 0; round < Rounds; round++)
            foreach (var (page, sql, rounds) in all)
                rounds.Add(await RoundAsync(page, sql));
        foreach (var (page, sql, rounds) in all)
            Print(page.Name, sql.Count, rounds);
    }

    /// <summary>What the page asks of the database, from the database's own log.</summary>
    private async Task<IReadOnlyList<string>> SqlOfAsync(Asked page)
    {
        await LogAsync("all", TimeSpan.FromMilliseconds(700));
        statements.Clear();
        await page.Site.GetAsync(page.Path);
        await Task.Delay(300);
        var sql = statements.Take();
        await LogAsync("none", TimeSpan.FromMilliseconds(300));
        return sql;
    }

    private async Task LogAsync(string which, TimeSpan wait)
    {
        await Program.ExecuteAsync(database, $"alter system set log_statement = '{which}'");
        await Program.ExecuteAsync(database, "select pg_reload_conf()");
        await Task.Delay(wait);
    }

    private async Task<Figures> RoundAsync(Asked page, IReadOnlyList<string> sql)
    {
        List<double> pages = [];
        for (var n = 0; n < Each; n++)
        {
            var asked = Stopwatch.StartNew();
            await page.Site.GetAsync(page.Path);
            pages.Add(asked.Elapsed.TotalMilliseconds);
        }
        var own = await Psql.TimesAsync(database, sql, Each);
        return new(At(pages, 0.95), At(own, 0.95), At(pages, 0.5), At(own, 0.5));
    }

    private static void Print(string name, int count, List<Figures> rounds)
    {
        var (page, sql) = (Median(rounds, r => r.Page), Median(rounds, r => r.Sql));
        var ratio = Median(rounds, r => r.Ratio);
        var range = $"{rounds.Min(r => r.Ratio):F1}–{rounds.Max(r => r.Ratio):F1}";
        var goal = ratio <= Goal ? "ok" : "over";
        Console.WriteLine(
            $"{name, -22} {page, 8:F1} ms {sql, 8:F1} ms {ratio, 6:F1} {range, 11} {goal, 5} {Median(rounds, r => r.PageHalf), 8:F1} ms {Median(rounds, r => r.SqlHalf), 8:F1} ms  {count}"
        );
    }

    private static double Median(List<Figures> rounds, Func<Figures, double> figure) =>
        At([.. rounds.Select(figure)], 0.5);

    private static double At(IReadOnlyList<double> times, double share) =>
        times.Order().ElementAt((int)(times.Count * share));
}
