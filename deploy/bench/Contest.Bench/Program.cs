using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Contest.Infrastructure.Data.Embedded;
using Npgsql;

namespace Contest.Bench;

/// <summary>
/// The bench of registration: the published product as a process of its own on a database of its own. Usage:
/// <c>Contest.Bench PROGRAM.dll CONTENT PROJECTS PATENTS-EACH</c>; deploy/bench/registration calls it.
/// </summary>
internal static class Program
{
    private const int Rounds = 5;
    private const int Each = 40;

    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args[0] == "bare")
            return await Votes.Bare.RunAsync(args[1]);
        if (args[0] == "votes")
            return await Votes.VoteBench.RunAsync(args[1..]);
        var (program, content) = (args[0], args[1]);
        var (projects, each) = (
            int.Parse(args[2], CultureInfo.InvariantCulture),
            int.Parse(args[3], CultureInfo.InvariantCulture)
        );
        var folder = Directory.CreateTempSubdirectory("contest-bench-").FullName;
        File.SetUnixFileMode(
            folder,
            File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute
        );
        try
        {
            Statements statements = new();
            await using var server = await EmbeddedPostgres.StartAsync(new(folder), statements, CancellationToken.None);
            await server.CreateDatabaseAsync("bench", CancellationToken.None);
            var database = server.ConnectionString("bench");
            using Product product = await Product.StartAsync(program, content, folder, database);
            using Site site = new(product.Address);
            var edition = await site.SignInAsync();
            await ImportAsync(site, product, edition, projects, each);
            await ListsAsync(site, database, statements, edition);
            Console.WriteLine($"peak memory of the product {product.PeakMegabytes} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(Site site, Product product, string edition, int projects, int each)
    {
        var file = BigWorkbook.File(projects, each);
        Console.WriteLine(
            $"workbook {projects:N0} projects, {projects * each:N0} patents, {file.Length / 1024:N0} kB; idle {product.PeakMegabytes} MB"
        );
        var path = $"/organise/{edition}/entries/import";
        var checking = Stopwatch.StartNew();
        var page = await site.UploadAsync(path, file);
        Console.WriteLine($"check {checking.Elapsed.TotalSeconds:F1} s, peak {product.PeakMegabytes} MB");
        var importing = Stopwatch.StartNew();
        await site.ImportAsync(path, page);
        var seconds = importing.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"import {seconds:F1} s = {projects / seconds:N0} projects/s, {projects * each / seconds:N0} patents/s, peak {product.PeakMegabytes} MB"
        );
        var exporting = Stopwatch.StartNew();
        var exported = await site.BytesAsync($"/organise/{edition}/entries/export?kind=xlsx");
        Console.WriteLine(
            $"export {exporting.Elapsed.TotalSeconds:F1} s, {exported / 1024:N0} kB, peak {product.PeakMegabytes} MB"
        );
    }

    private static async Task ListsAsync(Site site, string database, Statements statements, string edition)
    {
        await ExecuteAsync(database, "vacuum analyze");
        await ExecuteAsync(database, $"alter system set log_line_prefix = '{Statements.Mark}'");
        var list = $"/organise/{edition}/entries";
        var entry = await ScalarAsync(database, "select id::text from entries order by number desc limit 1");
        var group = await ScalarAsync(database, "select \"group\" from entries order by number desc limit 1");
        (string Name, string Path)[] console =
        [
            ("console list", list),
            ("… by state", list + "?state=Submitted"),
            ("… by group", $"{list}?group={group}"),
            ("… search, one hit", list + "?q=" + Uri.EscapeDataString("第4321号")),
            ("… search, many hits", list + "?q=" + Uri.EscapeDataString("高价值")),
            ("… page 100", list + "?p=100"),
            ("console entry", $"{list}/{entry}"),
        ];
        Console.WriteLine(
            $"{"list", -22} {"page p95", 10} {"psql p95", 10} {"ratio", 6}  {"median", 10} {"psql", 10}  statements"
        );
        foreach (var (name, path) in console)
            await MeasureAsync(site, database, statements, name, path);
        await ExecuteAsync(
            database,
            """
            update entries set state = 4, code = 'Z' || number where state = 2;
            update stage_runs set closed_at = now() where stage = 1;
            update stage_runs set opened_at = now(), closed_at = null where stage = 2;
            """
        );
        await ExecuteAsync(database, "vacuum analyze");
        foreach (
            var (name, path) in new[]
            {
                ("public list", $"/{edition}/entries"),
                ("… page 100", $"/{edition}/entries?page=100"),
                ("… search", $"/{edition}/entries?q=" + Uri.EscapeDataString("第4321号")),
                (
                    "public entry",
                    $"/{edition}/entries/{await ScalarAsync(database, "select code from entries order by number desc limit 1")}"
                ),
            }
        )
            await MeasureAsync(site, database, statements, name, path);
    }

    /// <summary>The page and psql in alternating rounds: what else the machine does meets both.</summary>
    private static async Task MeasureAsync(Site site, string database, Statements statements, string name, string path)
    {
        for (var warm = 0; warm < 60; warm++)
            await site.GetAsync(path);
        await ExecuteAsync(database, "alter system set log_statement = 'all'");
        await ExecuteAsync(database, "select pg_reload_conf()");
        await Task.Delay(700);
        statements.Clear();
        await site.GetAsync(path);
        await Task.Delay(300);
        var sql = statements.Take();
        await ExecuteAsync(database, "alter system set log_statement = 'none'");
        await ExecuteAsync(database, "select pg_reload_conf()");
        await Task.Delay(300);
        List<double> pages = [];
        List<double> own = [];
        for (var round = 0; round < Rounds; round++)
        {
            for (var n = 0; n < Each; n++)
            {
                var asked = Stopwatch.StartNew();
                await site.GetAsync(path);
                pages.Add(asked.Elapsed.TotalMilliseconds);
            }
            own.AddRange(await Psql.TimesAsync(database, sql, Each));
        }
        var (page, psql) = (P95(pages), P95(own));
        Console.WriteLine(
            $"{name, -22} {page, 7:F1} ms {psql, 7:F1} ms {page / psql, 6:F1}  {Half(pages), 7:F1} ms {Half(own), 7:F1} ms  {sql.Count}"
        );
    }

    private static double P95(List<double> times) => times.Order().ElementAt((int)(times.Count * 0.95));

    private static double Half(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ScalarAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
