namespace Contest.Core.Competitions;

/// <summary>Lengths of public notices in working days (DOMAIN.md 1.8).</summary>
public sealed record NoticeRules
{
    /// <summary>The list of those who go on.</summary>
    public int AdvancementDays { get; init; } = 3;

    /// <summary>The result.</summary>
    public int ResultDays { get; init; } = 5;
}
