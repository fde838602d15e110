using Contest.Infrastructure.Printing;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>
/// <c>&lt;guilloche&gt;</c>: the rosette behind a heading, a picture that a phone fetches once (ten kilobytes packed, more
/// than the rest of the voting page). <c>coloured</c> draws it into the page, for screens that give it a colour.
/// </summary>
[HtmlTargetElement("guilloche", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class GuillocheTag : TagHelper
{
    public bool Coloured { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(
            Coloured
                ? Guilloche.Rosette()
                : $"<img class=\"guilloche\" src=\"{RosetteApi.Address}\" width=\"800\" height=\"800\" alt=\"\" fetchpriority=\"low\" decoding=\"async\" />"
        );
    }
}
