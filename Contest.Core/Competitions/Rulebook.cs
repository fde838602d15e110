using System.Globalization;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Core.Results;
using Contest.Core.Scoring;
using Contest.Core.Voting;
using Contest.Core.Voting.Fraud;

namespace Contest.Core.Competitions;

/// <summary>A text in the three languages of the product.</summary>
/// <param name="ZhCn">Simplified Chinese, mainland words; never empty.</param>
/// <param name="ZhHk">Traditional Chinese, Hong Kong words.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string ZhCn, string ZhHk, string En)
{
    /// <summary>The text in the current UI culture; simplified Chinese where the other is empty.</summary>
    public override string ToString() => For(CultureInfo.CurrentUICulture.Name);

    /// <summary>The text for a culture's name.</summary>
    public string For(string culture) =>
        culture switch
        {
            "zh-HK" when ZhHk.Length > 0 => ZhHk,
            "en" when En.Length > 0 => En,
            _ => ZhCn,
        };
}

/// <summary>
/// Everything that varies between editions (DOMAIN.md section 6): chosen from a preset, edited, frozen and hashed when
/// registration opens, later changed only by a numbered notice.
/// </summary>
public sealed record Rulebook
{
    /// <summary>The edition's name, e.g. 2026 云江高价值专利培育布局大赛.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The series' name without a year, e.g. 云江高价值专利培育布局大赛; null: the title stands alone.</summary>
    public LocalizedText? SeriesName { get; init; }

    /// <summary>The edition's year, four digits.</summary>
    public int Year { get; init; }

    /// <summary>The series in certificate numbers, two to eight capital letters or digits.</summary>
    public required string Series { get; init; }

    /// <summary>IANA name of the time zone all windows are in.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>主办单位, 承办单位: who stands for the contest.</summary>
    public required IReadOnlyList<LocalizedText> Hosts { get; init; }

    /// <summary>The groups and how an entry finds its own.</summary>
    public required Grouping Grouping { get; init; }

    /// <summary>When each stage opens and closes.</summary>
    public required IReadOnlyList<StageWindow> Windows { get; init; }

    /// <summary>形式审查期: inside registration or after it; null: as long as registration is open.</summary>
    public Period? FormalReview { get; init; }

    /// <summary>异议期 for results; null: counted from the notice by <see cref="NoticeRules.ResultDays"/>.</summary>
    public Period? Objections { get; init; }

    /// <summary>Who may take part with what.</summary>
    public Eligibility Eligibility { get; init; } = new();

    /// <summary>The files of an entry.</summary>
    public FileRules Files { get; init; } = new();

    /// <summary>How formal review works.</summary>
    public ReviewRules Review { get; init; } = new();

    /// <summary>How the public votes.</summary>
    public VoteRules Vote { get; init; } = new();

    /// <summary>How the preliminary is judged.</summary>
    public required JudgingRules Preliminary { get; init; }

    /// <summary>Who goes on, per group.</summary>
    public required IReadOnlyList<GroupCut> Cuts { get; init; }

    /// <summary>How the order is drawn.</summary>
    public DrawRules Draw { get; init; } = new();

    /// <summary>How the final is judged.</summary>
    public required JudgingRules Final { get; init; }

    /// <summary>The clock on stage.</summary>
    public StageClock Clock { get; init; } = new();

    /// <summary>The award table, best first.</summary>
    public required IReadOnlyList<AwardRule> Awards { get; init; }

    /// <summary>Lengths of notices in working days.</summary>
    public NoticeRules Notices { get; init; } = new();

    /// <summary>How long personal data is kept.</summary>
    public RetentionRules Retention { get; init; } = new();

    /// <summary>产业领域 an entry may choose from.</summary>
    public required IReadOnlyList<string> Industries { get; init; }

    /// <summary>The window of a stage.</summary>
    public StageWindow Window(Stage stage) => Windows.Single(w => w.Stage == stage);

    /// <summary>The group's name, or its code where the rulebook does not know it.</summary>
    public string GroupName(string? code) =>
        Grouping.Groups.FirstOrDefault(g => g.Code == code)?.Name.ToString() ?? code ?? "";

    /// <summary>The day a patent must be in force on: the last day of the window <see cref="Eligibility.DecisiveDay"/> names.</summary>
    public DateOnly DecisiveOn() =>
        DateOnly.FromDateTime(
            Window(Eligibility.DecisiveDay == DecisiveDay.FinalDay ? Stage.Final : Stage.Registration)
                .ClosesAt.AddTicks(-1)
        );

    /// <summary>The rules of a judged round.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage is not judged.</exception>
    public JudgingRules Judging(Stage round) =>
        round switch
        {
            Stage.Preliminary => Preliminary,
            Stage.Final => Final,
            _ => throw new ArgumentOutOfRangeException(nameof(round)),
        };
}

/// <summary>When a stage is open: it contains its opening moment and not its closing one.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="OpensAt">Local date and time in the rulebook's time zone.</param>
/// <param name="ClosesAt">Local date and time in the rulebook's time zone.</param>
public sealed record StageWindow(Stage Stage, DateTime OpensAt, DateTime ClosesAt)
{
    /// <summary>The opening moment.</summary>
    public DateTimeOffset Opens(TimeZoneInfo zone) => At(OpensAt, zone);

    /// <summary>The closing moment.</summary>
    public DateTimeOffset Closes(TimeZoneInfo zone) => At(ClosesAt, zone);

    /// <summary>Whether the window is open: its opening moment belongs to it, its closing moment does not.</summary>
    public bool Contains(DateTimeOffset now, TimeZoneInfo zone) => Opens(zone) <= now && now < Closes(zone);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}

/// <summary>A span of local time that is not a stage; contains its beginning and not its end.</summary>
/// <param name="OpensAt">Local date and time in the rulebook's time zone.</param>
/// <param name="ClosesAt">Local date and time in the rulebook's time zone.</param>
public sealed record Period(DateTime OpensAt, DateTime ClosesAt);

/// <summary>What a group is found by (DOMAIN.md 1.4).</summary>
public enum GroupingKind
{
    /// <summary>One group for all.</summary>
    Single = 1,

    /// <summary>By last year's revenue: up to the threshold the first group, above it the second; joint entries sum; universities and institutes always the first.</summary>
    Revenue = 2,

    /// <summary>By market: not yet on the market the first group, on the market the second.</summary>
    Market = 3,

    /// <summary>
    /// By market and sales (秦高赛 2025): not yet on the market the first group; on the market with project sales up to
    /// <see cref="Grouping.SalesWan"/> the second; above it no group, the entry is not eligible.
    /// </summary>
    MarketAndSales = 4,

    /// <summary>By entrant (新高赛): a university or institute as the lead the second group, everybody else the first.</summary>
    Entrant = 5,
}

/// <summary>A group (组别).</summary>
/// <param name="Code">e.g. <c>startup</c>.</param>
/// <param name="Letter">The first letter of entry codes, A … Z.</param>
/// <param name="Name">As shown.</param>
public sealed record Group(string Code, string Letter, LocalizedText Name);

/// <summary>The groups and the rule that assigns them.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Groups">One group for <see cref="GroupingKind.Single"/>, else two: first and second of the rule.</param>
/// <param name="RevenueWan">The threshold in 万元 for <see cref="GroupingKind.Revenue"/>.</param>
/// <param name="SalesWan">The threshold in 万元 for <see cref="GroupingKind.MarketAndSales"/>.</param>
public sealed record Grouping(
    GroupingKind Kind,
    IReadOnlyList<Group> Groups,
    decimal? RevenueWan = null,
    decimal? SalesWan = null
);

/// <summary>The day on which patents must be in force (DOMAIN.md 1.5).</summary>
public enum DecisiveDay
{
    /// <summary>The last day of registration.</summary>
    RegistrationDeadline = 1,

    /// <summary>The last day of the final.</summary>
    FinalDay = 2,
}

/// <summary>Who may take part with what (DOMAIN.md 1.4, parameters).</summary>
public sealed record Eligibility
{
    /// <summary>Most entries of one entrant as the lead.</summary>
    public int MostEntries { get; init; } = 2;

    /// <summary>Most entries of one entrant as a partner (联合); null: no limit.</summary>
    public int? MostJointEntries { get; init; }

    /// <summary>Fewest patents of an entry.</summary>
    public int FewestPatents { get; init; } = 1;

    /// <summary>Most patents of an entry.</summary>
    public int MostPatents { get; init; } = 50;

    /// <summary>How many core patents an entry names.</summary>
    public int CorePatents { get; init; } = 1;

    /// <summary>Accepted kinds, by name in lower camel case (<c>invention</c>, <c>utilityModel</c> …); empty: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Accepted offices by ST.3 code (<c>CN</c>, <c>HK</c>, <c>MO</c> …); empty: all.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = [];

    /// <summary>A core patent is granted on this day or later; null: no limit.</summary>
    public DateOnly? GrantedFrom { get; init; }

    /// <summary>A core patent is granted on this day or earlier; null: no limit.</summary>
    public DateOnly? GrantedUntil { get; init; }

    /// <summary>The day a patent must be in force on (DOMAIN.md 1.5, disputes).</summary>
    public DecisiveDay DecisiveDay { get; init; } = DecisiveDay.RegistrationDeadline;

    /// <summary>How many days before the decisive day a legal status may have been looked up, 1 … 366.</summary>
    public int StatusDays { get; init; } = 90;

    /// <summary>At least one patent of the entry is published or granted.</summary>
    public bool NeedsPublishedPatent { get; init; } = true;

    /// <summary>Regions the lead must come from, as typed in registrations; empty: anywhere.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The declaration (承诺书) must be accepted.</summary>
    public bool NeedsDeclaration { get; init; } = true;

    /// <summary>The declaration's text version that must be accepted.</summary>
    public string DeclarationVersion { get; init; } = "2026-1";
}

/// <summary>How formal review works (DOMAIN.md 1.5).</summary>
public sealed record ReviewRules
{
    /// <summary>Working days for a correction.</summary>
    public int CorrectionDays { get; init; } = 3;

    /// <summary>How often an entry may be returned.</summary>
    public int CorrectionRounds { get; init; } = 1;

    /// <summary>A second person confirms a rejection.</summary>
    public bool NeedsSecondForRejection { get; init; } = true;

    /// <summary>抽查: the share in percent of what one person decided that another looks at, 0 (off) … 100.</summary>
    public int SpotCheckPercent { get; init; } = 10;
}

/// <summary>What the public sees of the counts while the vote is open.</summary>
public enum CountDisplay
{
    /// <summary>The count as it is.</summary>
    Live = 1,

    /// <summary>The count as of the last full span of hours, with its hour.</summary>
    Hourly = 2,

    /// <summary>Nothing before the vote is closed.</summary>
    Hidden = 3,
}

/// <summary>What a receipt shows (DOMAIN.md 1.17).</summary>
public enum LedgerMode
{
    /// <summary>That the ballot is in the ledger, not what was chosen: the receipt is poor goods for sellers of votes.</summary>
    InclusionOnly = 1,

    /// <summary>The ballot with its choices.</summary>
    Open = 2,
}

/// <summary>What tells one voter from another (DOMAIN.md 1.6).</summary>
public enum VoterIdentity
{
    /// <summary>A cookie of the device.</summary>
    Device = 1,

    /// <summary>A confirmed mailbox.</summary>
    Email = 2,

    /// <summary>A confirmed phone number.</summary>
    Phone = 3,

    /// <summary>A WeChat OpenID by silent authorisation.</summary>
    WeChat = 4,
}

/// <summary>How the public votes (DOMAIN.md 1.6).</summary>
public sealed record VoteRules
{
    /// <summary>Ballots of one voter a day, 1 … 20.</summary>
    public int BallotsPerDay { get; init; } = 3;

    /// <summary>Fewest entries on a ballot.</summary>
    public int FewestChoices { get; init; } = 1;

    /// <summary>Most entries on a ballot, 1 … 10.</summary>
    public int MostChoices { get; init; } = 1;

    /// <summary>Votes of one voter for one entry a day.</summary>
    public int PerEntryPerDay { get; init; } = 1;

    /// <summary>Ballots of one voter in the whole vote; null: no cap.</summary>
    public int? MostBallots { get; init; }

    /// <summary>What a voter may be known by, at least one.</summary>
    public IReadOnlyList<VoterIdentity> Identities { get; init; } = [VoterIdentity.Device];

    /// <summary>What is shown while the vote is open.</summary>
    public CountDisplay Display { get; init; } = CountDisplay.Hourly;

    /// <summary>The span in hours for <see cref="CountDisplay.Hourly"/>, 1 … 24.</summary>
    public int EveryHours { get; init; } = 1;

    /// <summary>Counts stand still in the last hours before closing; 0 for never.</summary>
    public int HiddenLastHours { get; init; } = 12;

    /// <summary>What a receipt shows to whoever has it; fixed with the first ballot in the ledger.</summary>
    public LedgerMode Receipts { get; init; } = LedgerMode.InclusionOnly;

    /// <summary>What it takes to put ballots under review.</summary>
    public FraudRules Fraud { get; init; } = new();

    /// <summary>Weight of the votes in the preliminary in percent, 0 … 30.</summary>
    public decimal WeightPercent { get; init; }

    /// <summary>How votes become points where they have a weight.</summary>
    public VoteConversion Conversion { get; init; } = VoteConversion.Linear;
}

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

/// <summary>How the running order is drawn (DOMAIN.md 1.10).</summary>
public sealed record DrawRules
{
    /// <summary>The committing parties, in order: <c>organizer</c>, <c>supervisor</c>, <c>entrants</c>.</summary>
    public IReadOnlyList<string> Parties { get; init; } = ["organizer", "supervisor", "entrants"];

    /// <summary>The public sources named in advance.</summary>
    public IReadOnlyList<DrawSource> Sources { get; init; } = [];

    /// <summary>Two entries with an entrant in common do not follow each other.</summary>
    public bool KeepKinApart { get; init; } = true;
}

/// <summary>A public value named in advance.</summary>
/// <param name="Name">What it is, as announced.</param>
/// <param name="Count">How many numbers it has.</param>
/// <param name="IsOrdered">The order of its numbers means something.</param>
/// <param name="Outcomes">How many equally likely outcomes it has, digits only.</param>
public sealed record DrawSource(LocalizedText Name, int Count, bool IsOrdered, string Outcomes);

/// <summary>When the hall sees a score (DOMAIN.md 1.11).</summary>
public enum ScoreDisplay
{
    /// <summary>当场亮分: as soon as the chair has closed the scoring of a turn.</summary>
    AfterEachTurn = 1,

    /// <summary>When the last turn of a group is closed.</summary>
    AfterGroup = 2,
}

/// <summary>Minutes on stage (DOMAIN.md 1.11).</summary>
public sealed record StageClock
{
    /// <summary>路演 minutes.</summary>
    public int PitchMinutes { get; init; } = 8;

    /// <summary>答辩 minutes.</summary>
    public int QuestionMinutes { get; init; } = 5;

    /// <summary>打分 minutes.</summary>
    public int ScoringMinutes { get; init; } = 2;

    /// <summary>When the hall sees a score.</summary>
    public ScoreDisplay Display { get; init; } = ScoreDisplay.AfterEachTurn;
}

/// <summary>What an award is given for.</summary>
public enum AwardBasis
{
    /// <summary>The place in the final.</summary>
    Final = 1,

    /// <summary>The public vote: 最具人气奖.</summary>
    Votes = 2,
}

/// <summary>A line of the award table (DOMAIN.md 1.13).</summary>
/// <param name="Code">e.g. <c>gold</c>.</param>
/// <param name="Letter">One or two capital letters in certificate numbers.</param>
/// <param name="Name">As shown and printed.</param>
/// <param name="Quota">How many.</param>
/// <param name="Group">For one group, or null for all.</param>
/// <param name="Basis">What it is given for.</param>
/// <param name="Shared">What a joint rank on the last place does.</param>
public sealed record AwardRule(
    string Code,
    string Letter,
    LocalizedText Name,
    int Quota,
    string? Group = null,
    AwardBasis Basis = AwardBasis.Final,
    SharedAward Shared = SharedAward.AllReceive
);

/// <summary>Lengths of public notices in working days (DOMAIN.md 1.8).</summary>
public sealed record NoticeRules
{
    /// <summary>The list of those who go on.</summary>
    public int AdvancementDays { get; init; } = 3;

    /// <summary>The result.</summary>
    public int ResultDays { get; init; } = 5;
}

/// <summary>How long personal data is kept after the results are final, in days (PRODUCT.md, promise 8).</summary>
public sealed record RetentionRules
{
    /// <summary>The edition's voter key: after it nobody can tell pseudonyms from strangers.</summary>
    public int VoterKeyDays { get; init; } = 30;

    /// <summary>Contacts and files of entries that did not take part.</summary>
    public int RejectedEntryDays { get; init; } = 180;

    /// <summary>Contacts of entries that took part.</summary>
    public int ContactDays { get; init; } = 730;
}
