using System.Diagnostics;
using System.Globalization;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;

namespace Contest.Bench.Votes;

/// <summary>
/// A full recount of many ballots by the product's own calls, as the act that closes a vote makes them, against psql's
/// own GROUP BY over the same rows in alternating rounds. Usage: <c>recount PROGRAM.dll CONTENT BALLOTS ROUNDS</c>.
/// </summary>
internal static class RecountBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (program, content) = (args[0], args[1]);
        var (ballots, rounds) = (
            long.Parse(args[2], CultureInfo.InvariantCulture),
            int.Parse(args[3], CultureInfo.InvariantCulture)
        );
        await using var server = await OwnServer.StartAsync();
        var database = server.Database + ";Command Timeout=0";
        using (await Product.StartOpenVoteAsync(program, content, server.Folder, server.Database))
            Console.WriteLine("the demo's edition is there");
        await FillAsync(database, ballots);
        return await MeasureAsync(database, rounds) <= 1.3 ? 0 : 1;
    }

    /// <summary>Ballots of one voter each for uneven entries, with every index the product has; counters that agree.</summary>
    private static async Task FillAsync(string database, long ballots)
    {
        var watch = Stopwatch.StartNew();
        await Program.ExecuteAsync(
            database,
            $"""
            set session_replication_role = replica;
            set maintenance_work_mem = '512MB';
            set synchronous_commit = off;
            truncate ballots, vote_counters, ballot_counters;
            alter table ballots drop constraint pk_ballots;
            drop index ix_ballots_arrival, ix_ballots_receipt;
            insert into ballots (competition_id, voter, nth, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
            select c.id, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), lpad(to_hex(n), 9, '0'),
                now() - n * interval '40 ms', (now() - n * interval '40 ms')::date, 1, 0, 0,
                array[1 + (n * n + n / 7) % 70]::smallint[]
            from generate_series(1::bigint, {ballots}) n cross join (select id from competitions limit 1) c;
            alter table ballots add constraint pk_ballots primary key (competition_id, voter, nth);
            create unique index ix_ballots_arrival on ballots (arrival);
            create unique index ix_ballots_receipt on ballots (receipt);
            insert into vote_counters (competition_id, entry, hour, tier, votes)
            select competition_id, choice, date_trunc('hour', cast_at), tier, count(*)
            from ballots cross join unnest(choices) as choice group by 1, 2, 3, 4;
            """
        );
        await Program.ExecuteAsync(database, "vacuum analyze ballots");
        await Program.ExecuteAsync(database, "checkpoint");
        var size = await Program.ScalarAsync(database, "select pg_size_pretty(pg_total_relation_size('ballots'))");
        Console.WriteLine($"{ballots:N0} ballots, {size}, made in {watch.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task<double> MeasureAsync(string database, int rounds)
    {
        var edition = Guid.Parse(await Program.ScalarAsync(database, "select id::text from competitions limit 1"));
        string[] groupBy =
        [
            $"select choice, count(*) from ballots cross join unnest(choices) as choice where competition_id = '{edition}' group by choice;",
        ];
        List<double> psql = [],
            count = [],
            check = [];
        Console.WriteLine($"load average {Program.Load()} on {Environment.ProcessorCount} cores");
        for (var round = 0; round <= rounds; round++)
        {
            double[] times =
            [
                (await Psql.TimesAsync(database, groupBy, 1))[0],
                await TimeAsync(database, db => db.VoteCountsAsync(edition, upTo: null, default)),
                await TimeAsync(database, db => AgreeAsync(db, edition)),
            ];
            if (round == 0)
                continue; // everything is warm now
            psql.Add(times[0]);
            count.Add(times[1]);
            check.Add(times[2]);
            Console.WriteLine(
                $"round {round}: psql {times[0]:N0} ms, count {times[1]:N0} ms ({times[1] / times[0]:F2}), against the counters {times[2]:N0} ms ({times[2] / times[0]:F2})"
            );
        }
        var ratio = Ratio(count, psql);
        Console.WriteLine(
            $"median: psql {Median(psql):N0} ms, count {Median(count):N0} ms, against the counters {Median(check):N0} ms; "
                + $"ratio {ratio:F2} and {Ratio(check, psql):F2} (goal at most 1.3), load average now {Program.Load()}"
        );
        return Math.Max(ratio, Ratio(check, psql));
    }

    private static async Task<bool> AgreeAsync(ContestDb db, Guid edition) =>
        (await db.CounterFaultsAsync(edition, default)).Count == 0
            ? true
            : throw new InvalidOperationException("The counters made of the ballots do not agree with them.");

    /// <summary>The median of the rounds' ratios.</summary>
    private static double Ratio(List<double> ours, List<double> theirs) =>
        Median([.. ours.Zip(theirs, (a, b) => a / b)]);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> TimeAsync<T>(string database, Func<ContestDb, Task<T>> ask)
    {
        await using ContestDb db = new(ContestDbOptions.For(database));
        var watch = Stopwatch.StartNew();
        await ask(db);
        return watch.Elapsed.TotalMilliseconds;
    }
}
