using System.Security.Cryptography;
using Contest.Infrastructure.Voting;
using Microsoft.AspNetCore.DataProtection;

namespace Contest.Web.Editions;

/// <summary>
/// The voter's signed device cookie: a random id that only we can make, turned into the edition's pseudonym. It holds
/// nothing about the person.
/// </summary>
public sealed class VoterCookie(IDataProtectionProvider protection)
{
    public const string Name = "voter";
    private readonly IDataProtector _protector = protection.CreateProtector("voter-device-1");

    /// <summary>The device of this request, or a new one that is sent along with the answer.</summary>
    public Guid DeviceOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Items[Name] is Guid known || Find(http, out known))
            return known;
        var device = Guid.NewGuid();
        http.Items[Name] = device;
        http.Response.Cookies.Append(
            Name,
            _protector.Protect(device.ToString("N")),
            new()
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(180),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
        return device;
    }

    /// <summary>The voter's pseudonym in this edition; null once the edition's key is destroyed.</summary>
    public Guid? VoterOf(HttpContext http, CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.Competition.VoterKey is { } key ? VoterPseudonym.Of(key, DeviceOf(http)) : null;
    }

    private bool Find(HttpContext http, out Guid device)
    {
        device = Guid.Empty;
        if (http.Request.Cookies[Name] is not { Length: > 0 } cookie)
            return false;
        try
        {
            return Guid.TryParseExact(_protector.Unprotect(cookie), "N", out device);
        }
        catch (CryptographicException)
        {
            return false; // tampered with, or made with keys of another installation: a new device
        }
    }
}
