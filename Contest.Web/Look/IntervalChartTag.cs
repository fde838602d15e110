using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>One line of an interval chart.</summary>
/// <param name="Name">What stands left of it.</param>
/// <param name="Middle">The value.</param>
/// <param name="Margin">Half the interval; null where there is none.</param>
/// <param name="IsMarked">Drawn dark: the interval is clear of zero.</param>
public sealed record IntervalLine(string Name, decimal Middle, decimal? Margin, bool IsMarked);

/// <summary>Values with intervals around a line of zero: SVG made on the server, names and values written beside.</summary>
[HtmlTargetElement("interval-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IntervalChartTag(HtmlEncoder html) : TagHelper
{
    private const int Names = 110;
    private const int Plot = 420;
    private const int Values = 60;
    private const int Row = 24;

    public IReadOnlyList<IntervalLine> Lines { get; set; } = [];

    /// <summary>What it says, for those who cannot see it.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "interval-chart");
        output.Attributes.SetAttribute("viewBox", $"0 0 {Names + Plot + Values} {(Lines.Count * Row) + 8}");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Drawn());
    }

    private string Drawn()
    {
        var most = Lines.Select(l => decimal.Abs(l.Middle) + (l.Margin ?? 0)).Append(1).Max();
        StringBuilder svg = new();
        var zero = Names + (Plot / 2m);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"interval-zero\" x1=\"{zero:0.#}\" x2=\"{zero:0.#}\" y1=\"0\" y2=\"{(Lines.Count * Row) + 8}\"/>"
        );
        foreach (var (line, nth) in Lines.Select((line, nth) => (line, nth)))
            Draw(svg, line, (nth * Row) + (Row / 2) + 4, most);
        return svg.ToString();
    }

    private void Draw(StringBuilder svg, IntervalLine line, int y, decimal most)
    {
        var kind = line.IsMarked ? " interval-marked" : "";
        decimal At(decimal value) => Names + (Plot / 2m) + (value / most * ((Plot / 2m) - 8));
        var name = line.Name.Length <= 8 ? line.Name : line.Name[..7] + "…";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"interval-name\" x=\"{Names - 8}\" y=\"{y + 4}\" text-anchor=\"end\" lang=\"zh-CN\">{html.Encode(name)}</text>"
        );
        if (line.Margin is { } margin)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"interval{kind}\" x1=\"{At(line.Middle - margin):0.#}\" x2=\"{At(line.Middle + margin):0.#}\" y1=\"{y}\" y2=\"{y}\"/>"
            );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<circle class=\"interval-dot{kind}\" cx=\"{At(line.Middle):0.#}\" cy=\"{y}\" r=\"5\"/><text class=\"interval-value\" x=\"{Names + Plot + Values}\" y=\"{y + 4}\" text-anchor=\"end\">{line.Middle:+0.00;−0.00;0.00}</text>"
        );
    }
}
