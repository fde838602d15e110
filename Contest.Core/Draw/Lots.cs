using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Draw;

/// <summary>A label's lot.</summary>
/// <param name="Label">The canonical label.</param>
/// <param name="Value">HMAC-SHA-256 as lower-case hex; the lowest comes first.</param>
public sealed record Lot(string Label, string Value);

/// <summary>
/// The draw of draft-thomson-elegy-vrs-00: PRK = HMAC-SHA-256(salt, randomness), value = HMAC-SHA-256(PRK, label ‖ 01),
/// lowest first. A label's value does not depend on the other labels, so a withdrawal leaves their order as it was.
/// </summary>
public static class Lots
{
    /// <summary>
    /// The salt. One party: its revealed code, raw, as in the draft. Several: SHA-256 over every party's code in the
    /// announced order, each preceded by its length as four bytes, most significant first.
    /// </summary>
    /// <exception cref="ArgumentException">Nobody revealed anything.</exception>
    public static byte[] Salt(IReadOnlyList<byte[]> codes) =>
        codes.Count switch
        {
            0 => throw new ArgumentException("A draw needs at least one committing party.", nameof(codes)),
            1 => codes[0],
            _ => SHA256.HashData([.. codes.SelectMany(LengthAndBytes)]),
        };

    /// <summary>The pseudorandom key (HKDF-Extract).</summary>
    public static byte[] Key(byte[] salt, string randomness) =>
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(randomness));

    /// <summary>The lots of canonical labels, lowest value first.</summary>
    /// <exception cref="ArgumentException">Two labels are the same.</exception>
    public static IReadOnlyList<Lot> InOrder(IEnumerable<string> labels, byte[] key) =>
        [
            .. Label
                .List(labels)
                .Select(label => new Lot(label, Value(label, key)))
                .OrderBy(lot => lot.Value, StringComparer.Ordinal),
        ];

    private static string Value(string label, byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(label), 1]));

    private static byte[] LengthAndBytes(byte[] code)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, code.Length);
        return [.. length, .. code];
    }
}
