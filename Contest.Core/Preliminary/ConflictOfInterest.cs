namespace Contest.Core.Preliminary;

/// <summary>Why a judge may not read an entry (DOMAIN.md 1.15).</summary>
public enum ConflictKind
{
    /// <summary>Works for an entrant, or did within the rulebook's years.</summary>
    Employer = 1,

    /// <summary>Is an inventor of a listed patent.</summary>
    Inventor = 2,

    /// <summary>Owns a listed patent, or a part of it.</summary>
    Owner = 3,

    /// <summary>Works for the agency of the project.</summary>
    Agency = 4,

    /// <summary>Has declared an interest.</summary>
    Declared = 5,

    /// <summary>The entrant has asked to be spared this judge, with reasons.</summary>
    Avoided = 6,

    /// <summary>Has the same name as someone of the project: a suggestion, decided by a person.</summary>
    SameName = 7,
}

/// <summary>What a person decided about a hit.</summary>
public enum ConflictDecision
{
    /// <summary>Nobody has looked yet: scoring is impossible.</summary>
    Open = 1,

    /// <summary>It is a conflict: this judge never scores this entry.</summary>
    Upheld = 2,

    /// <summary>It is none, with the reason: the judge may score.</summary>
    Dismissed = 3,
}

/// <summary>
/// One hit between a judge and an entry with its evidence and the decision about it. While it is open or upheld the
/// database takes no marks of this judge for this entry.
/// </summary>
public sealed class ConflictOfInterest
{
    /// <summary>The hit's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The judge.</summary>
    public Guid JudgeId { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>Why.</summary>
    public ConflictKind Kind { get; init; }

    /// <summary>What was compared with what, as a code's arguments in JSON: the sentence is made in the reader's language.</summary>
    public required string Evidence { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>What was decided.</summary>
    public ConflictDecision Decision { get; set; } = ConflictDecision.Open;

    /// <summary>Who decided; null while it is open.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>The decider's name at that moment.</summary>
    public string? DecidedByName { get; set; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The reason given.</summary>
    public string? Reason { get; set; }
}
