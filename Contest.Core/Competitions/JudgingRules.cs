using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Scoring;

namespace Contest.Core.Competitions;

/// <summary>What one criterion is (评分项).</summary>
/// <param name="Code">e.g. <c>P1</c>; letters and digits.</param>
/// <param name="Name">As shown.</param>
/// <param name="Hint">One line under the name.</param>
/// <param name="Most">The most points.</param>
/// <param name="Anchors">What 0, half and full points mean.</param>
public sealed record Criterion(
    string Code,
    LocalizedText Name,
    LocalizedText Hint,
    decimal Most,
    IReadOnlyList<LocalizedText> Anchors
);

/// <summary>What becomes of the submitted sheets of a judge who drops out (DOMAIN.md 1.7, 1.11, edge cases).</summary>
public enum DropOutRule
{
    /// <summary>They count as they are; what is open goes to another judge.</summary>
    KeepSubmitted = 1,

    /// <summary>None of them counts, for any entry; all go to another judge.</summary>
    SetAllAside = 2,
}

/// <summary>How a round is judged (DOMAIN.md 1.7, 1.11, 3.6, section 4).</summary>
public sealed record JudgingRules
{
    /// <summary>评分表: the criteria; their points sum to 100.</summary>
    public required IReadOnlyList<Criterion> Sheet { get; init; }

    /// <summary>评分表版本: other criteria for some groups or tracks; the first that fits an entry is its own.</summary>
    public IReadOnlyList<SheetVariant> Variants { get; init; } = [];

    /// <summary>The step of a mark, e.g. 0.5.</summary>
    public decimal Step { get; init; } = 0.5m;

    /// <summary>Judges an entry.</summary>
    public int JudgesPerEntry { get; init; } = 3;

    /// <summary>Fewest submitted sheets; an entry with fewer waits.</summary>
    public int FewestSheets { get; init; } = 3;

    /// <summary>Which extremes are dropped.</summary>
    public TrimRule Trim { get; init; } = TrimRule.None;

    /// <summary>Decimals of the published score.</summary>
    public int Places { get; init; } = 2;

    /// <summary>评审组: fixed panels of judges, each reading its own entries; 0: no panels, every entry its own judges.</summary>
    public int Panels { get; init; }

    /// <summary>How panels are made comparable; takes panels.</summary>
    public PanelNormalisation Normalisation { get; init; } = PanelNormalisation.None;

    /// <summary>Fewest entries of a panel for z-score (DOMAIN.md 1.7), from 2.</summary>
    public int NormalisationMinimum { get; init; } = 8;

    /// <summary>Trades of which every entry has at least one judge, each named once; empty: any mix.</summary>
    public IReadOnlyList<Discipline> Disciplines { get; init; } = [];

    /// <summary>Judges see an entry's code and title, not whose it is; preliminaries only.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>
    /// How many dossiers a judge reads in a day, 1 … 500: the limit of an expert who can judge on some days of the round only.
    /// 80, the largest load known from past contests read in a day or two (DOMAIN.md 1.7).
    /// </summary>
    public int DossiersPerDay { get; init; } = 80;

    /// <summary>How many years an employer, a co-author or an agency stays a conflict (DOMAIN.md 1.15), 0 … 10.</summary>
    public int ConflictYears { get; init; } = 3;

    /// <summary>How many judges an entrant may ask to be spared, with reasons (DOMAIN.md 1.15), 0 … 5.</summary>
    public int MostAvoided { get; init; } = 2;

    /// <summary>What becomes of the marks of a judge who drops out.</summary>
    public DropOutRule DropOut { get; init; } = DropOutRule.KeepSubmitted;

    /// <summary>Two sheets of one entry further apart than this many points are shown to the organizer; null: never.</summary>
    public decimal? DiscrepancyPoints { get; init; }

    /// <summary>A comment is compulsory below this total …</summary>
    public decimal CommentBelow { get; init; } = 60;

    /// <summary>… or above this one.</summary>
    public decimal CommentAbove { get; init; } = 95;

    /// <summary>Weight in percent of the earlier round's score, 0 … 50; finals only.</summary>
    public decimal CarryOver { get; init; }

    /// <summary>同分处理: how ties are decided; what is left is a joint rank.</summary>
    public IReadOnlyList<TieRule> Ties { get; init; } = TieRule.Chain();

    /// <summary>The variant's name in the current culture, or that of the main sheet.</summary>
    public string SheetName(string? variant) =>
        Variants.FirstOrDefault(v => v.Code == variant)?.Name.ToString() ?? Words.Say("judging.main_sheet");

    /// <summary>Every criterion of the main sheet and of the variants by its code; the same code may have several names.</summary>
    public IEnumerable<IGrouping<string, Criterion>> CriteriaByCode() =>
        Variants.Select(v => v.Sheet).Prepend(Sheet).SelectMany(s => s).GroupBy(c => c.Code);

    /// <summary>The variant an entry is judged by: the first that fits; null where none does, that is <see cref="Sheet"/>.</summary>
    /// <param name="group">The entry's group; null where it has none.</param>
    /// <param name="track">The entry's track; null where it names no core right.</param>
    public SheetVariant? SheetFor(string? group, Track? track) => Variants.FirstOrDefault(v => v.Fits(group, track));

    /// <summary>These rules as a sheet of the variant has them: its criteria are <see cref="Sheet"/>.</summary>
    /// <param name="variant">The variant's code; null for the main sheet.</param>
    /// <exception cref="InvalidOperationException">The rules have no such variant.</exception>
    public JudgingRules On(string? variant) =>
        variant is null ? this : this with { Sheet = Variants.Single(v => v.Code == variant).Sheet };
}

/// <summary>
/// 评分表版本: the score sheet of some groups or tracks (DOMAIN.md 4.3: the start-up variant, the design track). It differs
/// from the main sheet in its criteria only; step, judges, comments, ties and the rest are the round's.
/// </summary>
/// <param name="Code">What a sheet keeps it by, e.g. <c>design</c>: 1 to 32 letters, digits and hyphens.</param>
/// <param name="Name">As shown.</param>
/// <param name="Groups">Codes of the groups it is for; empty: all.</param>
/// <param name="Tracks">The tracks it is for; empty: all.</param>
/// <param name="Sheet">评分表: the criteria; their points sum to 100.</param>
public sealed record SheetVariant(
    string Code,
    LocalizedText Name,
    IReadOnlyList<string> Groups,
    IReadOnlyList<Track> Tracks,
    IReadOnlyList<Criterion> Sheet
)
{
    /// <summary>Whether an entry of this group and track is judged by it, unless an earlier one fits too.</summary>
    public bool Fits(string? group, Track? track) =>
        (Groups.Count == 0 || (group is not null && Groups.Contains(group)))
        && (Tracks.Count == 0 || (track is { } own && Tracks.Contains(own)));
}

/// <summary>Who goes on from a group.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Rule">How many, and what happens on the line.</param>
public sealed record GroupCut(string Group, CutRule Rule);
