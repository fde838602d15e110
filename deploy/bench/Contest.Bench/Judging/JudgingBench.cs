using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Contest.Bench.Judging;

/// <summary>
/// The organizer's heavy buttons of judging, over HTTP against the product and its database: looking for conflicts, computing the
/// plan, calibration. Usage: <c>Contest.Bench judging PROGRAM.dll CONTENT ENTRIES JUDGES</c>.
/// </summary>
internal static class JudgingBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (entries, judges) = (
            int.Parse(args[2], CultureInfo.InvariantCulture),
            int.Parse(args[3], CultureInfo.InvariantCulture)
        );
        await using var server = await OwnServer.StartAsync();
        var database = server.Database;
        using var product = await Product.StartJudgingAsync(args[0], args[1], server.Folder, database);
        using Site console = new(product.Address);
        var jury = $"/organise/{await console.SignInAsync()}/jury";
        await FillAsync(database, entries, judges);
        Console.WriteLine(
            $"{entries:N0} entries, {judges} judges, three submitted sheets an entry; load {Program.Load()}"
        );
        await PrintAsync("look for conflicts, first", () => console.PressAsync($"{jury}/conflicts", "Look"));
        await PrintAsync("look for conflicts, again", () => console.PressAsync($"{jury}/conflicts", "Look"));
        await PrintAsync("conflicts' page", () => console.GetAsync($"{jury}/conflicts"));
        await PrintAsync("compute the plan", () => console.PressAsync($"{jury}/plan", "Draft"));
        await PrintAsync("plan's page", () => console.GetAsync($"{jury}/plan"));
        await PrintAsync("calibration", () => console.GetAsync($"{jury}/calibration"));
        Console.WriteLine($"  memory of the product: at most {product.PeakMegabytes} MB, load now {Program.Load()}");
        return 0;
    }

    private static async Task PrintAsync(string what, Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        Console.WriteLine($"  {what, -28}{Stopwatch.GetElapsedTime(began).TotalSeconds, 8:F2} s");
    }

    private static async Task FillAsync(string database, int entries, int judges)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(Statements(entries, judges), connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Entries after the pattern of one of the demo, each with an entrant and two patents of its own; one judge in ten works for
    /// an entrant, and one in ten has invented a listed patent. Sheets carry what the demo's judges have submitted.
    /// </summary>
    private static string Statements(int entries, int judges) =>
        $$"""
            create temp table pattern as
                select e.* from entries e where competition_id = (select id from competitions order by created_at limit 1)
                    and state = 4 and exists (select 1 from patents p where p.entry_id = e.id) order by code limit 1;
            create temp table made as
                select n, gen_random_uuid() as id, gen_random_uuid() as entrant from generate_series(1, {{entries}}) n;
            insert into entries select (jsonb_populate_record(null::entries, to_jsonb(p) ||
                    jsonb_build_object('id', m.id, 'number', 20000 + m.n, 'code', 'Z' || m.n, 'title', 'Bench ' || m.n))).*
                from made m cross join pattern p;
            insert into entrants select (jsonb_populate_record(null::entrants, to_jsonb(x) || jsonb_build_object('id', m.entrant,
                    'name', 'Bench maker ' || m.n, 'name_key', 'benchmaker' || m.n, 'identifier', 'BENCH' || m.n))).*
                from made m cross join (select t.* from entrants t limit 1) x;
            insert into participations (entry_id, entrant_id, position) select id, entrant, 1 from made;
            insert into patents select (jsonb_populate_record(null::patents, to_jsonb(x) || jsonb_build_object('id', gen_random_uuid(),
                    'entry_id', m.id, 'position', 10 + k, 'number', 'ZL2020' || lpad((m.n * 2 + k)::text, 8, '0'),
                    'number_key', '2020' || (m.n * 2 + k), 'keys', jsonb_build_array('2020' || (m.n * 2 + k)),
                    'owners', 'Bench maker ' || m.n, 'inventors', 'Inventor ' || m.n || '、Another ' || k, 'agency', 'Agency ' || m.n % 40))).*
                from made m cross join generate_series(1, 2) k
                cross join (select p.* from patents p where p.entry_id = (select id from pattern) limit 1) x;
            create temp table jury as
                select n, gen_random_uuid() as id, gen_random_uuid() as expert from generate_series(1, {{judges}}) n;
            insert into experts (id, name, discipline, ipc_classes, fields, languages)
                select expert, case when n % 10 = 1 then 'Inventor ' || n else 'Expert ' || n end, n % 4 + 1,
                    array[(array['A61K', 'B25J', 'G06F', 'H01M'])[n % 4 + 1]], '{}', '{}' from jury;
            insert into judges (id, competition_id, name, employer, discipline, is_final_judge, expert_id)
                select j.id, p.competition_id, e.name, case when j.n % 10 = 2 then 'Bench maker ' || j.n else 'Institute ' || j.n end,
                    e.discipline, false, j.expert
                from jury j join experts e on e.id = j.expert cross join pattern p;
            create temp table said as
                select row_number() over () - 1 as at, count(*) over () as all, s.state from judge_sheets s
                where s.submitted_at is not null and s.round = 3;
            insert into judge_sheets (id, competition_id, round, judge_id, entry_id, version, state, submissions, submitted_at)
                select gen_random_uuid(), p.competition_id, 3, j.id, m.id, 1, s.state, 1, now()
                from made m cross join generate_series(0, 2) k cross join pattern p
                join jury j on j.n = (m.n * 3 + k + m.n / {{judges}}) % {{judges}} + 1
                join said s on s.at = (m.n * 7 + k * 3) % s.all;
            """;
}
