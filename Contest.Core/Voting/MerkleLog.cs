using System.Numerics;
using System.Security.Cryptography;

namespace Contest.Core.Voting;

/// <summary>
/// The append-only log of RFC 6962, section 2: leaf = SHA-256(00 ‖ data), node = SHA-256(01 ‖ left ‖ right), empty =
/// SHA-256 of nothing. Anyone with a root can check that a leaf is in it, and that a later root only added to it.
/// </summary>
public static class MerkleLog
{
    /// <summary>The hash of a leaf's data.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data) => SHA256.HashData([0, .. data]);

    /// <summary>The hash over two subtrees.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        SHA256.HashData([1, .. left, .. right]);

    /// <summary>The root over leaf hashes in their order.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) =>
        leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count);

    /// <summary>The neighbours' hashes from the leaf up to the root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> InclusionProof(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        return [.. Path(leaves, 0, leaves.Count, index)];
    }

    /// <summary>What shows that the log of the first <paramref name="earlier"/> leaves is the beginning of this one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier log is empty or longer than this one.</exception>
    public static IReadOnlyList<byte[]> ConsistencyProof(IReadOnlyList<byte[]> leaves, int earlier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, leaves.Count);
        return [.. SubProof(leaves, 0, leaves.Count, earlier, isWhole: true)];
    }

    /// <summary>Whether the leaf stands at <paramref name="index"/> of the log of that size and root (RFC 9162, 2.1.3.2).</summary>
    public static bool IsIncluded(byte[] leaf, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var neighbour in proof)
        {
            if (last == 0)
                return false;
            var isRight = (node & 1) == 1 || node == last;
            hash = isRight ? Node(neighbour, hash) : Node(hash, neighbour);
            var levels = isRight && (node & 1) == 0 ? BitOperations.TrailingZeroCount(node) : 0;
            (node, last) = (node >> levels >> 1, last >> levels >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the later root only added leaves to the earlier one (RFC 9162, 2.1.4.2).</summary>
    public static bool IsConsistent(
        long earlier,
        byte[] earlierRoot,
        long later,
        byte[] laterRoot,
        IReadOnlyList<byte[]> proof
    )
    {
        if (earlier <= 0 || earlier > later)
            return false;
        if (earlier == later)
            return proof.Count == 0 && earlierRoot.AsSpan().SequenceEqual(laterRoot);
        List<byte[]> path = BitOperations.IsPow2(earlier) ? [earlierRoot, .. proof] : [.. proof];
        var levels = BitOperations.TrailingZeroCount(~(earlier - 1));
        return path.Count > 0
            && Climb(path, (earlier - 1) >> levels, (later - 1) >> levels) is var (before, after)
            && before.AsSpan().SequenceEqual(earlierRoot)
            && after.AsSpan().SequenceEqual(laterRoot);
    }

    private static (byte[] Before, byte[] After)? Climb(List<byte[]> path, long node, long last)
    {
        var (before, after) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0)
                return null;
            var isRight = (node & 1) == 1 || node == last;
            (before, after) = isRight ? (Node(hash, before), Node(hash, after)) : (before, Node(after, hash));
            var levels = isRight && (node & 1) == 0 ? BitOperations.TrailingZeroCount(node) : 0;
            (node, last) = (node >> levels >> 1, last >> levels >> 1);
        }
        return last == 0 ? (before, after) : null;
    }

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int from, int count)
    {
        if (count == 1)
            return leaves[from];
        var left = Split(count);
        return Node(Root(leaves, from, left), Root(leaves, from + left, count - left));
    }

    private static IEnumerable<byte[]> Path(IReadOnlyList<byte[]> leaves, int from, int count, int index)
    {
        if (count == 1)
            return [];
        var left = Split(count);
        return index < left
            ? Path(leaves, from, left, index).Append(Root(leaves, from + left, count - left))
            : Path(leaves, from + left, count - left, index - left).Append(Root(leaves, from, left));
    }

    private static IEnumerable<byte[]> SubProof(
        IReadOnlyList<byte[]> leaves,
        int from,
        int count,
        int earlier,
        bool isWhole
    )
    {
        if (earlier == count)
            return isWhole ? [] : [Root(leaves, from, count)];
        var left = Split(count);
        return earlier <= left
            ? SubProof(leaves, from, left, earlier, isWhole).Append(Root(leaves, from + left, count - left))
            : SubProof(leaves, from + left, count - left, earlier - left, isWhole: false)
                .Append(Root(leaves, from, left));
    }

    /// <summary>The largest power of two below the count.</summary>
    private static int Split(int count) => 1 << (31 - BitOperations.LeadingZeroCount((uint)(count - 1)));
}
