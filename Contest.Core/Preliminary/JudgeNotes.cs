namespace Contest.Core.Preliminary;

/// <summary>What a judge keeps for the own work on a sheet; nobody else reads it.</summary>
public sealed class SheetNote
{
    /// <summary>The longest note in characters.</summary>
    public const int Longest = 2000;

    /// <summary>The sheet.</summary>
    public Guid SheetId { get; init; }

    /// <summary>标记: to be looked at again.</summary>
    public bool IsFlagged { get; set; }

    /// <summary>The note, as typed; empty for none.</summary>
    public string Note { get; set; } = "";

    /// <summary>When it was put off (跳过); null: not.</summary>
    public DateTimeOffset? SkippedAt { get; set; }
}

/// <summary>A judge's doubt whether an entry may take part, with the reason (DOMAIN.md 1.7): the organizers answer.</summary>
public sealed class EligibilityQuestion
{
    /// <summary>The longest reason and the longest answer in characters.</summary>
    public const int Longest = 1000;

    /// <summary>The question's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The sheet it was asked from; one open question each.</summary>
    public Guid SheetId { get; init; }

    /// <summary>Why the judge doubts.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>What the organizers answered; null while open.</summary>
    public string? Answer { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Who.</summary>
    public string? AnsweredByName { get; set; }

    /// <summary>Why no question may be asked, or null.</summary>
    public static Refusal? WhyNot(string? reason) =>
        reason?.Trim().Length is > 0 and <= Longest ? null : new("judging.question_reason", Longest);
}
