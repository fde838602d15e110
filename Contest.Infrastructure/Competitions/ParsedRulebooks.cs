using System.Collections.Concurrent;
using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Rulebooks by their text, and texts by their hash. Every request needs one and they hardly ever change, so each text is
/// fetched and read once; a record that nobody can change may be shared. Which hash is in force is still asked of the
/// database every time.
/// </summary>
public static class ParsedRulebooks
{
    /// <summary>Texts kept: editions times versions in use at one time, with room.</summary>
    private const int Most = 64;

    private static readonly ConcurrentDictionary<string, Rulebook> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Rulebook> ByHash = new(StringComparer.Ordinal);

    /// <exception cref="System.Text.Json.JsonException">The text is no rulebook.</exception>
    public static Rulebook Of(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (Known.TryGetValue(json, out var known))
            return known;
        var read = CanonicalJson.Read<Rulebook>(json);
        Keep(Known, json, read);
        return read;
    }

    /// <summary>The text with this hash, when it has been met before; else null.</summary>
    public static string? TextOf(string hash) => Texts.GetValueOrDefault(hash);

    /// <summary>The rulebook with this hash, when it has been met before; else null.</summary>
    public static Rulebook? OfHash(string hash) => ByHash.GetValueOrDefault(hash);

    /// <summary>Remembers a text by its hash; one that has another hash is not remembered.</summary>
    public static void Remember(string hash, string json)
    {
        if (CanonicalJson.HashText(json) != hash)
            return;
        Keep(Texts, hash, json);
        Keep(ByHash, hash, Of(json));
    }

    private static void Keep<T>(ConcurrentDictionary<string, T> known, string key, T value)
    {
        if (known.Count >= Most)
            known.Clear();
        known[key] = value;
    }
}
