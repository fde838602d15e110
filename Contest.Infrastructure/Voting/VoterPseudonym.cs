using System.Security.Cryptography;
using System.Text;
using Contest.Core.Competitions;
using Contest.Core.Voting;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// A voter is a keyed hash of a random device id, a mailbox, a phone number or an OpenID, with the edition's own key:
/// editions cannot be linked, and when the key is destroyed nothing can (DOMAIN.md 1.6, personal data for voting).
/// </summary>
public static class VoterPseudonym
{
    /// <summary>Longer than a device id by itself, so that no verified value is ever hashed like a device.</summary>
    private const string VoterPurpose = "contest-voter-tier-1";

    private const string ContactPurpose = "contest-code-contact-1";
    private const string NetworkPurpose = "contest-code-network-1";
    private const string CodePurpose = "contest-voter-code-1";

    /// <summary>16 bytes: HMAC-SHA-256 of the device id, cut.</summary>
    public static Guid Of(byte[] editionKey, Guid device) =>
        new(HMACSHA256.HashData(editionKey, device.ToByteArray()).AsSpan(0, 16));

    /// <summary>As <see cref="Of(byte[], Guid)"/>, where many are asked for.</summary>
    public static Guid Of(KeyedHash editionKey, Guid device)
    {
        ArgumentNullException.ThrowIfNull(editionKey);
        Span<byte> id = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[KeyedHash.Bytes];
        device.TryWriteBytes(id);
        editionKey.Of(id, hash);
        return new(hash[..16]);
    }

    /// <summary>
    /// The voter a verified value is: HMAC-SHA-256 over purpose, tier and value in its normal form, cut to 16 bytes.
    /// The same value of two tiers is two voters.
    /// </summary>
    public static Guid Of(byte[] editionKey, VoterIdentity tier, string normal) =>
        new(Hash(editionKey, VoterPurpose, tier.ToString(), Same(tier, normal)).AsSpan(0, 16));

    /// <summary>What codes are counted by: another hash than the voter's, so that the counts do not name ballots.</summary>
    internal static byte[] Contact(byte[] editionKey, VoterIdentity tier, string normal) =>
        Hash(editionKey, ContactPurpose, tier.ToString(), Same(tier, normal));

    /// <summary>A network (already cut to /24 or /48) as codes are counted by.</summary>
    internal static byte[] Network(byte[] editionKey, string network) => Hash(editionKey, NetworkPurpose, network);

    /// <summary>A code as it is kept.</summary>
    internal static byte[] Code(byte[] editionKey, Guid id, string code) =>
        Hash(editionKey, CodePurpose, id.ToString("N"), code);

    private static string Same(VoterIdentity tier, string normal) =>
        tier == VoterIdentity.Email ? VoterContact.SameMailbox(normal) : normal;

    private static byte[] Hash(byte[] key, params string[] parts) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', parts)));
}
