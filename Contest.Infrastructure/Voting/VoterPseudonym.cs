using System.Security.Cryptography;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// A voter is a keyed hash of a random device id, with the edition's own key: editions cannot be linked, and when the
/// key is destroyed nothing can (DOMAIN.md 1.6, personal data for voting).
/// </summary>
public static class VoterPseudonym
{
    /// <summary>16 bytes: HMAC-SHA-256 of the device id, cut.</summary>
    public static Guid Of(byte[] editionKey, Guid device) =>
        new(HMACSHA256.HashData(editionKey, device.ToByteArray()).AsSpan(0, 16));
}
