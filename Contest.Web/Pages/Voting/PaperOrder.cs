using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The order of entries on the paper: random per visitor and day, the same for that visitor all day, never by votes
/// (DOMAIN.md 1.6). A visitor draws one of 64 numbers once and keeps it in a cookie; the number and the day make the
/// order, so that a page already made serves every visitor who drew the same.
/// </summary>
public static class PaperOrder
{
    /// <summary>How many orders a day has.</summary>
    public const int Orders = 64;

    private const string Cookie = "order";

    /// <summary>The visitor's number, drawn now and sent along when there is none yet.</summary>
    public static int Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (
            int.TryParse(http.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var kept)
            && kept < Orders
        )
            return kept;
        if (http.Items[Cookie] is int drawn)
            return drawn;
        drawn = RandomNumberGenerator.GetInt32(Orders);
        http.Items[Cookie] = drawn;
        http.Response.Cookies.Append(
            Cookie,
            drawn.ToString(CultureInfo.InvariantCulture),
            new()
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(180),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
        return drawn;
    }

    /// <summary>What entries are ordered by.</summary>
    public static string Ticket(int order, DateOnly day, string code) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day:O} {order} {code}"))
            )
        );
}
