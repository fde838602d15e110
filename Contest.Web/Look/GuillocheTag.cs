using Contest.Infrastructure.Printing;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary><c>&lt;guilloche kind="rosette"&gt;</c>.</summary>
[HtmlTargetElement("guilloche", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class GuillocheTag : TagHelper
{
    public string Kind { get; set; } = "rosette";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Kind == "ribbon" ? Guilloche.Ribbon() : Guilloche.Rosette());
    }
}
