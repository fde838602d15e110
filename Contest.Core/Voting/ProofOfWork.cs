using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Voting;

/// <summary>
/// A sum that takes a device a moment and the server one hash to check (issue 4: no picture to decipher): find a number so
/// that SHA-256 of "seed:number" begins with so many zero bits.
/// </summary>
public static class ProofOfWork
{
    /// <summary>Easiest and hardest sum, in bits: some ten thousand and half a million hashes on average.</summary>
    public const int FewestBits = 15;

    /// <summary>The hardest sum.</summary>
    public const int MostBits = 19;

    /// <summary>How hard the sum is when a network brings so many new devices a minute: one bit more for each doubling.</summary>
    /// <param name="newDevices">New devices of the network in this minute.</param>
    /// <param name="threshold">How many are ordinary; a sum is asked for only beyond it.</param>
    public static int Bits(int newDevices, int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        var times = uint.Max(1, (uint)int.Max(0, newDevices) / (uint)threshold);
        return int.Min(MostBits, FewestBits + BitOperations.Log2(times));
    }

    /// <summary>Whether the number is a solution.</summary>
    public static bool IsSolved(string seed, long number, int bits)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}:{number}");
        return LeadingZeros(SHA256.HashData(Encoding.ASCII.GetBytes(text))) >= bits;
    }

    private static int LeadingZeros(byte[] hash)
    {
        var zeros = 0;
        foreach (var one in hash)
        {
            if (one != 0)
                return zeros + BitOperations.LeadingZeroCount(one) - 24;
            zeros += 8;
        }
        return zeros;
    }
}
