using System.Text.RegularExpressions;

namespace Contest.Tests.Support;

/// <summary>The colours of Assets/styles/tokens.css as one kind of page sees them.</summary>
public sealed partial class Palette
{
    private readonly Dictionary<string, string> _tokens = [];

    private Palette(params string[] selectors)
    {
        var rules = Stylesheet.Sources.Where(r => r.File == Stylesheet.Tokens && selectors.Contains(r.Selector));
        foreach (var token in rules.SelectMany(r => r.Declarations))
            _tokens[token.Property] = token.Value;
    }

    /// <summary>Paper and ink: every page but the hall's.</summary>
    public static Palette Paper { get; } = new(":root");

    /// <summary>The hall's dark screens.</summary>
    public static Palette Screen { get; } = new(":root", "html.screen");

    /// <summary>The palette under which the rules of a stylesheet are seen.</summary>
    public static Palette Of(StyleRule rule) =>
        rule?.File.StartsWith("screen", StringComparison.Ordinal) == true ? Screen : Paper;

    public Colour this[string token] => Colour.Of(_tokens[$"--{token}"]);

    /// <summary>A value with its tokens replaced by what they stand for.</summary>
    public string Resolve(string value) =>
        Token().Replace(value, m => _tokens.GetValueOrDefault(m.Groups[1].Value, m.Value));

    [GeneratedRegex(@"var\((--[\w-]+)\)")]
    private static partial Regex Token();
}
