using System.Globalization;

namespace Contest.Core.Competitions;

/// <summary>A text in the three languages of the product.</summary>
/// <param name="ZhCn">Simplified Chinese, mainland words; never empty.</param>
/// <param name="ZhHk">Traditional Chinese, Hong Kong words.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string ZhCn, string ZhHk, string En)
{
    /// <summary>The text in the current UI culture; simplified Chinese where the other is empty.</summary>
    public override string ToString() => For(CultureInfo.CurrentUICulture.Name);

    /// <summary>The text for a culture's name.</summary>
    public string For(string culture) =>
        culture switch
        {
            "zh-HK" when ZhHk.Length > 0 => ZhHk,
            "en" when En.Length > 0 => En,
            _ => ZhCn,
        };
}
