namespace Contest.Core.Preliminary;

/// <summary>A reminder sent to a judge: one a day at most.</summary>
public sealed class JudgeReminder
{
    /// <summary>The judge.</summary>
    public Guid JudgeId { get; init; }

    /// <summary>The day in the edition's time zone.</summary>
    public DateOnly On { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who let it be sent.</summary>
    public required string By { get; init; }

    /// <summary>How many dossiers were open then.</summary>
    public int Dossiers { get; init; }
}

/// <summary>How a discrepancy was resolved.</summary>
public enum DiscrepancyOutcome
{
    /// <summary>One more judge reads the entry; all marks stay.</summary>
    AnotherJudge = 1,

    /// <summary>The judges talked; what came of it is noted, all marks stay as they are.</summary>
    PanelTalk = 2,
}

/// <summary>
/// 分歧复核: an entry whose submitted totals lie further apart than the rulebook says (DOMAIN.md 1.7). Both marks stay
/// whatever is decided.
/// </summary>
public sealed class DiscrepancyTask
{
    /// <summary>Whether totals lie further apart than so many points; exactly so many is not further. Null: never.</summary>
    public static bool IsApart(IReadOnlyCollection<decimal> totals, decimal? points)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return points is { } most && totals.Count > 1 && totals.Max() - totals.Min() > most;
    }

    /// <summary>The task's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The entry; one task each.</summary>
    public Guid EntryId { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The lowest total then. A mark: shown to oversight only.</summary>
    public decimal Lowest { get; init; }

    /// <summary>The highest total then. A mark: shown to oversight only.</summary>
    public decimal Highest { get; init; }

    /// <summary>What was decided; null while it is open.</summary>
    public DiscrepancyOutcome? Outcome { get; set; }

    /// <summary>The additional judge, for <see cref="DiscrepancyOutcome.AnotherJudge"/>.</summary>
    public Guid? JudgeId { get; set; }

    /// <summary>The reason, or what came of the talk.</summary>
    public string? Note { get; set; }

    /// <summary>When it was resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Who resolved it.</summary>
    public string? ResolvedBy { get; set; }
}
