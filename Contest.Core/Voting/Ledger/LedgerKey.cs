using System.Security.Cryptography;

namespace Contest.Core.Voting.Ledger;

/// <summary>The public key of an edition's checkpoints: P-256, as SubjectPublicKeyInfo (SPKI, DER).</summary>
public static class LedgerKey
{
    /// <summary>Lower-case hex SHA-256 of the key's SPKI bytes; printed in the notices.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> spki) => Convert.ToHexStringLower(SHA256.HashData(spki));

    /// <summary>key.pem: the key between its two marks, ended by a line feed.</summary>
    public static string Pem(ReadOnlySpan<byte> spki) => PemEncoding.WriteString("PUBLIC KEY", spki) + "\n";

    /// <summary>The key that checks signatures.</summary>
    /// <exception cref="CryptographicException">The bytes are no key.</exception>
    public static ECDsa Public(ReadOnlySpan<byte> spki)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki, out _);
        return key;
    }
}
