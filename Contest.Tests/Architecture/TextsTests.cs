using System.Text.RegularExpressions;
using System.Xml.Linq;
using Contest.Tests.Support;
using NUnit.Framework;

namespace Contest.Tests.Architecture;

/// <summary>Every word of the product exists in three languages, each in its own script, and none of them stands in markup.</summary>
public sealed partial class TextsTests
{
    private static readonly string[] Cultures = ["zh-CN", "zh-HK", "en"];

    // how the languages call themselves, and words that are to be written in a workbook's cells
    private static readonly string[] MayBeForeign =
    [
        "LanguageZhCn",
        "LanguageZhHk",
        "LanguageCN",
        "LanguageHK",
        "project.market_unknown",
        "project.core_patent_missing",
    ];

    private static IEnumerable<string> Bases =>
        ((string[])["Contest.Core", "Contest.Web"])
            .SelectMany(project => Directory.GetFiles(Checkout.Path(project, "Texts"), "*.resx"))
            .Where(file => !Path.GetFileNameWithoutExtension(file).Contains('.'))
            .Select(file => Path.GetRelativePath(Checkout.Root, file))
            .Order();

    [TestCaseSource(nameof(Bases))]
    public void The_three_languages_have_the_same_texts_with_the_same_places(string file)
    {
        var neutral = Read(file, "zh-CN");
        foreach (var culture in Cultures)
        {
            var texts = Read(file, culture);
            Assert.That(texts.Keys, Is.EquivalentTo(neutral.Keys), culture);
            Assert.That(texts.Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Key), Is.Empty, culture);
            foreach (var (key, text) in texts)
                Assert.That(Places(text), Is.EqualTo(Places(neutral[key])), $"{key} in {culture}");
        }
    }

    [TestCaseSource(nameof(Bases))]
    public void Each_language_is_written_in_its_own_script(string file)
    {
        var strangers =
            from culture in Cultures
            from text in Read(file, culture)
            where !MayBeForeign.Contains(text.Key)
            from stranger in Script.Strangers(text.Value, culture)
            select $"{culture} {text.Key}: {stranger}";
        Assert.That(strangers, Is.Empty);
    }

    [Test]
    public void No_text_stands_in_markup_or_scripts()
    {
        var found =
            from file in Checkout.Files("Contest.Web", ".cshtml", ".ts", ".mjs")
            let text = Comment().Replace(File.ReadAllText(file), "")
            from Match match in Han().Matches(text)
            select $"{Path.GetRelativePath(Checkout.Root, file)}: {match.Value}";
        Assert.That(found, Is.Empty);
    }

    private static Dictionary<string, string> Read(string file, string culture)
    {
        var path = culture == "zh-CN" ? file : Path.ChangeExtension(file, $"{culture}.resx");
        return XDocument
            .Load(Checkout.Path(path))
            .Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
    }

    private static SortedSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"@\*.*?\*@|/\*.*?\*/|(?<!:)//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // 、 joins names that are Chinese anyway
    [GeneratedRegex(@"[\u3400-\u9fff]+")]
    private static partial Regex Han();
}
