using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Scoring;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary><c>&lt;worked-steps of="…"&gt;</c>: how a number came about, step by step, names marked as what they are.</summary>
[HtmlTargetElement("worked-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed partial class WorkedStepsTag(HtmlEncoder html) : TagHelper
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

    /// <summary>821/2 is written 410.5; a fraction without a finite decimal stays one: nothing is rounded here.</summary>
    private static string Readable(string argument) =>
        FractionPattern()
            .Replace(
                argument,
                found =>
                {
                    var (over, under) = (Number(found, 1), Number(found, 2));
                    var quotient = under == 0 ? 0 : over / under;
                    return under != 0 && decimal.Round(quotient, 6) * under == over
                        ? decimal.Round(quotient, 6).ToString("0.######", CultureInfo.InvariantCulture)
                        : found.Value;
                }
            );

    private static decimal Number(Match found, int group) =>
        decimal.Parse(found.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\p{L}\d./])(\d{1,12})/(\d{1,9})(?![\p{L}\d./])")]
    private static partial Regex FractionPattern();

    private string Mark(string argument)
    {
        var safe = html.Encode(Readable(argument));
        var isForeign =
            CultureInfo.CurrentUICulture.Name != "zh-CN" && argument.Any(c => c is >= '\u3400' and <= '\u9fff');
        return isForeign ? $"<span lang=\"zh-CN\">{safe}</span>" : safe;
    }
}
