using System.Collections.Concurrent;
using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Rulebooks by their text. Every request needs one and they hardly ever change, so each text is read once; a record
/// that nobody can change may be shared. What the text says now is still asked of the database every time.
/// </summary>
public static class ParsedRulebooks
{
    /// <summary>Texts kept: editions times versions in use at one time, with room.</summary>
    private const int Most = 64;

    private static readonly ConcurrentDictionary<string, Rulebook> Known = new(StringComparer.Ordinal);

    /// <exception cref="System.Text.Json.JsonException">The text is no rulebook.</exception>
    public static Rulebook Of(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (Known.TryGetValue(json, out var known))
            return known;
        var read = CanonicalJson.Read<Rulebook>(json);
        if (Known.Count >= Most)
            Known.Clear();
        Known[json] = read;
        return read;
    }
}
