namespace Contest.Core.Draw;

/// <summary>
/// The draw of the running order (DOMAIN.md 1.10): list and sources are fixed first, then commitments, then the
/// public values and the revealed secrets, then the order that anyone can recompute.
/// </summary>
public sealed class DrawRecord
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The labels (entry codes) frozen before any commitment, canonical JSON.</summary>
    public required string Labels { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Labels"/>.</summary>
    public required string LabelsHash { get; init; }

    /// <summary>Which public values will be used, named in advance, canonical JSON.</summary>
    public required string Sources { get; init; }

    /// <summary>When list and sources were published.</summary>
    public DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>The public values as entered once known, canonical JSON; null before.</summary>
    public string? Values { get; set; }

    /// <summary>The bundle with everything needed to recompute, canonical JSON; null before the draw.</summary>
    public string? Bundle { get; set; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Bundle"/>.</summary>
    public string? BundleHash { get; set; }

    /// <summary>When the order was computed.</summary>
    public DateTimeOffset? DrawnAt { get; set; }

    /// <summary>How many places the big screen has opened, 0 … number of finalists.</summary>
    public int Opened { get; set; }

    /// <summary>The parties' commitments.</summary>
    public List<DrawCommitment> Commitments { get; init; } = [];
}

/// <summary>One party's commitment: the hash first, the secret at the draw.</summary>
public sealed class DrawCommitment
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>organizer, supervisor or entrants.</summary>
    public required string Party { get; init; }

    /// <summary>The commitment, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset CommittedAt { get; init; }

    /// <summary>Who committed.</summary>
    public required string By { get; init; }

    /// <summary>The secret once revealed; null before.</summary>
    public string? Secret { get; set; }

    /// <summary>When it was revealed.</summary>
    public DateTimeOffset? RevealedAt { get; set; }
}
