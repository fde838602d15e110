using Contest.Web.Look.Figures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>
/// <c>&lt;entry-figure title industry seed cover&gt;</c>: a project's cover, or the patent drawing that stands for a
/// project without a picture (DESIGN.md 1). The drawing is decoration beside a title; with a label it is an image of
/// that name. The cover is named by the title.
/// </summary>
[HtmlTargetElement("entry-figure", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EntryFigureTag : TagHelper
{
    /// <summary>The project's title: its words choose the kind of figure.</summary>
    public string Title { get; set; } = "";

    /// <summary>产业领域: asked where the title says nothing.</summary>
    public string Industry { get; set; } = "";

    /// <summary>What varies the figure, e.g. the entry's code.</summary>
    public string Seed { get; set; } = "";

    /// <summary>The name for those who cannot see it; null: decoration.</summary>
    public string? Label { get; set; }

    /// <summary>The file of the cover, where one may be shown.</summary>
    public Guid? Cover { get; set; }

    /// <summary>The file the drawing is in, where many stand on one page; null: it is drawn into the page.</summary>
    public string? Sheet { get; set; }

    /// <summary>The side of its square in pixels, at most.</summary>
    public int Side { get; set; } = 108;

    /// <summary>In the first view: loaded at once.</summary>
    public bool IsFirst { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Cover is { } file)
        {
            Picture(output, file);
            return;
        }
        output.TagName = null;
        output.Content.SetHtmlContent(
            Sheet is null
                ? EntryFigures.Draw(Title, Industry, Seed, Label)
                : EntryFigures.From(Sheet, Title, Industry, Seed, Label)
        );
    }

    private void Picture(TagHelperOutput output, Guid file)
    {
        output.TagName = "img";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("class", "cover");
        output.Attributes.SetAttribute("src", $"/files/{file}");
        output.Attributes.SetAttribute("alt", Title);
        output.Attributes.SetAttribute("lang", "zh-CN"); // as the title is written
        output.Attributes.SetAttribute("width", Side);
        output.Attributes.SetAttribute("height", Side);
        output.Attributes.SetAttribute("decoding", "async");
        if (!IsFirst)
            output.Attributes.SetAttribute("loading", "lazy");
    }
}
