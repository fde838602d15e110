using System.Collections;
using System.Globalization;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>
/// A field of industry in the reader's language. The rulebook and the forms keep the Chinese name, which is what is
/// compared and stored; the usual ones are translated here, others are shown as the organizer wrote them.
/// </summary>
public static class IndustryName
{
    private static readonly Dictionary<string, string> Keys = Industries
        .ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
        .Cast<DictionaryEntry>()
        .ToDictionary(word => (string)word.Value!, word => (string)word.Key, StringComparer.Ordinal);

    public static bool IsKnown(string industry) => Keys.ContainsKey(industry);

    public static string Say(string industry) =>
        Keys.TryGetValue(industry, out var key)
            ? Industries.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? industry
            : industry;
}

/// <summary><c>&lt;industry-name of="…" /&gt;</c>: the field in the page's language, marked where it is not.</summary>
[HtmlTargetElement("industry-name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IndustryNameTag : TagHelper
{
    /// <summary>As the entry or the rulebook has it.</summary>
    public string Of { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var isForeign = CultureInfo.CurrentUICulture.Name != "zh-CN" && !IndustryName.IsKnown(Of);
        output.TagName = isForeign ? "span" : null;
        output.TagMode = TagMode.StartTagAndEndTag;
        if (isForeign)
            output.Attributes.SetAttribute("lang", "zh-CN");
        output.Content.SetContent(IndustryName.Say(Of));
    }
}
