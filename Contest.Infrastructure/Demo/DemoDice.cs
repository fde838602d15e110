using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Infrastructure.Demo;

/// <summary>Chance that comes out the same every time: SHA-256 of a seed and a counter.</summary>
public sealed class DemoDice(string seed)
{
    private ulong _count;

    /// <summary>0 … sides − 1.</summary>
    public int Next(int sides)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sides);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{_count++}"));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)sides);
    }

    /// <summary>A device id made by the dice.</summary>
    public static Guid Device(string seed, int number) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:device:{number}")).AsSpan(0, 16));
}
