using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Contest.Core.Voting;

/// <summary>
/// Format-preserving encryption FF1 with AES and no tweak (NIST SP 800-38G, section 6.2): a permutation, by the key, of the
/// numbers that so many digits of a radix can write. Many at a time cost ten calls of AES, as one does.
/// </summary>
public sealed class Ff1 : IDisposable
{
    private const int Rounds = 10;
    private const int Block = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _first = new byte[Block]; // P, encrypted: it is the same for every number and round
    private readonly long _left;
    private readonly long _right;
    private readonly int _halfBits; // of whole bytes that the longer half is written in

    /// <summary>The permutation of a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="radix">2 to 65,536.</param>
    /// <param name="digits">How many; at least a million numbers in all, and at most 2³² in the longer half.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few numbers to be safe, or more than this class has room for.</exception>
    public Ff1(byte[] key, int radix, int digits)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(radix, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radix, 1 << 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            BigInteger.Pow(radix, digits - (digits / 2)),
            1L << 32,
            nameof(digits)
        );
        _left = (long)BigInteger.Pow(radix, digits / 2);
        _right = (long)BigInteger.Pow(radix, digits - (digits / 2));
        _halfBits = 8 * ((BitOperations.Log2((ulong)_right - 1) / 8) + 1);
        Count = (UInt128)_left * (UInt128)_right;
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, (UInt128)1_000_000, nameof(digits));
        _aes.Key = key;
        ReadOnlySpan<byte> p = [1, 2, 1, 0, 0, 0, Rounds, (byte)(digits / 2), 0, 0, 0, (byte)digits, 0, 0, 0, 0];
        p.CopyTo(_first);
        BinaryPrimitives.WriteInt32BigEndian(_first.AsSpan(2), (1 << 24) | radix);
        _aes.EncryptEcb(_first, _first, PaddingMode.None);
    }

    /// <summary>How many numbers there are: 0 to one less.</summary>
    public UInt128 Count { get; }

    /// <summary>Puts the number each leads to in its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is no number of so many digits.</exception>
    public void Encrypt(Span<long> numbers)
    {
        var blocks = Blocks(numbers);
        for (var round = 0; round < Rounds; round++)
        {
            var (modulus, other) = round % 2 == 0 ? (_left, _right) : (_right, _left);
            Mix(blocks, numbers, round, n => n % other);
            for (var i = 0; i < numbers.Length; i++)
            {
                var (a, b) = (numbers[i] / other, numbers[i] % other);
                numbers[i] = (b * modulus) + Sum(a, Hash(blocks, i, modulus), modulus);
            }
        }
    }

    /// <summary>Puts the number that leads to each in its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is no number of so many digits.</exception>
    public void Decrypt(Span<long> numbers)
    {
        var blocks = Blocks(numbers);
        for (var round = Rounds - 1; round >= 0; round--)
        {
            var (modulus, other) = round % 2 == 0 ? (_left, _right) : (_right, _left);
            Mix(blocks, numbers, round, n => n / modulus);
            for (var i = 0; i < numbers.Length; i++)
            {
                var (b, c) = (numbers[i] / modulus, numbers[i] % modulus);
                numbers[i] = (Sum(c, modulus - Hash(blocks, i, modulus), modulus) * other) + b;
            }
        }
    }

    /// <summary>The key ends with it.</summary>
    public void Dispose() => _aes.Dispose();

    private static long Sum(long one, long two, long modulus) => (one + two) % modulus;

    /// <summary>y mod the half's size: the first eight bytes of R.</summary>
    private static long Hash(byte[] blocks, int i, long modulus) =>
        (long)(BinaryPrimitives.ReadUInt64BigEndian(blocks.AsSpan(Block * i)) % (ulong)modulus);

    private byte[] Blocks(ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
            if (number < 0 || (UInt128)number >= Count)
                throw new ArgumentOutOfRangeException(nameof(numbers), number, $"Not one of {Count} numbers.");
        return new byte[Block * numbers.Length];
    }

    /// <summary>R of each: AES over P's block and Q, which is the round and the half that stays.</summary>
    private void Mix(byte[] blocks, ReadOnlySpan<long> numbers, int round, Func<long, long> half)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var block = blocks.AsSpan(Block * i, Block);
            _first.CopyTo(block);
            var q = ((ulong)round << _halfBits) | (ulong)half(numbers[i]);
            BinaryPrimitives.WriteUInt64BigEndian(block[8..], BinaryPrimitives.ReadUInt64BigEndian(block[8..]) ^ q);
        }
        _aes.EncryptEcb(blocks, blocks, PaddingMode.None);
    }
}
