using System.Globalization;
using System.Text.Json.Serialization;

namespace Contest.Core.Preliminary.Conflicts;

/// <summary>What was compared with what, as a code and its arguments: the sentence is made in the reader's language.</summary>
/// <param name="Code">The sentence, in Texts/conflict.resx.</param>
/// <param name="Arguments">What its placeholders are filled with, each at most 200 letters.</param>
public sealed record ConflictEvidence(string Code, IReadOnlyList<string> Arguments)
{
    private const int MostLetters = 200;

    /// <summary>The evidence, its arguments cut to what an index of the database takes.</summary>
    public static ConflictEvidence Of(string code, params IReadOnlyList<string> arguments) =>
        new(code, [.. arguments.Select(Cut)]);

    /// <summary>As it is stored: canonical, so that the same evidence found twice is one hit.</summary>
    public string Write() => CanonicalJson.Write(this);

    /// <summary>Evidence as it was stored.</summary>
    public static ConflictEvidence Read(string json) => CanonicalJson.Read<ConflictEvidence>(json);

    /// <summary>The sentence in the culture of the current thread.</summary>
    [JsonIgnore]
    public string Message => Words.Say(Code, [.. Arguments]);

    /// <summary>A day as evidence writes it.</summary>
    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Two arguments and the reason of an avoid-list fit; nothing is cut in half of a pair.</summary>
    private static string Cut(string text) =>
        text.Length <= MostLetters ? text
        : char.IsHighSurrogate(text[MostLetters - 2]) ? text[..(MostLetters - 2)] + "…"
        : text[..(MostLetters - 1)] + "…";
}
