using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Core.Voting;

namespace Contest.Tests.Rules.Scoring;

/// <summary>
/// A round made from a number: every option of the rulebook comes up, marks are few so that ties are many, judges step
/// back, drop out (with their marks kept or set aside) and leave sheets open.
/// </summary>
internal sealed class GeneratedRound
{
    /// <summary>No mark is above it.</summary>
    private const decimal Most = 40;

    /// <summary>The main sheet, one with other criteria, and one that lacks P2, which the tie chain may ask for.</summary>
    private static readonly SheetCriteria[] AllSheets =
    [
        new(null, SheetOf("P1", "P2", "P3")),
        new("design", SheetOf("D3", "P1", "P2")),
        new("layout-design", SheetOf("L2", "L4", "P1")),
    ];

    private readonly Random variety; // of its own: what the other dice make stays as it is
    private readonly Random dice;
    private readonly int judges;
    private readonly HashSet<int> gone;
    private readonly bool isAside;
    private readonly int spread;
    private readonly decimal level;
    private readonly bool isLevel;

    public GeneratedRound(int seed)
    {
        dice = new(seed);
        variety = new(seed);
        Sheets = variety.Next(2) == 0 ? [AllSheets[0]] : AllSheets;
        judges = dice.Next(1, 10);
        gone = [.. Enumerable.Range(0, judges).Where(_ => dice.Next(8) == 0)];
        isAside = dice.Next(2) == 0;
        isLevel = dice.Next(3) == 0;
        spread = isLevel ? 2 : dice.Next(1, 7);
        level = dice.Next(4) == 0 ? 32.5m : 24m;
        Rules = MakeRules();
        Cuts = [.. Groups.Select(g => (g, MakeCut()))];
        var labels = Enumerable.Range(1, dice.Next(2, 24)).OrderBy(_ => dice.Next());
        foreach (var number in labels)
            Add(number);
        // two people have lowered the quorum of a few
        Rules = Rules with
        {
            Quorums = Entries.Where(_ => dice.Next(12) == 0).ToDictionary(e => e.EntryId, _ => dice.Next(1, 3)),
        };
    }

    public static IReadOnlyList<string> Groups { get; } = ["academia", "growth", "startup"];
    public StandingRules Rules { get; }
    public IReadOnlyList<SheetCriteria> Sheets { get; }
    public IReadOnlyList<(string Group, CutRule Rule)> Cuts { get; }
    public List<MarkedEntry> Entries { get; } = [];
    public List<UncountedSheet> Uncounted { get; } = [];

    private StandingRules MakeRules() =>
        new()
        {
            Trim = new(dice.Next(3), dice.Next(3), dice.Next(8), dice.Next(4)),
            FewestSheets = dice.Next(0, 4),
            Places = dice.Next(0, 5),
            VoteWeight = isLevel ? 0 : new[] { 0m, 5m, 12.5m, 30m }[dice.Next(4)],
            Conversion = Any<VoteConversion>(),
            Normalisation = Any<PanelNormalisation>(),
            NormalisationMinimum = dice.Next(2, 9),
            Ties = MakeTies(),
        };

    private List<TieRule> MakeTies() =>
        [
            .. new TieRule[]
            {
                new(TieKind.MoreDecimals, Places: dice.Next(2, 7)),
                new(TieKind.Criterion, "P1", dice.Next(1, 5)),
                new(TieKind.Criterion, "P2"),
                new(TieKind.EarlierStage),
                new(TieKind.UntrimmedMean, Places: dice.Next(0, 5)),
            }
                .Where(_ => dice.Next(3) > 0)
                .OrderBy(_ => dice.Next()),
        ];

    private CutRule MakeCut()
    {
        var level = dice.Next(2) == 0 ? LevelOnTheLine.AllAdvance : LevelOnTheLine.Draw;
        return dice.Next(2) == 0
            ? new(dice.Next(1, 6), Level: level)
            : new(null, new[] { 10m, 33.3m, 50m, 100m }[dice.Next(4)], level);
    }

    private void Add(int number)
    {
        MarkedEntry entry = new(
            new(number, 0, 0, new byte[8]),
            $"{(char)('A' + dice.Next(3))}{number:00}",
            Groups[dice.Next(Groups.Count)],
            $"{dice.Next(1, 4)}",
            [],
            dice.Next(3) == 0 ? 0 : dice.Next(1, 50_000),
            isLevel || dice.Next(5) == 0 ? null : 60 + dice.Next(8)
        );
        List<MarkedSheet> counted = [];
        var own = AnySheet();
        foreach (var judge in Enumerable.Range(0, judges))
            Score(entry, judge, variety.Next(20) == 0 ? AnySheet() : own, counted); // corrected while it was judged
        Entries.Add(entry with { Sheets = counted });
    }

    private void Score(MarkedEntry entry, int judge, SheetCriteria sheet, List<MarkedSheet> counted)
    {
        var fate = dice.Next(20);
        var state =
            fate == 0 ? "recused"
            : fate == 1 ? "open"
            : gone.Contains(judge)
                ? (
                    isAside ? "setAside"
                    : fate < 10 ? "recused"
                    : "counted"
                )
            : "counted";
        var marks = state is "counted" or "setAside" ? Marks(sheet) : [];
        if (state == "counted")
            counted.Add(new($"J{judge}", marks.Values.Sum(), marks) { Variant = sheet.Variant });
        else
            Uncounted.Add(new(entry.EntryId, $"J{judge}", state, marks) { Variant = sheet.Variant });
    }

    private SheetCriteria AnySheet() => Sheets[variety.Next(Sheets.Count)];

    private static Dictionary<string, decimal> SheetOf(params string[] criteria) =>
        criteria.ToDictionary(c => c, _ => Most);

    /// <summary>
    /// Half points from a few neighbouring values; now and then an extreme, so that a correction meets its bounds. Level
    /// rounds have hardly any difference to rank by.
    /// </summary>
    private Dictionary<string, decimal> Marks(SheetCriteria sheet) =>
        sheet.Most.Keys.ToDictionary(c => c, _ => Points());

    private decimal Points() =>
        isLevel ? level + (dice.Next(6) == 0 ? 0.5m : 0)
        : dice.Next(12) == 0 ? dice.Next(2) * 33m
        : level + (dice.Next(spread) * 0.5m) + (dice.Next(30) == 0 ? 0.01m : 0);

    private T Any<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[dice.Next(values.Length)];
    }
}
