namespace Contest.Core.Registration;

/// <summary>
/// One field of an entry being written, as typed. A field is known by its path: <c>project/title</c>,
/// <c>entrants/{row}/name</c>, <c>patents/{row}/number</c>; a row exists while its <c>…/position</c> has a value.
/// </summary>
public sealed class EntryField
{
    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>Which field; at most 80 characters.</summary>
    public required string Path { get; init; }

    /// <summary>As typed, at most 8,000 characters; null: emptied or removed.</summary>
    public string? Value { get; set; }

    /// <summary>The number of the edit that wrote it: what a later edit must have seen.</summary>
    public int Edit { get; set; }
}

/// <summary>One change of one field: who, when, old, new. Never changed, so every value can be had back.</summary>
public sealed class EntryEdit
{
    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>1, 2 … in the entry.</summary>
    public int Number { get; init; }

    /// <summary>Which field.</summary>
    public required string Path { get; init; }

    /// <summary>What it said before.</summary>
    public string? Old { get; init; }

    /// <summary>What it said after.</summary>
    public string? New { get; init; }

    /// <summary>Who.</summary>
    public Guid By { get; init; }

    /// <summary>The person's name then.</summary>
    public required string ByName { get; init; }

    /// <summary>When the server had it.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>One submission of an entry, exactly as it was: what a reviewer decides on and what a correction is compared with.</summary>
public sealed class Submission
{
    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>1, 2 … in the entry.</summary>
    public int Number { get; init; }

    /// <summary>受理编号: what the entrant can quote; unique.</summary>
    public required string Receipt { get; init; }

    /// <summary>All fields, path and value, as canonical JSON.</summary>
    public required string Fields { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Fields"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>The text version of the declaration that was accepted.</summary>
    public required string DeclarationVersion { get; init; }

    /// <summary>Who submitted.</summary>
    public Guid By { get; init; }

    /// <summary>The person's name then.</summary>
    public required string ByName { get; init; }

    /// <summary>When the request arrived.</summary>
    public DateTimeOffset At { get; init; }
}
