using System.Security.Cryptography;
using System.Text;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The order of entries on the paper: random per visitor and day, the same for that visitor all day, never by votes
/// (DOMAIN.md 1.6). The page and its script compute it alike: by SHA-256 of seed and code.
/// </summary>
public static class PaperOrder
{
    /// <summary>The visitor's seed of the day: it can be shown, nobody gets from it to the voter.</summary>
    public static string SeedOf(Guid voter, DateOnly day) =>
        Convert.ToHexStringLower(
            SHA256.HashData([.. voter.ToByteArray(), .. Encoding.UTF8.GetBytes($"order {day:O}")]).AsSpan(0, 8)
        );

    /// <summary>What entries are ordered by.</summary>
    public static string Ticket(string seed, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed + code)));
}
