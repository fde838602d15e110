using System.Diagnostics;
using System.Globalization;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;

namespace Contest.Bench.Planning;

/// <summary>
/// Times the plan of judges on a made-up jury, beside a plain greedy one on the same input: what the optimum costs in
/// seconds and memory, and what it saves in fit. One size a process, so that the peak of memory is this size's own.
/// </summary>
internal static class AssignmentBench
{
    private static readonly string[] Classes =
    [
        "A61K",
        "A61B",
        "B25J",
        "B60L",
        "C07D",
        "C08L",
        "C12N",
        "F16H",
        "G01N",
        "G06F",
        "G06N",
        "G06T",
        "H01L",
        "H01M",
        "H04L",
        "H04W",
    ];

    private static readonly Discipline[] Mix =
    [
        Discipline.IntellectualProperty,
        Discipline.Technology,
        Discipline.Finance,
        Discipline.IntellectualProperty,
        Discipline.Technology,
        Discipline.Industry,
    ];

    public static int Run(int entries, int judges, int each, int panels)
    {
        var input = Jury(entries, judges, each, panels);
        var idle = PeakMegabytes();
        var timer = Stopwatch.StartNew();
        var greedy = Greedy(input);
        var greedySeconds = timer.Elapsed.TotalSeconds;
        timer.Restart();
        var plan = AssignmentPlan.Of(input);
        var seconds = timer.Elapsed.TotalSeconds;
        var peak = PeakMegabytes();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{entries:N0} entries x {judges} judges, {each} each, {(panels == 0 ? "no panels" : $"{panels} panels")}, {input.Barred.Count:N0} barred pairs"
            )
        );
        Print("plain greedy", input, greedy, greedySeconds);
        Print("plan", input, plan.Pairs, seconds);
        var bridges = plan.Seats.Count(s => s.Kind == SeatKind.Bridge);
        var strangers = plan.Seats.Count(s => s.Kind == SeatKind.Substitute);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  ratio: time {seconds / greedySeconds:F1}, missing fit {(decimal)Cost(input, plan.Pairs) / Cost(input, greedy):F2}; bridges {bridges}, substitutes {strangers}; peak memory {peak} MB, of which idle {idle} MB"
            )
        );
        return 0;
    }

    private static PlanInput Jury(int entries, int judges, int each, int panels)
    {
        Random dice = new(20261121);
        List<PlannedEntry> all =
        [
            .. Enumerable
                .Range(0, entries)
                .Select(i => new PlannedEntry(
                    Id(1, i),
                    $"A{i:00000}",
                    [Class(dice), Class(dice)],
                    $"field {dice.Next(8)}"
                )),
        ];
        List<PlannedJudge> jury =
        [
            .. Enumerable
                .Range(0, judges)
                .Select(i => new PlannedJudge(
                    Id(2, i),
                    Mix[i % Mix.Length],
                    [Class(dice), Class(dice)[..3], Class(dice)],
                    [$"field {dice.Next(8)}", $"field {dice.Next(8)}"],
                    []
                )),
        ];
        HashSet<Pairing> barred = [];
        foreach (var entry in all)
            for (var i = 0; i < judges / 30 + 1; i++)
                if (dice.Next(2) == 0)
                    barred.Add(new(jury[dice.Next(judges)].JudgeId, entry.EntryId));
        PlanRules rules = new(each, [Discipline.IntellectualProperty, Discipline.Technology], panels);
        return new(all, jury, barred, new HashSet<Pairing>(), new Dictionary<Guid, int>(), rules);
    }

    /// <summary>What one would write in an afternoon: entry by entry, a lacking trade first, then the lowest load, then fit.</summary>
    private static List<Pairing> Greedy(PlanInput input)
    {
        List<Pairing> pairs = [];
        var load = input.Judges.ToDictionary(j => j.JudgeId, _ => 0);
        foreach (var entry in input.Entries)
        {
            List<PlannedJudge> chosen = [];
            for (var seat = 0; seat < input.Rules.JudgesPerEntry; seat++)
            {
                var next = input
                    .Judges.Where(j => !chosen.Contains(j) && !input.Barred.Contains(new(j.JudgeId, entry.EntryId)))
                    .OrderByDescending(j =>
                        input.Rules.Disciplines.Contains(j.Discipline) && chosen.All(c => c.Discipline != j.Discipline)
                    )
                    .ThenBy(j => load[j.JudgeId])
                    .ThenBy(j => Fit.Of(entry, j).Cost)
                    .ThenBy(j => j.JudgeId)
                    .First();
                chosen.Add(next);
                load[next.JudgeId]++;
                pairs.Add(new(next.JudgeId, entry.EntryId));
            }
        }
        return pairs;
    }

    private static void Print(string name, PlanInput input, IReadOnlyCollection<Pairing> pairs, double seconds)
    {
        var loads = input.Judges.Select(j => pairs.Count(p => p.JudgeId == j.JudgeId)).ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name, -14}{seconds, 8:F2} s   pairs {pairs.Count, 7:N0}   load {loads.Min()} to {loads.Max()}   missing fit {Cost(input, pairs), 8:N0} = {(decimal)Cost(input, pairs) / pairs.Count:F2} of {Fit.Most} a pair"
            )
        );
    }

    private static int Cost(PlanInput input, IReadOnlyCollection<Pairing> pairs)
    {
        var judges = input.Judges.ToDictionary(j => j.JudgeId);
        var entries = input.Entries.ToDictionary(e => e.EntryId);
        return pairs.Sum(p => Fit.Of(entries[p.EntryId], judges[p.JudgeId]).Cost);
    }

    private static string Class(Random dice) => Classes[dice.Next(Classes.Length)];

    private static Guid Id(int kind, int number) =>
        new(kind, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)(number & 255));

    private static long PeakMegabytes() =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        ) / 1024;
}
