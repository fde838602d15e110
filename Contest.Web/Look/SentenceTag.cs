using System.Globalization;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Registration;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Contest.Web.Look;

/// <summary>
/// <c>&lt;sentence code="…" arguments="…"&gt;</c>: the sentence of a refusal or finding, with what is quoted in simplified
/// Chinese marked as such on pages of another language.
/// </summary>
[HtmlTargetElement("sentence", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed partial class SentenceTag : TagHelper
{
    public string Code { get; set; } = "";

    /// <summary>What the sentence's placeholders are filled with.</summary>
    public IReadOnlyList<object> Arguments { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        var culture = CultureInfo.CurrentUICulture;
        var text = Words.Find(Code, culture) ?? Code;
        if (culture.Name == "zh-CN")
        {
            output.Content.SetContent(Words.Say(Code, [.. Arguments]));
            return;
        }
        output.Content.Clear();
        var from = 0;
        foreach (var place in Places().EnumerateMatches(text))
        {
            Plainly(output.Content, text[from..place.Index]);
            Append(output.Content, text.Substring(place.Index, place.Length));
            from = place.Index + place.Length;
        }
        Plainly(output.Content, text[from..]);
    }

    private void Append(TagHelperContent content, string place)
    {
        var at = int.Parse(Digits().Match(place).ValueSpan, CultureInfo.InvariantCulture);
        var isForeign = at < Arguments.Count && Arguments[at] is string quoted && IsForeign(quoted);
        var text = string.Format(CultureInfo.CurrentCulture, place, [.. Arguments]);
        if (isForeign)
            Marked(content, text);
        else
            content.Append(text);
    }

    /// <summary>Chinese as typed by somebody; the product's own words for kinds are already in the page's language.</summary>
    private static bool IsForeign(string quoted) => Chinese().IsMatch(quoted) && !OwnWords().Contains(quoted);

    private static IEnumerable<string> OwnWords() =>
        [
            .. Enum.GetValues<EntrantKind>().Select(KindWords.Say),
            .. Enum.GetValues<IdentifierKind>().Select(KindWords.Say),
            .. Enum.GetValues<PatentKind>().Select(KindWords.Say),
            .. Enum.GetValues<MarketStage>().Select(KindWords.Say),
        ];

    /// <summary>The sentence's own words; an English one may name a word of the workbook, such as 是.</summary>
    private static void Plainly(TagHelperContent content, string text)
    {
        var words = text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        var isEnglish = CultureInfo.CurrentUICulture.Name == "en";
        foreach (var part in Runs().Split(words))
            if (isEnglish && Chinese().IsMatch(part))
                Marked(content, part);
            else
                content.Append(part);
    }

    private static void Marked(TagHelperContent content, string text)
    {
        content.AppendHtml("<span lang=\"zh-CN\">");
        content.Append(text);
        content.AppendHtml("</span>");
    }

    [GeneratedRegex(@"\{\d+(?:[,:][^}]*)?\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(\p{IsCJKUnifiedIdeographs}+)")]
    private static partial Regex Runs();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
