using Contest.Core.Registration;

namespace Contest.Core.Preliminary.Conflicts;

/// <summary>
/// Names of persons, compared. Two people may bear one name (同名): an equal key is a suggestion for a person to decide,
/// never an identity (DOMAIN.md 1.15).
/// </summary>
public static class PersonName
{
    /// <summary>
    /// The name for comparison only: simplified characters, half-width, upper-case, without spaces and signs; the words
    /// of a Latin name in alphabetical order, for the family name stands first or last. Empty for nothing.
    /// </summary>
    public static string Key(string? name)
    {
        var words = Plain.Tidy(name).Split(' ', '-', ',', '.').Select(Letters).Where(word => word.Length > 0).ToList();
        return words.TrueForAll(word => word.All(char.IsAscii))
            ? string.Join(' ', words.Order(StringComparer.Ordinal))
            : string.Concat(words);
    }

    /// <summary>Several names in one cell, each as typed and as compared.</summary>
    public static IEnumerable<(string Typed, string Key)> Several(string? names) =>
        OwnerNames.Several(names).Select(name => (name, Key(name))).Where(name => name.Item2.Length > 0);

    /// <summary>The letters alone, as they are compared.</summary>
    internal static string Letters(string? text) => SimplifiedScript.Write(Plain.Key(text));
}
