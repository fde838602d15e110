using System.Security.Cryptography;

namespace Contest.Core.Draw;

/// <summary>
/// A party's commitment: SHA-256 applied n times to its secret is published, n−1 times is revealed later, and anyone
/// checks it by hashing once more (draft-thomson-elegy-vrs, One-Time Codes). The secret itself is never the code.
/// </summary>
public static class OneTimeCode
{
    /// <summary>SHA-256 applied <paramref name="times"/> times; 0 gives the bytes themselves.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> secret, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        var hash = secret.ToArray();
        for (var nth = 0; nth < times; nth++)
            hash = SHA256.HashData(hash);
        return hash;
    }

    /// <summary>Whether the revealed code hashes to the published commitment.</summary>
    public static bool Opens(ReadOnlySpan<byte> code, ReadOnlySpan<byte> commitment) =>
        SHA256.HashData(code).AsSpan().SequenceEqual(commitment);
}
