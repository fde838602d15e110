using System.Text.Encodings.Web;

namespace Contest.Web.Look.Figures;

/// <summary>A finished drawing, to stand in a page itself or in a file of many that the page names.</summary>
/// <param name="Tint">The colour of its paper, 0 … 4.</param>
/// <param name="Lines">What is inside of it, as SVG.</param>
internal sealed record Figure(string Kind, int Tint, string Lines)
{
    private const string Sheet = "viewBox=\"0 0 120 120\"";

    /// <summary>The whole drawing.</summary>
    /// <param name="label">The name for those who cannot see it; null: decoration.</param>
    public string Inside(string? label) => Framed(label, Lines);

    /// <summary>Its part of a file of drawings.</summary>
    public string Symbol(string id) => $"<symbol id=\"{id}\" {Sheet}>{Lines}</symbol>";

    /// <summary>The paper alone; what is on it comes from a file.</summary>
    /// <param name="address">Where the file lies.</param>
    public string From(string address, string id, string? label) =>
        Framed(label, $"<use href=\"{HtmlEncoder.Default.Encode(address)}#{id}\"/>");

    private string Framed(string? label, string content)
    {
        var name = label is null
            ? "aria-hidden=\"true\" focusable=\"false\""
            : $"role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(label)}\"";
        return $"<svg class=\"fig tint-{Tint} fig-{Kind}\" {Sheet} {name}>{content}</svg>";
    }
}
