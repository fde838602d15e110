using System.Buffers;

namespace Contest.Web.Editions;

/// <summary>Addresses that are known before routing: those of the voting page and the ballot desk.</summary>
public static class EditionAddress
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The edition whose ballots are handed in at this address; null when it is another.</summary>
    public static string? OfBallots(PathString path) => SlugIn("/api/", path, "/ballots");

    /// <summary>The edition's slug between these two parts of a path; null when the path is another.</summary>
    public static string? SlugIn(string before, PathString path, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var value = path.Value.AsSpan();
        if (
            value.Length <= before.Length + after.Length
            || !value.EndsWith(after, StringComparison.Ordinal)
            || !value.StartsWith(before, StringComparison.Ordinal)
        )
            return null;
        var slug = value[before.Length..^after.Length];
        return slug.Length <= Longest && !slug.ContainsAnyExcept(Letters) ? slug.ToString() : null;
    }
}
