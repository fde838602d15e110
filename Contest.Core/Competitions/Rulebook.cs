using Contest.Core.Registration.Files;

namespace Contest.Core.Competitions;

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
