using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Core.Voting;
using Contest.Infrastructure.Registration;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// The preliminary as a workbook that calculates itself: rules, marks, entries (mean and panel correction) and one sheet a
/// group (votes, composite, rounding, ranks), following docs/scoring.md. Spreadsheets calculate in binary, so what is
/// rounded is first rounded to nine decimals: that takes away their noise and no digit that counts.
/// </summary>
public sealed class StandingsWorkbook
{
    private const int FirstRow = 2;
    private const int Noise = 9;

    private readonly Rulebook _rulebook;
    private readonly StandingRules _rules;
    private readonly IReadOnlyList<MarkedEntry> _ready;
    private readonly Standings _standings;
    private readonly Dictionary<Guid, Standing> _places;
    private readonly IReadOnlyDictionary<Guid, string> _titles;
    private readonly string _rulesName = Words.Say("standing.sheet_rules");
    private readonly string _marksName = Words.Say("standing.sheet_marks");
    private readonly string _entriesName = Words.Say("standing.sheet_entries");
    private readonly IReadOnlyList<IGrouping<string, Criterion>> _criteria;
    private readonly int _most;

    private StandingsWorkbook(
        Rulebook rulebook,
        StandingRules rules,
        IReadOnlyList<MarkedEntry> entries,
        IReadOnlyDictionary<Guid, string> titles
    )
    {
        (_rulebook, _rules, _titles) = (rulebook, rules, titles);
        _standings = Standings.Of(entries, rules);
        _places = _standings.Groups.SelectMany(g => g.Standings).ToDictionary(s => s.EntryId);
        _ready = [.. entries.Where(e => _places.ContainsKey(e.EntryId)).OrderBy(e => e.Label, StringComparer.Ordinal)];
        _criteria = [.. rulebook.Preliminary.CriteriaByCode()];
        _most = _ready.Select(e => e.Sheets.Count).Append(1).Max();
    }

    /// <summary>The sheets: rules, marks, entries, then the groups in their order.</summary>
    public static IReadOnlyList<WorkSheet> Of(
        Rulebook rulebook,
        StandingRules rules,
        IReadOnlyList<MarkedEntry> entries,
        IReadOnlyDictionary<Guid, string> titles
    )
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(titles);
        StandingsWorkbook book = new(rulebook, rules, entries, titles);
        List<WorkSheet> sheets = [book.RulesSheet(), book.MarksSheet(), book.EntriesSheet()];
        foreach (var group in book._standings.Groups)
            sheets.Add(book.GroupSheet(group, [.. sheets.Select(s => s.Name)]));
        return sheets;
    }

    private WorkSheet RulesSheet() =>
        new(
            _rulesName,
            [
                Heads("standing.column_rule", "standing.column_value"),
                [Head("standing.rule_high"), WorkCell.Of(_rules.Trim.High)],
                [Head("standing.rule_low"), WorkCell.Of(_rules.Trim.Low)],
                [Head("standing.rule_from"), WorkCell.Of(_rules.Trim.FromMarks)],
                [Head("standing.rule_keep"), WorkCell.Of(_rules.Trim.KeepAtLeast)],
                [Head("standing.rule_places"), WorkCell.Of(_rules.Places)],
                [Head("standing.rule_votes"), WorkCell.Of(_rules.VoteWeight)],
                [Head("standing.rule_minimum"), WorkCell.Of(_rules.NormalisationMinimum)],
                [Head("standing.rule_scale"), WorkCell.Of(_rules.Scale)],
                [Head("standing.rule_correction"), Head(CorrectionCode())],
                [Head("standing.rule_conversion"), Head(ConversionCode())],
            ]
        );

    private string CorrectionCode() =>
        _rules.Normalisation switch
        {
            PanelNormalisation.MeanShift => "standing.correction_meanshift",
            PanelNormalisation.ZScore => "standing.correction_zscore",
            _ => "standing.correction_none",
        };

    private string ConversionCode() =>
        _rules.Conversion switch
        {
            VoteConversion.Linear => "standing.conversion_linear",
            VoteConversion.RankStep => "standing.conversion_rankstep",
            _ => "standing.conversion_log",
        };

    /// <summary>Every counting sheet: its marks, and their sum.</summary>
    private WorkSheet MarksSheet()
    {
        List<IReadOnlyList<WorkCell>> rows =
        [
            [
                .. Heads("standing.column_entry", "standing.column_judge"),
                .. _criteria.Select(c => WorkCell.Of(string.Join(" / ", c.Select(one => $"{one.Name}").Distinct()))),
                Head("standing.column_total"),
            ],
        ];
        var last = _criteria.Count + 1;
        foreach (var (entry, sheet) in _ready.SelectMany(e => e.Sheets.Select(s => (e, s))))
        {
            var row = rows.Count + 1;
            rows.Add([
                WorkCell.Of(entry.Label),
                WorkCell.Of(sheet.Judge),
                .. _criteria.Select(c => PointsOf(sheet, c.Key)),
                WorkCell.Calculated($"SUM({At(row, 2)}:{At(row, last)})", sheet.Total),
            ]);
        }
        return new(_marksName, rows);
    }

    /// <summary>Empty, not zero, where the sheet's variant has no such criterion.</summary>
    private static WorkCell PointsOf(MarkedSheet sheet, string criterion) =>
        sheet.Criteria.TryGetValue(criterion, out var points) ? WorkCell.Of(points) : WorkCell.Of("");

    /// <summary>Every ready entry: totals, what is dropped, mean, panel correction.</summary>
    private WorkSheet EntriesSheet()
    {
        List<IReadOnlyList<WorkCell>> rows =
        [
            [
                .. Heads("standing.column_entry", "standing.column_panel"),
                .. Enumerable.Range(1, _most).Select(n => WorkCell.Of(Words.Say("standing.column_sheet", n))),
                .. Heads(
                    "standing.column_count",
                    "standing.column_trimmed",
                    "standing.column_sum",
                    "standing.column_counted",
                    "standing.column_mean",
                    "standing.column_panel_mean",
                    "standing.column_all_mean",
                    "standing.column_factor",
                    "standing.column_corrected"
                ),
            ],
        ];
        var mark = FirstRow;
        foreach (var entry in _ready)
        {
            rows.Add(EntryRow(entry, rows.Count + 1, mark));
            mark += entry.Sheets.Count;
        }
        return new(_entriesName, rows);
    }

    private List<WorkCell> EntryRow(MarkedEntry entry, int row, int mark)
    {
        var totals = Enumerable
            .Range(0, _most)
            .Select(n =>
                n < entry.Sheets.Count
                    ? WorkCell.Calculated(
                        $"{Sheet(_marksName)}{At(mark + n, _criteria.Count + 2)}",
                        entry.Sheets[n].Total
                    )
                    : WorkCell.Of("")
            );
        var range = $"{At(row, 2)}:{At(row, _most + 1)}";
        string Own(int nth) => At(row, _most + 2 + nth);
        var mean = TrimmedMean.Of(entry.Marks(), _rules.Trim);
        return
        [
            WorkCell.Of(entry.Label),
            WorkCell.Of(entry.Panel),
            .. totals,
            WorkCell.Calculated($"COUNT({range})", entry.Sheets.Count),
            WorkCell.Calculated(
                $"IF(AND({Rule(2)}+{Rule(3)}>0,{Own(0)}>={Rule(4)},{Own(0)}-{Rule(2)}-{Rule(3)}>=MAX(1,{Rule(5)})),1,0)",
                mean.IsTrimmed ? 1 : 0
            ),
            WorkCell.Calculated($"SUM({range}){Dropped(range, Own(1))}", Shown(mean.Sum)),
            WorkCell.Calculated($"{Own(0)}-IF({Own(1)}=1,{Rule(2)}+{Rule(3)},0)", mean.Count),
            WorkCell.Calculated($"{Own(2)}/{Own(3)}", Shown(mean.Exact)),
            .. Correction(row),
        ];
    }

    /// <summary>The extremes spelled out, each by its number: −LARGE(…,1) −SMALL(…,1).</summary>
    private string Dropped(string range, string trimmed)
    {
        var extremes = Enumerable
            .Range(1, _rules.Trim.High)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"LARGE({range},{n})"))
            .Concat(
                Enumerable
                    .Range(1, _rules.Trim.Low)
                    .Select(n => string.Create(CultureInfo.InvariantCulture, $"SMALL({range},{n})"))
            )
            .ToList();
        return extremes.Count == 0 ? "" : $"-IF({trimmed}=1,{string.Join("+", extremes)},0)";
    }

    private IEnumerable<WorkCell> Correction(int row)
    {
        var (first, last) = (FirstRow, FirstRow + _ready.Count - 1);
        string Column(int column) => $"{Fixed(first, column)}:{Fixed(last, column)}";
        var (panels, means) = (Column(1), Column(_most + 6));
        var (panel, mean) = (At(row, 1), At(row, _most + 6));
        var (panelMean, allMean, factor) = (At(row, _most + 7), At(row, _most + 8), At(row, _most + 9));
        var count = $"SUMPRODUCT(({panels}={panel})*1)";
        yield return WorkCell.Calculated($"SUMPRODUCT(({panels}={panel})*{means})/{count}");
        yield return WorkCell.Calculated($"AVERAGE({means})");
        var ofPanel = $"SUMPRODUCT(({panels}={panel})*({means}-{panelMean})*({means}-{panelMean}))/{count}";
        var ofAll = $"SUMPRODUCT(({means}-{allMean})*({means}-{allMean}))/COUNT({means})";
        yield return WorkCell.Calculated(
            _rules.Normalisation == PanelNormalisation.ZScore
                ? $"IF(ROUND({ofPanel},{Noise})=0,1,SQRT(({ofAll})/({ofPanel})))"
                : "1"
        );
        var corrected = $"MIN({Rule(9)},MAX(0,({mean}-{panelMean})*{factor}+{allMean}))";
        yield return WorkCell.Calculated(
            _rules.Normalisation switch
            {
                PanelNormalisation.None => mean,
                PanelNormalisation.ZScore => $"IF({count}<{Rule(8)},{mean},{corrected})",
                _ => corrected,
            }
        );
    }

    /// <summary>One group in the order of its places: expert score, votes, composite, rounding, ties, rank.</summary>
    private WorkSheet GroupSheet(GroupStandings group, IReadOnlyCollection<string> taken)
    {
        var ties = _rules.Ties.Where(t => t.Kind != TieKind.EarlierStage).ToList();
        List<IReadOnlyList<WorkCell>> rows =
        [
            [
                .. Heads(
                    "standing.column_entry",
                    "standing.column_title",
                    "standing.column_expert",
                    "standing.column_votes",
                    "standing.column_points",
                    "standing.column_composite",
                    "standing.column_score",
                    "standing.column_by_score"
                ),
                .. ties.Select((_, nth) => WorkCell.Of(Words.Say("standing.column_tie", nth + 1))),
                Head("standing.column_rank"),
            ],
        ];
        foreach (var standing in group.Standings)
            rows.Add(GroupRow(standing, rows.Count + 1, FirstRow + group.Standings.Count - 1, ties));
        return new(WorkSheet.NameFrom(_rulebook.GroupName(group.Group), taken), rows);
    }

    private List<WorkCell> GroupRow(Standing standing, int row, int last, List<TieRule> ties)
    {
        var at = _ready.ToList().FindIndex(e => e.EntryId == standing.EntryId);
        var entry = _ready[at];
        string Column(int column) => $"{Fixed(FirstRow, column)}:{Fixed(last, column)}";
        var (scores, score) = (Column(6), At(row, 6));
        return
        [
            WorkCell.Of(standing.Label),
            WorkCell.Of(_titles.GetValueOrDefault(standing.EntryId, "")),
            WorkCell.Calculated($"{Sheet(_entriesName)}{At(FirstRow + at, _most + 10)}"),
            WorkCell.Of(entry.Votes),
            WorkCell.Calculated(Points(At(row, 3), Column(3))),
            WorkCell.Calculated(
                $"({At(row, 2)}*(100-{Rule(7)})+{At(row, 4)}*{Rule(7)})/100",
                Shown(standing.Worked!.Exact)
            ),
            WorkCell.Calculated($"ROUND(ROUND({At(row, 5)},{Noise}),{Rule(6)})", standing.Score) with
            {
                Places = _rules.Places,
            },
            WorkCell.Calculated($"RANK({score},{scores},0)"),
            .. ties.Select(tie => WorkCell.Calculated(Compared(tie, row, at))),
            WorkCell.Calculated(Rank(row, ties.Count, Column), standing.Rank),
        ];
    }

    private string Points(string votes, string all) =>
        _rules.Conversion switch
        {
            VoteConversion.RankStep => $"MAX(0,100-5*SUMPRODUCT(({all}>{votes})*1))",
            VoteConversion.Linear => $"IF(MAX({all})=0,0,100*{votes}/MAX({all}))",
            _ => $"IF(MAX({all})=0,0,100*LN(1+{votes})/LN(1+MAX({all})))",
        };

    private string Compared(TieRule tie, int row, int at)
    {
        var entryRow = FirstRow + at;
        var sheet = _criteria.ToList().FindIndex(c => c.Key == tie.Criterion);
        var first = FirstRow + _ready.Take(at).Sum(e => e.Sheets.Count);
        var last = first + _ready[at].Sheets.Count - 1;
        var value = tie.Kind switch
        {
            TieKind.MoreDecimals => At(row, 5),
            TieKind.Criterion when sheet >= 0 =>
                $"AVERAGE({Sheet(_marksName)}{At(first, sheet + 2)}:{At(last, sheet + 2)})",
            TieKind.UntrimmedMean => $"AVERAGE({Sheet(_entriesName)}{At(entryRow, 2)}:{At(entryRow, _most + 1)})",
            _ => "0",
        };
        return string.Create(CultureInfo.InvariantCulture, $"ROUND(ROUND({value},{Noise}),{tie.Places})");
    }

    /// <summary>One more than those with a better score, or an equal one and a better value under the first rule that differs.</summary>
    private static string Rank(int row, int ties, Func<int, string> column)
    {
        var equal = $"({column(6)}={At(row, 6)})";
        List<string> better = [$"SUMPRODUCT(({column(6)}>{At(row, 6)})*1)"];
        for (var nth = 0; nth < ties; nth++)
        {
            better.Add($"SUMPRODUCT({equal}*({column(8 + nth)}>{At(row, 8 + nth)}))");
            equal += $"*({column(8 + nth)}={At(row, 8 + nth)})";
        }
        return "1+" + string.Join("+", better);
    }

    private string Rule(int row) => $"{Sheet(_rulesName)}{Fixed(row, 1)}";

    private static string Sheet(string name) => $"'{name}'!";

    private static string At(int row, int column) => WorkbookWriter.Place(row, column);

    /// <summary>$A$1 and so on.</summary>
    private static string Fixed(int row, int column)
    {
        var place = At(row, column);
        var letters = place.TrimEnd("0123456789".ToCharArray());
        return $"${letters}${place[letters.Length..]}";
    }

    private static decimal Shown(Fraction exact) => Rounding.HalfUp(exact, 12);

    private static WorkCell Head(string code) => WorkCell.Of(Words.Say(code));

    private static WorkCell[] Heads(params string[] codes) => [.. codes.Select(Head)];
}
