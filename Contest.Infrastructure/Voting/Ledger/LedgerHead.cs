using Contest.Core.Competitions;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>
/// How far an edition's vote ledger has come, and the key that signs for it. Whoever appends holds this row: two
/// clerks take turns, and the second sees what the first has done.
/// </summary>
public sealed class LedgerHead
{
    public Guid CompetitionId { get; init; }

    /// <summary>The edition's slug as it stands in every leaf.</summary>
    public required string Edition { get; init; }

    /// <summary>What receipts show; fixed with the first leaf.</summary>
    public LedgerMode Mode { get; set; }

    /// <summary>Whether votes name their identity tier; fixed with the first leaf.</summary>
    public bool HasTiers { get; set; }

    /// <summary>Leaves.</summary>
    public long Size { get; set; }

    /// <summary>The arrival of the last ballot the clerk has taken.</summary>
    public long TakenTo { get; set; }

    /// <summary>The arrival of the last ballot whose choices are in the ledger.</summary>
    public long VotedTo { get; set; }

    /// <summary>The order of the last decision of the fraud process that is in the ledger.</summary>
    public long DecidedTo { get; set; }

    /// <summary>How many ballots have been looked at for signs of fraud: the arrival of the last.</summary>
    public long ScannedTo { get; set; }

    /// <summary>Ballots taken.</summary>
    public long Received { get; set; }

    /// <summary>Ballots whose choices are in the ledger; <see cref="Received"/> minus these wait for their block.</summary>
    public long Votes { get; set; }

    /// <summary>The public key: SPKI, DER.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>The private key: PKCS #8, sealed by Data Protection.</summary>
    public required string PrivateKey { get; set; }

    /// <summary>Whether the closing leaf is in: nothing comes after it.</summary>
    public bool IsClosed { get; set; }
}

/// <summary>A leaf, whole.</summary>
public sealed class LedgerRow
{
    public Guid CompetitionId { get; init; }

    /// <summary>From 0.</summary>
    public long Index { get; init; }

    public Core.Voting.Ledger.LeafKind Kind { get; init; }

    /// <summary>The receipt or ballot id; empty in the closing leaf.</summary>
    public required string Ballot { get; init; }

    /// <summary>The leaf as its line of leaves.txt, without the line's end.</summary>
    public required string Line { get; init; }
}

/// <summary>A tile of the tree (<see cref="Core.Voting.Ledger.Tile"/>); the last of each level still grows.</summary>
public sealed class LedgerTile
{
    public Guid CompetitionId { get; init; }
    public int Level { get; init; }
    public long Index { get; init; }
    public required byte[] Hashes { get; init; }
}

/// <summary>A signed checkpoint, as published.</summary>
public sealed class LedgerCheckpoint
{
    public Guid CompetitionId { get; init; }

    /// <summary>From 1.</summary>
    public long Number { get; init; }

    /// <summary>Leaves covered.</summary>
    public long Size { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The text that was signed.</summary>
    public required string Text { get; init; }

    public required string Signature { get; init; }
}
