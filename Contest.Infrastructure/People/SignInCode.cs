using System.Security.Cryptography;
using System.Text;
using Contest.Core.Voting;
using Microsoft.AspNetCore.DataProtection;

namespace Contest.Infrastructure.People;

/// <summary>
/// A code sent to a judge's mailbox, who signs in by it on the device that asked. The row goes a day later.
/// </summary>
public sealed class SignInCode : IOneTimeCode
{
    /// <summary>The code's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose mailbox it was sent to.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The device that asked; no other may enter the code.</summary>
    public Guid Device { get; init; }

    /// <summary>The network it was asked from (/24, /48).</summary>
    public required string Network { get; init; }

    /// <summary>The key of <see cref="CodeHash"/>, sealed by the installation: the table alone does not give a code away.</summary>
    public required string Key { get; init; }

    /// <summary>The code, hashed with the key.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <inheritdoc/>
    public short WrongTries { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Whether this is the code; one whose key cannot be opened any more has none.</summary>
    internal bool Is(string typed, IDataProtectionProvider protection)
    {
        var digits = new string([.. typed.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        try
        {
            var key = Convert.FromBase64String(Seal(protection).Unprotect(Key));
            return CryptographicOperations.FixedTimeEquals(Hash(key, Id, digits), CodeHash);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    internal static byte[] Hash(byte[] key, Guid id, string code) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"contest-sign-in-code-1\n{id:N}\n{code}"));

    internal static IDataProtector Seal(IDataProtectionProvider protection) =>
        protection.CreateProtector("sign-in-code-1");
}
