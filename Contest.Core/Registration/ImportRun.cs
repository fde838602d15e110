namespace Contest.Core.Registration;

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

    /// <summary>When it was undone; null while its entries are there.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; set; }
}

/// <summary>What has come to rest on the entries of an import since.</summary>
/// <param name="Decided">Entries with a decision of formal review, or in another state than submitted.</param>
/// <param name="Claimed">Entries a person has taken over.</param>
/// <param name="Edited">Entries changed or submitted since.</param>
/// <param name="Used">Entries something else refers to: files, ballots, sheets.</param>
public sealed record ImportUse(int Decided, int Claimed, int Edited, int Used)
{
    /// <summary>Why an import may not be undone, or null when nothing depends on it.</summary>
    public Refusal? WhyNotUndo(ImportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.UndoneAt is not null ? new("import.undone_already")
            : Decided > 0 ? new("import.undo_decided", Decided)
            : Claimed > 0 ? new("import.undo_claimed", Claimed)
            : Edited > 0 ? new("import.undo_edited", Edited)
            : Used > 0 ? new("import.undo_used", Used)
            : null;
    }
}
