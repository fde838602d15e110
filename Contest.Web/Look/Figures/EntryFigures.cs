using System.Collections.Concurrent;

namespace Contest.Web.Look.Figures;

/// <summary>One kind of figure: the words of a title that ask for it, the fields it may stand for, and its drawing.</summary>
internal sealed record FigureKind(string Name, string Words, string Fields, Action<Sketch> Draw);

/// <summary>All kinds of figures, and which one a project gets: decided by its title, then its field, then its seed.</summary>
public static class EntryFigures
{
    /// <summary>The things a title names come before what can be said of any of them.</summary>
    private static readonly FigureKind[] Kinds =
    [
        .. AirAndSea.Kinds,
        .. Bodies.Kinds,
        .. Power.Kinds,
        .. Electronics.Kinds,
        .. Machines.Kinds,
        .. Substances.Kinds,
    ];

    /// <summary>Every word of every kind, split once; a list draws dozens of figures.</summary>
    private static readonly (FigureKind Kind, string Word)[] Words =
    [
        .. Kinds.SelectMany(kind => Split(kind.Words).Select(word => (kind, word))),
    ];

    private static readonly (FigureKind Kind, string[] Fields)[] Fields =
    [
        .. Kinds.Select(kind => (kind, Split(kind.Fields))),
    ];

    /// <summary>Drawings kept: a few screens of every language and list, some kilobytes each.</summary>
    private const int Most = 1000;

    private static readonly ConcurrentDictionary<(string, string, string, string?), string> Drawn = new();

    /// <summary>The names of the kinds, for the test that looks at each.</summary>
    public static IReadOnlyList<string> Names => [.. Kinds.Select(k => k.Name)];

    /// <summary>The figure as SVG; the same three words always give the same text.</summary>
    public static string Draw(string title, string industry, string seed, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(industry);
        ArgumentNullException.ThrowIfNull(seed);
        if (Drawn.TryGetValue((title, industry, seed, label), out var drawn))
            return drawn;
        if (Drawn.Count >= Most)
            Drawn.Clear();
        return Drawn[(title, industry, seed, label)] = DrawAnew(title, industry, seed, label);
    }

    private static string DrawAnew(string title, string industry, string seed, string? label)
    {
        Sketch sketch = new($"{seed}/{title}");
        var kind = ByTitle(title) ?? ByField(industry, sketch) ?? Kinds[sketch.Pick(Kinds.Length)];
        kind.Draw(sketch);
        return sketch.Svg(kind.Name, label);
    }

    /// <summary>A figure of a kind, whatever it stands for: empty states and the picture book of the tests.</summary>
    public static string OfKind(string name, string seed)
    {
        Sketch sketch = new(seed);
        Kinds.Single(k => k.Name == name).Draw(sketch);
        return sketch.Svg(name, null);
    }

    /// <summary>
    /// The longest word that fits decides, of equals the last: what a Chinese title is about comes at its end.
    /// </summary>
    private static FigureKind? ByTitle(string title) =>
        Words
            .Where(x => title.Contains(x.Word, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(x => x.Word.Length)
            .ThenByDescending(x => title.IndexOf(x.Word, StringComparison.OrdinalIgnoreCase))
            .Select(x => x.Kind)
            .FirstOrDefault();

    private static FigureKind? ByField(string industry, Sketch sketch)
    {
        var fitting = Fields
            .Where(k => k.Fields.Any(f => industry.Contains(f, StringComparison.OrdinalIgnoreCase)))
            .Select(k => k.Kind);
        return fitting.ToArray() is { Length: > 0 } kinds ? kinds[sketch.Pick(kinds.Length)] : null;
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
