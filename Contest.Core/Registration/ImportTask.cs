namespace Contest.Core.Registration;

/// <summary>How far an import is that runs while nobody need watch.</summary>
public enum ImportTaskState
{
    /// <summary>Behind another import.</summary>
    Waiting = 1,

    /// <summary>Rows are being read and stored.</summary>
    Running = 2,

    /// <summary>All of it is there.</summary>
    Done = 3,

    /// <summary>None of it is there; the refusal says why.</summary>
    Refused = 4,

    /// <summary>The machine that ran it is gone; none of it is there.</summary>
    Interrupted = 5,
}

/// <summary>One import asked for on a page: it goes on when the page is left.</summary>
public sealed class ImportTask
{
    private static readonly TimeSpan SilentAtMost = TimeSpan.FromMinutes(1);

    /// <summary>The task's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>Who asked: the file is kept for this person.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>Lower-case hex SHA-256 of the file.</summary>
    public required string FileHash { get; init; }

    /// <summary>Whether its warnings were seen and accepted.</summary>
    public bool AcceptWarnings { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it last gave a sign of life.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Projects stored so far, in a transaction that may yet bring nothing.</summary>
    public int Done { get; set; }

    /// <summary>Projects of the file; 0 before it was read.</summary>
    public int Total { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The import it became.</summary>
    public Guid? ImportRunId { get; set; }

    /// <summary>The refusal's code, when it brought nothing.</summary>
    public string? RefusedFor { get; set; }

    /// <summary>What the refusal's sentence is filled with, JSON.</summary>
    public string? RefusedWith { get; set; }

    /// <summary>Where it stands at this moment.</summary>
    public ImportTaskState StateAt(DateTimeOffset now) =>
        ImportRunId is not null ? ImportTaskState.Done
        : RefusedFor is not null ? ImportTaskState.Refused
        : now - SeenAt > SilentAtMost ? ImportTaskState.Interrupted
        : Total > 0 ? ImportTaskState.Running
        : ImportTaskState.Waiting;
}

/// <summary>What a person said a source's headings stand for; the next file with the same headings is read that way.</summary>
public sealed class RememberedColumns
{
    /// <summary><see cref="ColumnMapping.Fingerprint"/>: files of one source have the same.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The file it was said about.</summary>
    public required string FileName { get; set; }

    /// <summary>The <see cref="ColumnMapping"/>, JSON.</summary>
    public required string Mapping { get; set; }

    /// <summary>Who said so.</summary>
    public required string By { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}
