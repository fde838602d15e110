using System.Globalization;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>The seal: a committed act, two characters, minus seven degrees (DESIGN.md 5).</summary>
[HtmlTargetElement("seal", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SealTag : TagHelper
{
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("seal", System.Text.Encodings.Web.HtmlEncoder.Default);
        output.Content.SetHtmlContent("");
        output.Content.Append(Text);
    }
}

/// <summary>A status with dot and words; never colour alone.</summary>
[HtmlTargetElement("pill")]
public sealed class PillTag : TagHelper
{
    /// <summary>ok, busy, warn, error or plain.</summary>
    public string Kind { get; set; } = "plain";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"pill pill-{Kind}");
    }
}

/// <summary>Soft background, a rule on the left, one sentence.</summary>
[HtmlTargetElement("note")]
public sealed class NoteTag : TagHelper
{
    /// <summary>info, ok, warn or error.</summary>
    public string Kind { get; set; } = "info";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"note note-{Kind}");
    }
}

/// <summary>Data in simplified Chinese on a page of another language: marked, so that it is read and shown rightly.</summary>
[HtmlTargetElement("foreign-text")]
public sealed class ForeignTextTag : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (CultureInfo.CurrentUICulture.Name == "zh-CN")
        {
            output.TagName = null;
            return;
        }
        output.TagName = "span";
        output.Attributes.SetAttribute("lang", "zh-CN");
    }
}

/// <summary>A progress bar as SVG: a width needs no inline style.</summary>
[HtmlTargetElement("progress-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressBarTag : TagHelper
{
    public long Value { get; set; }
    public long Max { get; set; } = 100;

    /// <summary>What it says, for those who cannot see it.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var width = Max <= 0 ? 0 : decimal.Round(Value * 100m / Max, 2);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "progress");
        output.Attributes.SetAttribute("viewBox", "0 0 100 4");
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<rect class=\"progress-back\" width=\"100\" height=\"4\"/><rect class=\"progress-front\" width=\"{width}\" height=\"4\"/>"
            )
        );
    }
}
