namespace Contest.Core.Competitions;

/// <summary>
/// One edition (届次) of a contest: its address, its rulebook, and the run of its six stages. Everything that
/// varies between editions is in the rulebook, never here.
/// </summary>
public sealed class Competition
{
    /// <summary>The edition's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition in addresses, e.g. <c>yunjiang-2026</c>: lower-case letters, digits, hyphens; unique.</summary>
    public required string Slug { get; init; }

    /// <summary>The rulebook in force as canonical JSON: edited freely until frozen, then only by a change notice.</summary>
    public required string RulebookJson { get; set; }

    /// <summary>Lower-case hex SHA-256 of <see cref="RulebookJson"/>.</summary>
    public required string RulebookHash { get; set; }

    /// <summary>When registration opened and the rulebook was frozen; null while the edition is set up.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>When the edition was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The edition's secret for voter pseudonyms (DOMAIN.md 1.6) and blind numbers (decision 0016): 32 random bytes,
    /// destroyed by the retention job.
    /// </summary>
    public byte[]? VoterKey { get; set; }

    /// <summary>
    /// The edition's secret for receipts (<see cref="Voting.ReceiptNumbers"/>): 32 random bytes. It leads from a receipt to its
    /// ballot and from nothing to a person, so it is kept with the ledger.
    /// </summary>
    public required byte[] ReceiptKey { get; init; }

    /// <summary>The run of each of the six stages, one row a stage.</summary>
    public List<StageRun> Stages { get; init; } = [];

    /// <summary>The rulebook in force and the ones before it, by number; 0 is the frozen one.</summary>
    public List<RulebookVersion> RulebookVersions { get; init; } = [];

    /// <summary>The run of one stage.</summary>
    public StageRun Run(Stage stage) => Stages.Single(s => s.Stage == stage);
}

/// <summary>When one stage of an edition really opened and closed, and by whose act.</summary>
public sealed class StageRun
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The stage.</summary>
    public Stage Stage { get; init; }

    /// <summary>When it opened; null while it has not.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>When it closed; null while it has not.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>
    /// When two people confirmed the closed result of this stage; only <see cref="Stage.Preliminary"/> has such a moment.
    /// Nobody goes on before it.
    /// </summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Opened and not closed: acts of this stage may happen.</summary>
    public bool IsOpen => OpenedAt is not null && ClosedAt is null;
}

/// <summary>A rulebook as it was in force from a moment on: the frozen one, then one row per change notice.</summary>
public sealed class RulebookVersion
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>0 for the frozen rulebook, 1, 2 … for change notices.</summary>
    public int Number { get; init; }

    /// <summary>The whole rulebook as canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Json"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Why it was changed; empty for number 0.</summary>
    public required string Reason { get; init; }

    /// <summary>From when it is in force.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who changed it, as named in the notice.</summary>
    public required string By { get; init; }
}

/// <summary>
/// Two people for what cannot be undone (PRODUCT.md, promise 7): what the first person asked for, exactly as shown,
/// and the second person's answer. The hash binds the answer to what was shown.
/// </summary>
public sealed class Approval
{
    /// <summary>The request's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The act, by its class name, e.g. <c>PublishResults</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it is about where an edition can have several open requests for one act: a case's number; else empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What was shown and will be done, as canonical JSON.</summary>
    public required string Shown { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Shown"/>.</summary>
    public required string ShownHash { get; init; }

    /// <summary>Who asked.</summary>
    public Guid RequestedBy { get; init; }

    /// <summary>The name of who asked.</summary>
    public required string RequestedByName { get; init; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>The second person; never the first.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>The name of the second person.</summary>
    public string? DecidedByName { get; set; }

    /// <summary>When the second person answered; null while open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>True when the second person agreed.</summary>
    public bool? IsApproved { get; set; }
}

/// <summary>A public notice of an edition (公示、公告): a rulebook change, an advancement list, a result.</summary>
public sealed class Notice
{
    /// <summary>The notice's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>1, 2 … within the edition, in the order of publication.</summary>
    public int Number { get; init; }

    /// <summary>What it is about: <c>rulebook</c>, <c>advancement</c>, <c>draw</c>, <c>result</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its facts as canonical JSON; pages turn them into sentences of the reader's language.</summary>
    public required string Facts { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Facts"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Until when objections are taken, where the rulebook gives a window.</summary>
    public DateTimeOffset? ObjectionsUntil { get; init; }
}
