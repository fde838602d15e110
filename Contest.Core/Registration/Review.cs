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

    /// <summary>Another person than the decider must look at it (<see cref="SpotChecks.IsChosen"/>).</summary>
    public bool NeedsSpotCheck { get; init; }
}
