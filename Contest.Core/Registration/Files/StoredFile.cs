namespace Contest.Core.Registration.Files;

/// <summary>What a scanner said of a file. Without a scanner nothing is ever <see cref="Clean"/>.</summary>
public enum ScanState
{
    /// <summary>A scanner has looked and found nothing.</summary>
    Clean = 1,

    /// <summary>No scanner has looked; the rulebook lets it be shown, marked as such.</summary>
    NotScanned = 2,

    /// <summary>No scanner has looked; nobody is shown it until one has.</summary>
    Quarantined = 3,
}

/// <summary>A finished file of an entry. Its content lies in the store under its id and never changes.</summary>
public sealed class StoredFile
{
    /// <summary>The file's identity, the same as its upload's.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>What it is to the entry.</summary>
    public FileSlot Slot { get; init; }

    /// <summary>1 … most files of the slot: which of its places it takes; unique in entry and slot.</summary>
    public int Place { get; init; }

    /// <summary>The name as shown (<see cref="FileName"/>).</summary>
    public required string Name { get; init; }

    /// <summary>What it is by its content.</summary>
    public FileKind Kind { get; init; }

    /// <summary>Bytes, at least one.</summary>
    public long Size { get; init; }

    /// <summary>Pages of a PDF; null for other kinds and where nobody could count them.</summary>
    public int? Pages { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What a scanner said.</summary>
    public ScanState Scan { get; set; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset StoredAt { get; init; }

    /// <summary>Who finished it.</summary>
    public Guid StoredBy { get; init; }
}

/// <summary>An upload under way: what has arrived survives the browser, the network, the session and the product.</summary>
public sealed class Upload
{
    /// <summary>The upload's identity, later the file's.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>What the file is to be.</summary>
    public FileSlot Slot { get; init; }

    /// <summary>The place it keeps free.</summary>
    public int Place { get; init; }

    /// <summary>The name as shown (<see cref="FileName"/>).</summary>
    public required string Name { get; init; }

    /// <summary>Declared bytes; not one more is accepted.</summary>
    public long Size { get; init; }

    /// <summary>What the sender's device knows the file by, so that another of the same name is not sent after it; or null.</summary>
    public string? Stamp { get; init; }

    /// <summary>Bytes that lie in the store for good, from the beginning without a gap.</summary>
    public long Received { get; set; }

    /// <summary>Who began it.</summary>
    public Guid StartedBy { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last chunk arrived.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>The chunks that have arrived, without a gap.</summary>
    public List<UploadChunk> Chunks { get; init; } = [];
}

/// <summary>A piece of an upload that lies in the store for good.</summary>
public sealed class UploadChunk
{
    /// <summary>The upload.</summary>
    public Guid UploadId { get; init; }

    /// <summary>The first byte's place in the file; unique in the upload.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes.</summary>
    public int Length { get; init; }

    /// <summary>Where in the store.</summary>
    public required string Key { get; init; }
}
