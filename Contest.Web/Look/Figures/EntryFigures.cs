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

    private static readonly ConcurrentDictionary<(string, string, string), Figure> Drawn = new();

    /// <summary>The names of the kinds, for the test that looks at each.</summary>
    public static IReadOnlyList<string> Names => [.. Kinds.Select(k => k.Name)];

    /// <summary>The figure as SVG; the same three words always give the same text.</summary>
    public static string Draw(string title, string industry, string seed, string? label = null) =>
        Of(title, industry, seed).Inside(label);

    /// <summary>As <see cref="Draw"/>, its lines in a file (<see cref="Sheet"/>) that is fetched once for many pages.</summary>
    /// <param name="address">Where the file lies.</param>
    public static string From(string address, string title, string industry, string seed, string? label = null) =>
        Of(title, industry, seed).From(address, seed, label);

    /// <summary>The figures of many projects as one file, each under its seed.</summary>
    public static string Sheet(IEnumerable<(string Title, string Industry, string Seed)> projects) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\">{string.Concat(projects.Select(p => Of(p.Title, p.Industry, p.Seed).Symbol(p.Seed)))}</svg>";

    private static Figure Of(string title, string industry, string seed)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(industry);
        ArgumentNullException.ThrowIfNull(seed);
        if (Drawn.TryGetValue((title, industry, seed), out var drawn))
            return drawn;
        if (Drawn.Count >= Most)
            Drawn.Clear();
        return Drawn[(title, industry, seed)] = DrawAnew(title, industry, seed);
    }

    private static Figure DrawAnew(string title, string industry, string seed)
    {
        Sketch sketch = new($"{seed}/{title}");
        var kind = ByTitle(title) ?? ByField(industry, sketch) ?? Kinds[sketch.Pick(Kinds.Length)];
        kind.Draw(sketch);
        return sketch.Done(kind.Name);
    }

    /// <summary>A figure of a kind, whatever it stands for: empty states and the picture book of the tests.</summary>
    public static string OfKind(string name, string seed)
    {
        Sketch sketch = new(seed);
        Kinds.Single(k => k.Name == name).Draw(sketch);
        return sketch.Done(name).Inside(null);
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
