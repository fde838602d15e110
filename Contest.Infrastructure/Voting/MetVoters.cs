using System.Buffers.Binary;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// Which voters a writer has met in the last minutes, in a megabyte: a bit for each, found by the first bits of the
/// pseudonym, which is a hash already. It may take a stranger for an acquaintance, never the other way round. Not for
/// several threads.
/// </summary>
/// <param name="span">A voter is remembered at least as long as this, and at most twice as long.</param>
public sealed class MetVoters(TimeSpan span, TimeProvider clock)
{
    private const int Bits = 1 << 22;

    private ulong[] _now = new ulong[Bits / 64];
    private ulong[] _before = new ulong[Bits / 64];
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>Whether the voter is certainly met for the first time; met from here on.</summary>
    public bool Meet(Guid voter)
    {
        var now = clock.GetUtcNow();
        if (now - _since > span)
            Turn(now);
        Span<byte> bytes = stackalloc byte[16];
        voter.TryWriteBytes(bytes);
        var bit = BinaryPrimitives.ReadUInt32LittleEndian(bytes) % Bits;
        var (word, mask) = (bit / 64, 1UL << (int)(bit % 64));
        var isNew = ((_now[word] | _before[word]) & mask) == 0;
        _now[word] |= mask;
        return isNew;
    }

    /// <summary>Forgets whoever was last met in the span before this one.</summary>
    private void Turn(DateTimeOffset now)
    {
        (_now, _before) = (_before, _now);
        Array.Clear(_now);
        _since = now;
    }
}
