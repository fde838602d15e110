using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Npgsql;

namespace Contest.Bench;

/// <summary>
/// The bench of registration: the published product as a process of its own on a database of its own. Usage:
/// <c>Contest.Bench PROGRAM.dll CONTENT PROJECTS PATENTS-EACH</c>; deploy/bench/registration calls it.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args[0] == "bare")
            return await Votes.Bare.RunAsync(args[1]);
        if (args[0] == "votes")
            return await Votes.VoteBench.RunAsync(args[1..]);
        if (args[0] == "recount")
            return await Votes.RecountBench.RunAsync(args[1..]);
        if (args[0] == "scoring")
            return await Scoring.ScoringBench.RunAsync(args[1..]);
        if (args[0] == "judging")
            return await Judging.JudgingBench.RunAsync(args[1..]);
        if (args[0] == "fraud")
            return Fraud.FraudBench.Run(
                int.Parse(args[1], CultureInfo.InvariantCulture),
                int.Parse(args[2], CultureInfo.InvariantCulture)
            );
        if (args[0] == "assignment")
        {
            var size = args[1..].Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
            return Planning.AssignmentBench.Run(size[0], size[1], size[2], size[3]);
        }
        var (program, content) = (args[0], args[1]);
        var (projects, each) = (
            int.Parse(args[2], CultureInfo.InvariantCulture),
            int.Parse(args[3], CultureInfo.InvariantCulture)
        );
        Console.WriteLine(
            $"load average {Load()} on {Environment.ProcessorCount} cores: what else runs here costs both sides"
        );
        Statements statements = new();
        await using var server = await OwnServer.StartAsync(statements);
        var database = server.Database;
        using Product product = await Product.StartAsync(program, content, server.Folder, database);
        using Site site = new(product.Address);
        using Site visitor = new(product.Address);
        var edition = await site.SignInAsync();
        await ImportAsync(site, product, edition, projects, each);
        await ListsAsync(site, visitor, database, statements, edition);
        Console.WriteLine($"peak memory of the product {product.PeakMegabytes} MB, load average now {Load()}");
        return 0;
    }

    internal static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

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

    private static async Task ListsAsync(
        Site organizer,
        Site visitor,
        string database,
        Statements statements,
        string edition
    )
    {
        await ExecuteAsync(database, $"alter system set log_line_prefix = '{Statements.Mark}'");
        var entry = await ScalarAsync(database, "select id::text from entries order by number desc limit 1");
        var group = await ScalarAsync(database, "select \"group\" from entries order by number desc limit 1");
        var list = $"/organise/{edition}/entries";
        ListBench bench = new(database, statements);
        Console.WriteLine(ListBench.Head);
        await bench.MeasureAsync([
            new("console list", organizer, list),
            new("… by state", organizer, list + "?state=Submitted"),
            new("… by group", organizer, $"{list}?group={group}"),
            new("… search, one hit", organizer, list + "?q=" + Uri.EscapeDataString("第4321号")),
            new("… search, many hits", organizer, list + "?q=" + Uri.EscapeDataString("高价值")),
            new("… page 100", organizer, list + "?p=100"),
            new("console entry", organizer, $"{list}/{entry}"),
        ]);
        await ExecuteAsync(
            database,
            """
            update entries set state = 4, code = 'Z' || number where state = 2;
            update stage_runs set closed_at = now() where stage = 1;
            update stage_runs set opened_at = now(), closed_at = null where stage = 2;
            """
        );
        var code = await ScalarAsync(database, "select code from entries order by number desc limit 1");
        await bench.MeasureAsync([
            new("public list", visitor, $"/{edition}/entries"),
            new("… page 100", visitor, $"/{edition}/entries?page=100"),
            new("… search, one hit", visitor, $"/{edition}/entries?q=" + Uri.EscapeDataString("第4321号")),
            new("public entry", visitor, $"/{edition}/entries/{code}"),
            new("home", visitor, "/"),
        ]);
    }

    internal static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<string> ScalarAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
