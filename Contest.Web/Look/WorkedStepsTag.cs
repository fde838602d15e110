using System.Globalization;
using System.Text.Encodings.Web;
using Contest.Core;
using Contest.Core.Scoring;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary><c>&lt;worked-steps of="…"&gt;</c>: how a number came about, step by step, names marked as what they are.</summary>
[HtmlTargetElement("worked-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WorkedStepsTag(HtmlEncoder html) : TagHelper
{
    public WorkedCalculation? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "worked");
        foreach (var step in Of?.Steps ?? [])
            output.Content.AppendHtml($"<li>{Sentence(step)}</li>");
    }

    private string Sentence(WorkedStep step)
    {
        // the sentence is ours, the arguments are data
        object[] marked = [.. step.Arguments.Select(Mark)];
        return Words.Say(step.Code, marked);
    }

    private string Mark(string argument)
    {
        var safe = html.Encode(argument);
        var isForeign =
            CultureInfo.CurrentUICulture.Name != "zh-CN" && argument.Any(c => c is >= '\u3400' and <= '\u9fff');
        return isForeign ? $"<span lang=\"zh-CN\">{safe}</span>" : safe;
    }
}
