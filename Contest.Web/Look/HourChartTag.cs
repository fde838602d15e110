using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>One hour of a chart.</summary>
/// <param name="Bar">The bar's height, from 0.</param>
/// <param name="Line">The line's height.</param>
/// <param name="IsMarked">Drawn dark.</param>
public readonly record struct ChartHour(long Bar, long Line, bool IsMarked);

/// <summary>Hours as bars with a line over them: SVG, so it needs no script and no inline style.</summary>
[HtmlTargetElement("hour-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HourChartTag : TagHelper
{
    private const int Height = 100;
    private const int Step = 10;

    public IReadOnlyList<ChartHour> Hours { get; set; } = [];

    /// <summary>What it says, for those who cannot see it.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "hour-chart");
        output.Attributes.SetAttribute("viewBox", $"0 0 {Hours.Count * Step} {Height}");
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Drawn());
    }

    private string Drawn()
    {
        var most = long.Max(1, Hours.Select(h => long.Max(h.Bar, h.Line)).DefaultIfEmpty(1).Max());
        StringBuilder svg = new();
        StringBuilder line = new();
        for (var i = 0; i < Hours.Count; i++)
        {
            var (bar, over) = (Hours[i].Bar * Height / (decimal)most, Hours[i].Line * Height / (decimal)most);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{(Hours[i].IsMarked ? "hour-marked" : "hour")}\" x=\"{(i * Step) + 1}\" y=\"{Height - bar:0.##}\" width=\"{Step - 2}\" height=\"{bar:0.##}\"/>"
            );
            line.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "M" : "L")}{(i * Step) + (Step / 2)} {Height - over:0.##}"
            );
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"hour-line\" d=\"{HtmlEncoder.Default.Encode(line.ToString())}\"/>"
        );
        return svg.ToString();
    }
}
