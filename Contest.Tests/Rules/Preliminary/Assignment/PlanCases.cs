using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;

namespace Contest.Tests.Rules.Preliminary.Assignment;

/// <summary>Made-up juries: the same for the same seed.</summary>
internal static class PlanCases
{
    private static readonly string[] Classes = ["A61K", "B25J", "G06F", "G06N", "H01M", "H04L"];
    private static readonly string[] Fields = ["生物医药", "高端装备", "新一代信息技术"];

    /// <summary>No conflicts, no limits; trades in turn.</summary>
    public static PlanInput Free(int entries, int judges, int each, params Discipline[] asked) =>
        new(
            [
                .. Enumerable
                    .Range(0, entries)
                    .Select(i => new PlannedEntry(Id(1, i), $"A{i:000}", [Classes[i % 6]], Fields[i % 3])),
            ],
            [
                .. Enumerable
                    .Range(0, judges)
                    .Select(i => new PlannedJudge(
                        Id(2, i),
                        (Discipline)(i % 4 + 1),
                        [Classes[i * 5 % 6]],
                        [Fields[i % 3]],
                        []
                    )),
            ],
            new HashSet<Pairing>(),
            new HashSet<Pairing>(),
            new Dictionary<Guid, int>(),
            new(each, asked)
        );

    /// <summary>Conflicts, limits, trades, sometimes panels.</summary>
    public static PlanInput Of(int seed)
    {
        Random dice = new(seed);
        var input = Free(dice.Next(3, 40), dice.Next(4, 14), dice.Next(1, 4), [.. Asked(dice)]);
        return Roughen(input, dice) with
        {
            Rules = input.Rules with { Panels = dice.Next(4) == 0 ? dice.Next(1, 4) : 0 },
        };
    }

    /// <summary>Small enough to try every plan.</summary>
    public static PlanInput Small(int seed)
    {
        Random dice = new(seed);
        var input = Free(dice.Next(1, 5), dice.Next(2, 6), dice.Next(1, 3), [.. Asked(dice)]);
        return Roughen(input, dice);
    }

    /// <summary>Small, with two or three panels and trades; every second one without conflicts and limits.</summary>
    public static PlanInput SmallPanels(int seed)
    {
        Random dice = new(seed);
        var input = Free(dice.Next(2, 5), dice.Next(3, 6), dice.Next(1, 3), [.. Asked(dice), Discipline.Technology]);
        var asked = input.Rules.Disciplines.Distinct().ToList();
        input = input with
        {
            Judges = [.. input.Judges.Select(j => j with { Discipline = (Discipline)dice.Next(1, 4) })],
            Rules = input.Rules with { Disciplines = asked, Panels = dice.Next(2, 4), Bridges = 0 },
        };
        return seed % 2 == 0 ? input : Roughen(input, dice) with { Rules = input.Rules };
    }

    private static PlanInput Roughen(PlanInput input, Random dice)
    {
        var judges = input
            .Judges.Select(j =>
                j with
                {
                    Discipline = (Discipline)dice.Next(1, 5),
                    Ipc = [Classes[dice.Next(6)]],
                    Fields = [Fields[dice.Next(3)]],
                    MostDossiers = dice.Next(4) == 0 ? dice.Next(0, 6) : null,
                }
            )
            .ToList();
        var barred =
            from entry in input.Entries
            from judge in judges
            where dice.Next(5) == 0
            select new Pairing(judge.JudgeId, entry.EntryId);
        return input with { Judges = judges, Barred = barred.ToHashSet() };
    }

    private static IEnumerable<Discipline> Asked(Random dice) =>
        Enum.GetValues<Discipline>().Where(_ => dice.Next(4) == 0);

    private static Guid Id(int kind, int number) =>
        new(kind, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number / 256), (byte)(number % 256));
}

/// <summary>What a plan is worth, compared from the first number on: less is better.</summary>
internal sealed record PlanWorth(int Empty, int TradesMissing, int Squares, int Strangers, int Cost)
    : IComparable<PlanWorth>
{
    /// <param name="input">What is asked.</param>
    /// <param name="pairs">The plan.</param>
    /// <param name="panels">Whose panels say who is a stranger; null: nobody is.</param>
    public static PlanWorth Of(PlanInput input, IReadOnlyCollection<Pairing> pairs, AssignmentPlan? panels = null)
    {
        var judges = input.Judges.ToDictionary(j => j.JudgeId);
        var entries = input.Entries.ToDictionary(e => e.EntryId);
        var seats = pairs.ToLookup(p => p.EntryId, p => judges[p.JudgeId].Discipline);
        return new(
            input.Entries.Sum(e => input.Rules.JudgesPerEntry - seats[e.EntryId].Count()),
            input.Entries.Sum(e => input.Rules.Disciplines.Except(seats[e.EntryId]).Count()),
            pairs.CountBy(p => p.JudgeId).Sum(l => l.Value * l.Value),
            panels is null ? 0 : pairs.Count(p => panels.JudgePanels[p.JudgeId] != panels.EntryPanels[p.EntryId]),
            pairs.Sum(p => Fit.Of(entries[p.EntryId], judges[p.JudgeId]).Cost)
        );
    }

    public int CompareTo(PlanWorth? other) =>
        (Empty, TradesMissing, Squares, Strangers, Cost).CompareTo(
            (other!.Empty, other.TradesMissing, other.Squares, other.Strangers, other.Cost)
        );
}

/// <summary>All plans there are, tried one by one: shares nothing with the planner.</summary>
internal static class EveryPlan
{
    public static PlanWorth BestOf(PlanInput input, AssignmentPlan? panels = null) =>
        BestOf(input, pairs => PlanWorth.Of(input, pairs, panels));

    /// <summary>The best by any measure.</summary>
    public static T BestOf<T>(PlanInput input, Func<IReadOnlyCollection<Pairing>, T> worth)
    {
        var isFirst = true;
        T best = default!;
        Try(
            input,
            0,
            [],
            pairs =>
            {
                var found = worth(pairs);
                if (isFirst || Comparer<T>.Default.Compare(found, best) < 0)
                    (best, isFirst) = (found, false);
            }
        );
        return best;
    }

    private static void Try(PlanInput input, int at, List<Pairing> pairs, Action<IReadOnlyCollection<Pairing>> done)
    {
        if (at == input.Entries.Count)
        {
            done(pairs);
            return;
        }
        var entry = input.Entries[at];
        foreach (var chosen in Sets(input, entry, pairs))
        {
            pairs.AddRange(chosen);
            Try(input, at + 1, pairs, done);
            pairs.RemoveRange(pairs.Count - chosen.Count, chosen.Count);
        }
    }

    private static List<List<Pairing>> Sets(PlanInput input, PlannedEntry entry, List<Pairing> pairs)
    {
        var free = input
            .Judges.Where(j => !input.Barred.Contains(new(j.JudgeId, entry.EntryId)))
            .Where(j => pairs.Count(p => p.JudgeId == j.JudgeId) < (j.MostDossiers ?? int.MaxValue))
            .Select(j => new Pairing(j.JudgeId, entry.EntryId))
            .ToList();
        return
        [
            .. Enumerable
                .Range(0, 1 << free.Count)
                .Select(mask => free.Where((_, i) => (mask >> i & 1) == 1).ToList())
                .Where(set => set.Count <= input.Rules.JudgesPerEntry),
        ];
    }
}
