using System.Text.RegularExpressions;

namespace Contest.Tests.Support;

/// <summary>One rule of a stylesheet: where it stands, the @media or @keyframes around it, and what it declares.</summary>
public sealed record StyleRule(
    string File,
    string Around,
    string Selector,
    IReadOnlyList<StyleDeclaration> Declarations
)
{
    public string? this[string property] =>
        Declarations.LastOrDefault(d => d.Property.Equals(property, StringComparison.Ordinal))?.Value;

    public override string ToString() => $"{File}: {Around} {Selector}";
}

public sealed record StyleDeclaration(string Property, string Value);

/// <summary>The product's stylesheets, taken to pieces: rules, what stands around them, declarations.</summary>
public static partial class Stylesheet
{
    public const string Tokens = "tokens.css";

    /// <summary>Every rule of Assets/styles, in the order it is written.</summary>
    public static IReadOnlyList<StyleRule> Sources { get; } =
    [
        .. Directory
            .GetFiles(Checkout.Path("Contest.Web", "Assets", "styles"), "*.css")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Parse(Path.GetFileName(file), File.ReadAllText(file))),
    ];

    /// <summary>Every declaration of Assets/styles with the rule it stands in.</summary>
    public static IEnumerable<(StyleRule Rule, string Property, string Value)> Declared =>
        Sources.SelectMany(rule => rule.Declarations.Select(d => (rule, d.Property, d.Value)));

    /// <summary>What is served: the bundles of wwwroot/dist.</summary>
    public static IEnumerable<string> Bundles =>
        Directory.GetFiles(Checkout.Path("Contest.Web", "wwwroot", "dist"), "*.css").Order(StringComparer.Ordinal);

    public static IEnumerable<StyleRule> Parse(string file, string css) =>
        Block(file, "", Comment().Replace(css, "")).ToList();

    private static IEnumerable<StyleRule> Block(string file, string around, string css)
    {
        for (var at = 0; css.IndexOf('{', at) is var open and >= 0; )
        {
            var close = Close(css, open);
            // statements such as @import end before the rule begins
            var head = css[at..open].Split(';')[^1].Trim();
            var body = css[(open + 1)..close];
            at = close + 1;
            if (!body.Contains('{', StringComparison.Ordinal))
                yield return new(file, around, head, [.. Declarations(body)]);
            else
                foreach (var inner in Block(file, $"{around} {head}".Trim(), body))
                    yield return inner;
        }
    }

    private static int Close(string css, int open)
    {
        var (depth, at) = (0, open);
        do depth += css[at] switch
        {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        while (depth > 0 && ++at < css.Length);
        return at;
    }

    private static IEnumerable<StyleDeclaration> Declarations(string body) =>
        from line in Semicolon().Split(body)
        let colon = line.IndexOf(':', StringComparison.Ordinal)
        where colon > 0
        select new StyleDeclaration(line[..colon].Trim(), line[(colon + 1)..].Trim());

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // a semicolon inside quotation marks ends nothing
    [GeneratedRegex(
        """
            ;(?=(?:[^"]*"[^"]*")*[^"]*$)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Semicolon();
}
