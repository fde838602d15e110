using System.Globalization;
using System.Text;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The way to the page where a voter shows who votes: it carries what was chosen and the ballot's id along, so that
/// nothing is lost on the detour and the ballot stays the same ballot.
/// </summary>
public static class VerifyAddress
{
    /// <summary>More than the longest ballot is none.</summary>
    public const int MostChoices = 10;

    public static string Of(string slug, IReadOnlyList<short> choices, Guid ballot)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return $"/{slug}/vote/verify{Query(choices, ballot)}";
    }

    /// <summary>What is carried, as a query with its question mark; empty where there is nothing.</summary>
    public static string Query(IReadOnlyList<short> choices, Guid ballot)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count is 0 or > MostChoices)
            return "";
        StringBuilder query = new($"?ballot={ballot:N}");
        foreach (var choice in choices)
            query.Append(CultureInfo.InvariantCulture, $"&choice={choice}");
        return query.ToString();
    }
}
