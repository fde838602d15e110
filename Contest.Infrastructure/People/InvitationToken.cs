using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Infrastructure.People;

/// <summary>The secret in an invitation link: 32 random bytes, url-safe. Only its SHA-256 is kept.</summary>
public static class InvitationToken
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Lower-case hex SHA-256 of the token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
