using Contest.Core.Registration;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>What was typed into a search box as a pattern of PostgreSQL: signs with a meaning of their own lose it.</summary>
public static class SearchPattern
{
    private const int Longest = 100;

    /// <summary>The pattern that finds the words anywhere; null for nothing typed. Escaped with a backslash.</summary>
    public static string? Of(string? typed)
    {
        var words = Plain.Tidy(typed is { Length: > Longest } ? typed[..Longest] : typed);
        return words.Length == 0
            ? null
            : $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }
}
