namespace Contest.Core.Competitions;

/// <summary>The words for the names in a rulebook's canonical text: <c>rulebook.label_…</c>, one per name.</summary>
public static class RulebookLabels
{
    private static readonly System.Globalization.CultureInfo Neutral = System.Globalization.CultureInfo.GetCultureInfo(
        "zh-CN"
    );

    /// <summary>The codes of the words along a path; a part that is data (a group's code, a place) stands as it is.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('.');
        return [.. parts.Select((part, n) => CodeOf(part, n > 0 && parts[n - 1] == "windows"))];
    }

    private static string CodeOf(string part, bool isStage)
    {
        if (isStage && Enum.TryParse<Stage>(part, ignoreCase: true, out var stage))
            return StageGates.NameCode(stage);
        var code = $"rulebook.label_{Snake(part)}";
        return Words.Find(code, Neutral) is null ? part : code;
    }

    /// <summary>opensAt → opens_at.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
}
