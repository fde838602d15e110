using Contest.Web.Look.Figures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>
/// <c>&lt;entry-figure title industry seed&gt;</c>: the patent drawing that stands for a project without a picture
/// (DESIGN.md 1). Decoration beside a title; with a label it is an image of that name.
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

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(EntryFigures.Draw(Title, Industry, Seed, Label));
    }
}
