using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;

namespace Contest.Tests.Support;

/// <summary>The phone's side of a code (RFC 6238), written anew so that the product's own is checked by another.</summary>
public static class Totp
{
    /// <summary>Turns codes on for a person and returns the key.</summary>
    public static Task<string> EnableAsync(ContestApp app, Guid personId) =>
        app.WithAsync(
            async (UserManager<Person> people) =>
            {
                var person = (await people.FindByIdAsync(personId.ToString()))!;
                await people.ResetAuthenticatorKeyAsync(person);
                await people.SetTwoFactorEnabledAsync(person, true);
                return (await people.GetAuthenticatorKeyAsync(person))!;
            }
        );

    /// <summary>The code of this half minute of the machine's own clock, which Identity uses.</summary>
    public static string Now(string key)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 codes are HMAC-SHA-1
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Six digits that are not the code.</summary>
    public static string Wrong(string key) => Now(key) == "000000" ? "000001" : "000000";

    private static byte[] Decode(string base32)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var c in base32)
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
                bytes.Add((byte)((buffer >> (bits -= 8)) & 0xFF));
        }
        return [.. bytes];
    }
}
