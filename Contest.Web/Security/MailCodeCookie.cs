using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Voting;
using Microsoft.AspNetCore.DataProtection;

namespace Contest.Web.Security;

/// <summary>Which device asked a sign-in code for which mailbox: sealed, and only until the code ends.</summary>
public sealed class MailCodeCookie(IDataProtectionProvider protection)
{
    private const string Name = "contest-mail-code";

    /// <summary>One device's request.</summary>
    public sealed record Asked(Guid Device, string Email);

    public Asked? Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Cookies[Name] is not { } seal)
            return null;
        try
        {
            return CanonicalJson.Read<Asked>(Sealer.Unprotect(seal));
        }
        catch (CryptographicException)
        {
            return null; // another installation's, or too old
        }
    }

    public void Write(HttpContext http, Asked asked)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Append(
            Name,
            Sealer.Protect(CanonicalJson.Write(asked), VoterCodes.Life),
            Options(http, VoterCodes.Life)
        );
    }

    public void Forget(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Delete(Name, Options(http, null));
    }

    private ITimeLimitedDataProtector Sealer =>
        protection.CreateProtector("mail-code-cookie-1").ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/account",
            MaxAge = life,
        };
}
