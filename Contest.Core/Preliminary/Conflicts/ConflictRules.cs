namespace Contest.Core.Preliminary.Conflicts;

/// <summary>Who decides a hit, and how (DOMAIN.md 1.15): every decision has its reason.</summary>
public static class ConflictRules
{
    /// <summary>Longest reason, in UTF-16 units.</summary>
    public const int MostLettersOfReason = 500;

    /// <summary>What is on record — employer, inventor, owner — is set aside by two people only; all else by one.</summary>
    public static bool TakesTwo(ConflictKind kind, bool upholds) =>
        !upholds && kind is (ConflictKind.Employer or ConflictKind.Inventor or ConflictKind.Owner);

    /// <summary>Why this may not be decided now, or null when it may.</summary>
    public static Refusal? WhyNotDecide(ConflictDecision decision, string? reason) =>
        decision != ConflictDecision.Open ? new("conflict.decided")
        : string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > MostLettersOfReason
            ? new("conflict.reason_missing", MostLettersOfReason)
        : null;

    /// <summary>Why the marks of this sheet may not be set aside, or null when they may.</summary>
    public static Refusal? WhyNotSetAside(JudgeSheet sheet, string? reason)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return sheet.SubmittedAt is null ? new("conflict.no_marks")
            : sheet.SetAsideAt is not null ? new("conflict.already_aside")
            : string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > MostLettersOfReason
                ? new("conflict.reason_missing", MostLettersOfReason)
            : null;
    }
}
