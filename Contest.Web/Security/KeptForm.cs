using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Contest.Web.Security;

/// <summary>
/// What was typed into a form that asked for a step-up, sealed so that only this product can read it back, for the
/// same person and the same address, for an hour. Files are not kept.
/// </summary>
public sealed record KeptForm(Guid PersonId, string Address, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    public static string Seal(IDataProtectionProvider protection, Guid personId, string address, IFormCollection form)
    {
        var fields = form.Where(f => f.Key != "__RequestVerificationToken")
            .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")));
        KeptForm kept = new(personId, address, [.. fields]);
        return Sealer(protection).Protect(JsonSerializer.Serialize(kept), TimeSpan.FromHours(1));
    }

    /// <summary>The form again, or null when it is not this person's, not for this address, or too old.</summary>
    public static KeptForm? Open(IDataProtectionProvider protection, Guid? personId, string address, string? seal)
    {
        if (string.IsNullOrEmpty(seal))
            return null;
        try
        {
            var kept = JsonSerializer.Deserialize<KeptForm>(Sealer(protection).Unprotect(seal));
            return kept?.PersonId == personId && kept?.Address == address ? kept : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Sealer(IDataProtectionProvider protection) =>
        protection.CreateProtector("Contest.KeptForm").ToTimeLimitedDataProtector();
}
