using Contest.Core;

namespace Contest.Infrastructure.Audit;

/// <summary>
/// One line of the audit log: who did what to what, and how it was before and after. Append-only, and chained: each
/// line's hash covers the line before (PRODUCT.md, promise 4).
/// </summary>
public sealed class AuditEvent
{
    /// <summary>1, 2 … without gaps.</summary>
    public long Number { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? CompetitionId { get; init; }
    public Guid? PersonId { get; init; }
    public required string Who { get; init; }
    public Role? Role { get; init; }

    /// <summary>The act's class name, e.g. <c>PublishResults</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to, e.g. <c>entry:…</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON before the act; null where there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>JSON after the act.</summary>
    public string? After { get; init; }

    /// <summary>The hash of the line before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Lower-case hex SHA-256 over this line's fields and <see cref="PreviousHash"/>.</summary>
    public required string Hash { get; init; }
}
