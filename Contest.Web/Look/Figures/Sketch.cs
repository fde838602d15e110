using System.Globalization;
using System.Text;

namespace Contest.Web.Look.Figures;

/// <summary>
/// A sheet of patent-drawing paper, 120 × 120, that figures are drawn on: thin ink lines, numbered leaders, nothing
/// random. The same seed gives the same lines everywhere.
/// </summary>
internal sealed class Sketch
{
    /// <summary>
    /// How lines and faces look, as attributes, so that a drawing is the same inside a page and in a file beside it. Faces:
    /// f plain, g shaded, s sunk, p paper, a and k filled. Lines: t as the sheet says, h fine, d dashed, c centre, o hidden,
    /// b and b2 and w strong, l of a leader.
    /// </summary>
    private static readonly Dictionary<string, string> Styles = new(StringComparer.Ordinal)
    {
        ["f"] = " fill=\"#fff\"",
        ["g"] = " fill=\"#f4f8f8\"",
        ["s"] = " fill=\"#dfe9ea\"",
        ["p"] = " fill=\"#e9efee\"",
        ["a"] = " fill=\"var(--harbour)\"",
        ["k"] = " fill=\"var(--ink)\"",
        ["t"] = "",
        ["h"] = " stroke-width=\".5\"",
        ["d"] = " stroke-width=\".7\" stroke-dasharray=\"2 1.6\"",
        ["c"] = " stroke=\"var(--harbour)\" stroke-width=\".6\" stroke-dasharray=\"6 2 1 2\"",
        ["o"] = " stroke=\"var(--ink-3)\" stroke-width=\".6\" stroke-dasharray=\"3 2\"",
        ["b"] = " stroke=\"var(--harbour)\" stroke-width=\"1.6\"",
        ["b2"] = " stroke-width=\"2\"",
        ["w"] = " stroke-width=\"1.4\"",
        ["l"] = " stroke-width=\".55\"",
    };

    private const string Numbers =
        "<g class=\"n\" fill=\"var(--ink)\" stroke=\"none\" font-family=\"ui-monospace,DejaVu Sans Mono,Consolas,monospace\" font-size=\"6\" font-weight=\"500\">";

    private readonly StringBuilder _lines = new();
    private readonly StringBuilder _numbers = new();
    private readonly int _tint;
    private uint _state;
    private int _number;

    public Sketch(string seed)
    {
        _state = 2166136261;
        foreach (var c in seed)
            _state = unchecked((_state ^ c) * 16777619);
        _tint = Pick(5);
        _number = (100 * (1 + Pick(4))) + 1;
    }

    /// <summary>0 … <paramref name="count"/> − 1, decided by the seed and by how often it was asked before.</summary>
    public int Pick(int count)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 8) % (uint)count);
    }

    public Sketch Line(double x1, double y1, double x2, double y2, string style = "t") =>
        Path($"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}", style);

    public Sketch Path(string d, string style = "f")
    {
        _lines.Append(CultureInfo.InvariantCulture, $"<path{Styles[style]} d=\"{d}\"/>");
        return this;
    }

    /// <summary>A closed face through the points.</summary>
    public Sketch Face(string style, params (double X, double Y)[] points) => Path(Through(points) + "Z", style);

    /// <summary>An open line through the points.</summary>
    public Sketch Run(string style, params (double X, double Y)[] points) => Path(Through(points), style);

    public Sketch Circle(double x, double y, double r, string style = "f")
    {
        _lines.Append(
            CultureInfo.InvariantCulture,
            $"<circle{Styles[style]} cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\"/>"
        );
        return this;
    }

    public Sketch Oval(double x, double y, double rx, double ry, string style = "f")
    {
        _lines.Append(
            CultureInfo.InvariantCulture,
            $"<ellipse{Styles[style]} cx=\"{N(x)}\" cy=\"{N(y)}\" rx=\"{N(rx)}\" ry=\"{N(ry)}\"/>"
        );
        return this;
    }

    public Sketch Box(double x, double y, double width, double height, double round = 0, string style = "f")
    {
        _lines.Append(
            CultureInfo.InvariantCulture,
            $"<rect{Styles[style]} x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\""
        );
        _lines.Append(round > 0 ? $" rx=\"{N(round)}\"/>" : "/>");
        return this;
    }

    /// <summary>A leader from the part to its number, which stands at the end of the line: 101, 103, 105 …</summary>
    public Sketch Lead(double x, double y, double toX, double toY)
    {
        var (anchor, dx) = toX >= x ? ("start", 1.5) : ("end", -1.5);
        toX = Math.Clamp(toX, 13, 107); // the number still stands on the sheet
        _lines.Append(CultureInfo.InvariantCulture, $"<path{Styles["l"]} d=\"M{N(x)} {N(y)}L{N(toX)} {N(toY)}\"/>");
        _numbers.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{N(toX + dx)}\" y=\"{N(toY + 2)}\" text-anchor=\"{anchor}\">{_number}</text>"
        );
        _number += 2;
        return this;
    }

    /// <summary>What has been drawn.</summary>
    public Figure Done(string kind) => new(kind, _tint, $"{_lines}{Numbers}{_numbers}</g>");

    /// <summary>A point at an angle (degrees, clockwise from three o'clock) around a centre.</summary>
    public static (double X, double Y) Around(double x, double y, double r, double degrees) =>
        (x + (r * Math.Cos(degrees * Math.PI / 180)), y + (r * Math.Sin(degrees * Math.PI / 180)));

    /// <summary>A point of a space seen from above at thirty degrees; z points up.</summary>
    public static (double X, double Y) Iso(double x, double y, double z) =>
        (60 + ((x - y) * 0.866), 60 + ((x + y) * 0.5) - z);

    public static string N(double value) =>
        decimal.Round((decimal)value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Through((double X, double Y)[] points) =>
        string.Concat(points.Select((p, n) => $"{(n == 0 ? "M" : "L")}{N(p.X)} {N(p.Y)}"));
}
