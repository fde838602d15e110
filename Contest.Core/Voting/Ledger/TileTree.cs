using System.Security.Cryptography;

namespace Contest.Core.Voting.Ledger;

/// <summary>
/// Root, proofs and growth of the ledger's tree from its tiles: the same answers as <see cref="MerkleLog"/>, reading
/// O(log n) tiles instead of all leaves. The methods named <c>TilesFor…</c> say beforehand which tiles will be asked
/// for, so that one query can fetch them. <c>read</c> gives the stored bytes of a tile, or null when there is none; a
/// tile may have grown since the size that is asked about.
/// </summary>
public static class TileTree
{
    /// <summary>The tiles <see cref="Append"/> reads: the last of every level, where it is not full.</summary>
    public static IReadOnlyList<TileId> TilesForAppend(long size) => [.. Partial(size)];

    /// <summary>The tiles <see cref="Root"/> reads.</summary>
    public static IReadOnlyList<TileId> TilesForRoot(long size) => TilesFor([new(0, size)]);

    /// <summary>The tiles <see cref="InclusionProof"/> reads.</summary>
    public static IReadOnlyList<TileId> TilesForInclusion(long index, long size) => TilesFor(Inclusion(index, size));

    /// <summary>The tiles <see cref="ConsistencyProof"/> reads.</summary>
    public static IReadOnlyList<TileId> TilesForConsistency(long earlier, long size) =>
        TilesFor(Consistency(earlier, size));

    /// <summary>Adds leaf hashes to a log of <paramref name="size"/> leaves; the tiles that are new or have grown.</summary>
    /// <exception cref="InvalidOperationException">A tile is missing or its length does not fit the size.</exception>
    public static IReadOnlyList<Tile> Append(long size, IReadOnlyList<byte[]> leafHashes, Func<TileId, byte[]?> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(leafHashes);
        List<Tile> changed = [];
        var (level, count, entries) = (0, size, leafHashes);
        while (entries.Count > 0)
        {
            List<Tile> grown = [.. Grow(level, count, entries, read)];
            changed.AddRange(grown);
            entries = [.. grown.Where(tile => tile.IsFull).Select(tile => Fold([.. Enumerate(tile)]))];
            (level, count) = (level + 1, count / Tile.Width);
        }
        return changed;
    }

    /// <summary>The root over the first <paramref name="size"/> leaves; of none, the SHA-256 of nothing.</summary>
    public static byte[] Root(long size, Func<TileId, byte[]?> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? SHA256.HashData([]) : HashOf(new TreeSpan(0, size), Kept(read));
    }

    /// <summary>The neighbours' hashes from the leaf up to the root of the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> InclusionProof(long index, long size, Func<TileId, byte[]?> read) =>
        Proof(Inclusion(index, size), read);

    /// <summary>What shows that the log of the first <paramref name="earlier"/> leaves is the beginning of that of <paramref name="size"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier log is empty or longer.</exception>
    public static IReadOnlyList<byte[]> ConsistencyProof(long earlier, long size, Func<TileId, byte[]?> read) =>
        Proof(Consistency(earlier, size), read);

    private static IEnumerable<TreeSpan> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return new TreeSpan(0, size).Path(index);
    }

    private static IEnumerable<TreeSpan> Consistency(long earlier, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        return new TreeSpan(0, size).SubProof(earlier);
    }

    private static IReadOnlyList<TileId> TilesFor(IEnumerable<TreeSpan> spans) =>
        [.. spans.SelectMany(span => span.Subtrees()).Select(subtree => subtree.Tile).Distinct()];

    private static IReadOnlyList<byte[]> Proof(IEnumerable<TreeSpan> spans, Func<TileId, byte[]?> read)
    {
        var kept = Kept(read);
        return [.. spans.Select(span => HashOf(span, kept))];
    }

    private static byte[] HashOf(TreeSpan span, Func<TileId, byte[]?> read) =>
        span.Subtrees()
            .Select(subtree => HashOf(subtree, read))
            .Reverse()
            .Aggregate((right, left) => MerkleLog.Node(left, right));

    private static byte[] HashOf(Subtree subtree, Func<TileId, byte[]?> read)
    {
        var tile = Read(subtree.Tile, atLeast: subtree.Offset + subtree.Entries, read);
        return Fold([.. Enumerable.Range(subtree.Offset, subtree.Entries).Select(at => tile[at])]);
    }

    /// <summary>The root over a power of two of hashes.</summary>
    private static byte[] Fold(IReadOnlyList<byte[]> hashes) =>
        hashes.Count == 1 ? hashes[0] : Fold([.. hashes.Chunk(2).Select(two => MerkleLog.Node(two[0], two[1]))]);

    private static IEnumerable<byte[]> Enumerate(Tile tile) => Enumerable.Range(0, tile.Count).Select(at => tile[at]);

    private static IEnumerable<TileId> Partial(long size)
    {
        for (var (level, count) = (0, size); count > 0; (level, count) = (level + 1, count / Tile.Width))
            if (count % Tile.Width != 0)
                yield return new(level, count / Tile.Width);
    }

    private static IEnumerable<Tile> Grow(
        int level,
        long count,
        IReadOnlyList<byte[]> entries,
        Func<TileId, byte[]?> read
    )
    {
        var there = (int)(count % Tile.Width);
        TileId first = new(level, count / Tile.Width);
        IEnumerable<byte[]> before = there == 0 ? [] : Enumerate(Read(first, there, read)).Take(there);
        return before.Concat(entries).Chunk(Tile.Width).Select((some, nth) => Joined(first, nth, some));
    }

    private static Tile Joined(TileId first, int nth, byte[][] hashes) =>
        hashes.All(hash => hash.Length == Tile.HashBytes)
            ? new(first.Level, first.Index + nth, [.. hashes.SelectMany(hash => hash)])
            : throw new ArgumentException("A hash of the vote ledger has 32 bytes.", nameof(hashes));

    private static Tile Read(TileId id, int atLeast, Func<TileId, byte[]?> read)
    {
        Tile? tile = read(id) is { } bytes ? new(id.Level, id.Index, bytes) : null;
        var isWhole = tile is { Count: <= Tile.Width } && tile.Hashes.Length % Tile.HashBytes == 0;
        return isWhole && tile!.Count >= atLeast
            ? tile
            : throw new InvalidOperationException(
                $"The vote ledger's tile {id.Index} of level {id.Level} should have at least {atLeast} hashes, but has {tile?.Count ?? 0}."
            );
    }

    /// <summary>Asks for every tile once.</summary>
    private static Func<TileId, byte[]?> Kept(Func<TileId, byte[]?> read)
    {
        Dictionary<TileId, byte[]?> kept = [];
        return id => kept.TryGetValue(id, out var bytes) ? bytes : kept[id] = read(id);
    }
}
