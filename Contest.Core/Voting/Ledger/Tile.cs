namespace Contest.Core.Voting.Ledger;

/// <summary>
/// Up to 256 hashes of the ledger's tree (in spirit of C2SP tlog-tiles). Level 0 holds leaf hashes; an entry of level n
/// is the root over one full tile of level n−1, so over 256ⁿ leaves. A tile grows until it is full and never changes then.
/// </summary>
/// <param name="Level">From 0.</param>
/// <param name="Index">From 0; its first entry is number 256 · index of the level.</param>
/// <param name="Hashes">1 to 256 hashes of 32 bytes, joined.</param>
public sealed record Tile(int Level, long Index, byte[] Hashes)
{
    /// <summary>Entries of a full tile.</summary>
    public const int Width = 256;

    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    /// <summary>How many entries it has now.</summary>
    public int Count => Hashes.Length / HashBytes;

    /// <summary>Whether it can no longer grow.</summary>
    public bool IsFull => Count == Width;

    /// <summary>An entry.</summary>
    /// <param name="at">0 … <see cref="Count"/> − 1.</param>
    public byte[] this[int at] => Hashes[(at * HashBytes)..((at + 1) * HashBytes)];
}

/// <summary>Where a tile stands.</summary>
/// <param name="Level">From 0.</param>
/// <param name="Index">From 0.</param>
public readonly record struct TileId(int Level, long Index);
