namespace Contest.Core.Results;

/// <summary>
/// A published result: an immutable snapshot with its number and hash. Public pages read only this. A correction is
/// a new publication with a higher number.
/// </summary>
public sealed class Publication
{
    /// <summary>The snapshot's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>1, 2 … in the order of publication.</summary>
    public int Number { get; init; }

    /// <summary>The whole result sheet as canonical JSON; cites the rulebook's hash.</summary>
    public required string Json { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Json"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>True once the objection window passed and the result was made final.</summary>
    public bool IsFinal { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Who asked for publication.</summary>
    public required string PublishedBy { get; init; }

    /// <summary>The second person who approved exactly this hash.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Until when objections are taken.</summary>
    public DateTimeOffset? ObjectionsUntil { get; init; }
}

/// <summary>A certificate (证书): number, facts as printed, and the file.</summary>
public sealed class Certificate
{
    /// <summary>证书编号 (DOMAIN.md 1.13), e.g. <c>YJG-2026-G-001-K</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The publication it rests on.</summary>
    public Guid PublicationId { get; init; }

    /// <summary>The entry that won.</summary>
    public Guid EntryId { get; init; }

    /// <summary>The award's code in the rulebook.</summary>
    public required string Award { get; init; }

    /// <summary>What is printed, canonical JSON.</summary>
    public required string Facts { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The PDF, once printed.</summary>
    public byte[]? Pdf { get; set; }

    /// <summary>When it was revoked by two people; null while valid.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Why it was revoked.</summary>
    public string? RevocationReason { get; set; }
}

/// <summary>An objection (异议) to a published list, with the claimant's evidence; states of DOMAIN.md 1.12.</summary>
public sealed class Objection
{
    /// <summary>The case's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The entry it is about.</summary>
    public Guid EntryId { get; init; }

    /// <summary>The person who objects.</summary>
    public Guid RaisedBy { get; init; }

    /// <summary>The facts claimed.</summary>
    public required string Text { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>The decision, once taken.</summary>
    public string? Decision { get; set; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
}
