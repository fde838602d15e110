using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Contest.Infrastructure.Printing;

/// <summary>The fine security lines of a certificate (DESIGN.md 1), by the formulae of FRONTEND.md 3; drawn once, kept.</summary>
public static class Guilloche
{
    private static readonly ConcurrentDictionary<string, string> Drawn = new();

    /// <summary>The rosette: nine closed lines in a square of 800.</summary>
    public static string Rosette(string cssClass = "guilloche") =>
        Drawn.GetOrAdd(
            "rosette:" + cssClass,
            _ => Svg(cssClass, "0 0 800 800", Enumerable.Range(0, 9).Select(RosetteLine))
        );

    /// <summary>The rosette as a picture of its own: in white, which no style sheet of the page can change.</summary>
    public static string RosettePicture =>
        Rosette("")
            .Replace(
                "<svg class=\"\"",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"800\"",
                StringComparison.Ordinal
            )
            .Replace("currentColor", "#fff", StringComparison.Ordinal);

    /// <summary>The ribbon: sixteen lines, 480 × 120, tiles horizontally.</summary>
    public static string Ribbon(string cssClass = "guilloche") =>
        Drawn.GetOrAdd(
            "ribbon:" + cssClass,
            _ => Svg(cssClass, "0 0 480 120", Enumerable.Range(0, 16).Select(RibbonLine))
        );

    private static string Svg(string cssClass, string box, IEnumerable<string> lines) =>
        $"<svg class=\"{cssClass}\" viewBox=\"{box}\" aria-hidden=\"true\" focusable=\"false\" fill=\"none\" stroke=\"currentColor\">"
        + string.Concat(lines.Select(d => $"<path d=\"{d}\"/>"))
        + "</svg>";

    private static string RosetteLine(int k)
    {
        var phase = 2 * Math.PI * k / 9;
        List<(double X, double Y)> points = [];
        for (var i = 0; i < 126; i++)
        {
            var t = 2 * Math.PI * i / 126;
            var r = 400 * (0.62 + (0.2 * Math.Sin((9 * t) + phase)) + (0.08 * Math.Sin((18 * t) - phase)));
            points.Add((400 + (r * Math.Cos(t)), 400 + (r * Math.Sin(t))));
        }
        return Closed(points);
    }

    private static string RibbonLine(int k)
    {
        StringBuilder path = new();
        for (var i = 0; i <= 48; i++)
        {
            var t = 2 * Math.PI * i / 48;
            var y =
                60 + (34 * Math.Sin((2 * t) + (0.2 * k)) * Math.Cos(0.12 * k)) + (12 * Math.Sin((4 * t) - (0.35 * k)));
            path.Append(i == 0 ? 'M' : 'L').Append(Num(i * 10)).Append(' ').Append(Num(y));
        }
        return path.ToString();
    }

    /// <summary>
    /// Quadratic curves through the midpoints. A point is the mirror image of the one before it in the middle between
    /// them, so it need not be written (T); every eighth is, or what rounding takes from each would add up.
    /// </summary>
    private static string Closed(List<(double X, double Y)> points)
    {
        var pen = Rounded(Middle(points[^1], points[0]));
        StringBuilder path = new($"M{Num(pen.X)} {Num(pen.Y)}");
        for (var i = 0; i < points.Count; i++)
        {
            var mid = Rounded(Middle(points[i], points[(i + 1) % points.Count]));
            if (i % 8 == 0)
                path.Append('q').Append(Step(pen, Rounded(points[i]))).Append(' ').Append(Step(pen, mid));
            else
                path.Append('t').Append(Step(pen, mid));
            pen = mid;
        }
        return path.Append('Z').ToString();
    }

    private static string Step((double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = (Num(to.X - from.X), Num(to.Y - from.Y));
        return y.StartsWith('-') ? x + y : $"{x} {y}";
    }

    private static (double X, double Y) Rounded((double X, double Y) point) =>
        (Math.Round(point.X, 1), Math.Round(point.Y, 1));

    private static (double X, double Y) Middle((double X, double Y) a, (double X, double Y) b) =>
        ((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private static string Num(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
