namespace Contest.Core.Competitions;

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
