using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Draw;

/// <summary>The older IETF selection, RFC 3797, to check draws published by others; Contest does not draw with it.</summary>
public static class Rfc3797
{
    /// <summary>The first so many selected numbers (from 1) of a pool.</summary>
    public static IReadOnlyList<int> Select(string key, int pool, int count)
    {
        List<int> left = [.. Enumerable.Range(1, pool)];
        List<int> selected = [];
        for (var round = 0; round < count && left.Count > 0; round++)
        {
            var chosen = (int)(new BigInteger(Hash(key, round), isUnsigned: true, isBigEndian: true) % left.Count);
            selected.Add(left[chosen]);
            left.RemoveAt(chosen);
        }
        return selected;
    }

    /// <summary>MD5(i ‖ key ‖ i), i as two bytes, most significant first.</summary>
    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "RFC 3797 says MD5; it is here to recompute, not to protect."
    )]
    public static byte[] Hash(string key, int round)
    {
        byte[] number = [(byte)(round >> 8), (byte)(round & 0xFF)];
        return MD5.HashData([.. number, .. Encoding.ASCII.GetBytes(key), .. number]);
    }
}
