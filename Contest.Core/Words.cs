using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Contest.Core;

/// <summary>Turns the code of a refusal, finding or problem into a sentence in zh-CN, zh-HK or English.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Files = new();

    /// <summary>
    /// The sentence for <paramref name="code"/> in the current UI culture. A code without a text comes back as itself;
    /// a test refuses such codes.
    /// </summary>
    public static string Say(string code, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Find(code, CultureInfo.CurrentUICulture) is not { } text ? code
            : arguments is not { Length: > 0 } ? text
            : string.Format(CultureInfo.CurrentCulture, text, arguments);
    }

    /// <summary>
    /// The sentence as an argument of another: said in the culture of whoever reads it, however far from here.
    /// </summary>
    public static object Later(string code) => new Word(code);

    /// <summary>The raw text for a code in one culture, or null when there is none.</summary>
    public static string? Find(string code, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(code);
        var file = code.Split('.')[0];
        var texts = Files.GetOrAdd(file, name => new($"Contest.Core.Texts.{name}", typeof(Words).Assembly));
        try
        {
            return texts.GetString(code, culture);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }

    private sealed class Word(string code)
    {
        public override string ToString() => Say(code);
    }
}
