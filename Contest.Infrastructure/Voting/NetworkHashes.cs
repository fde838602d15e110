using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The keyed hashes of networks under one edition's key. Many ballots come from few networks, a company's or a carrier's
/// gateway, so those met lately are remembered, in memory and no longer than the key.
/// </summary>
public sealed class NetworkHashes(KeyedHash editionKey)
{
    /// <summary>Networks remembered, some hundred KB; with the next all are forgotten.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<long, long> _known = new();

    /// <summary>The first eight bytes of the hash of the /24 or /48.</summary>
    public long Of(IPAddress address)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        prefix.Clear();
        var length = NetworkOf.Prefix(address, prefix);
        prefix[^1] = (byte)length; // 1.2.3 is not 1:203::
        var key = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (_known.TryGetValue(key, out var known))
            return known;
        Span<byte> hash = stackalloc byte[KeyedHash.Bytes];
        editionKey.Of(prefix[..length], hash);
        if (_known.Count >= Most)
            _known.Clear();
        return _known[key] = BitConverter.ToInt64(hash);
    }
}
