namespace Contest.Core.Registration;

/// <summary>What formal review may decide (DOMAIN.md 1.5).</summary>
public enum ReviewOutcome
{
    /// <summary>通过.</summary>
    Accepted = 1,

    /// <summary>退回补正.</summary>
    Returned = 2,

    /// <summary>不通过.</summary>
    Rejected = 3,
}

/// <summary>One decision of formal review; never changed, a later one is a new row.</summary>
public sealed class ReviewDecision
{
    /// <summary>The decision's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry decided.</summary>
    public Guid EntryId { get; init; }

    /// <summary>What was decided.</summary>
    public ReviewOutcome Outcome { get; init; }

    /// <summary>Reason codes R01–R14 (DOMAIN.md 1.5), separated by commas; empty only on acceptance.</summary>
    public required string Reasons { get; init; }

    /// <summary>What the reviewer wrote to the entrant.</summary>
    public required string Note { get; init; }

    /// <summary>Until when a correction is awaited, when returned.</summary>
    public DateTimeOffset? CorrectBy { get; init; }

    /// <summary>Who decided.</summary>
    public Guid DecidedBy { get; init; }

    /// <summary>The reviewer's name.</summary>
    public required string DecidedByName { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>One workbook imported: who brought which file, and what was found in it.</summary>
public sealed class ImportRun
{
    /// <summary>The import's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The file's name as uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>Lower-case hex SHA-256 of the file.</summary>
    public required string FileHash { get; init; }

    /// <summary>How many entries it brought.</summary>
    public int Entries { get; init; }

    /// <summary>How many entrants it named.</summary>
    public int Entrants { get; init; }

    /// <summary>How many patents it brought.</summary>
    public int Patents { get; init; }

    /// <summary>The findings that were shown and, being warnings, accepted; JSON.</summary>
    public required string Findings { get; init; }

    /// <summary>Who imported it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}
