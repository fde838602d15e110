using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Resources;
using System.Text.RegularExpressions;
using Contest.Core;

namespace Contest.Tests.Rules.Competitions;

/// <summary>Codes of this area have underscores, so they are looked for by a wider form than the one for all of Core.</summary>
public sealed partial class RulebookTextsTests
{
    [TestCase("")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public void Every_code_of_rulebook_and_stage_has_a_sentence_of_its_own_in_every_language(string culture)
    {
        var codes = Literals().Where(t => Code().IsMatch(t)).Distinct().ToList();

        Assert.That(codes, Does.Contain("rulebook.points_not_100").And.Contain("stage.undecided_entries"));
        Assert.That(codes.Where(c => string.IsNullOrWhiteSpace(Own(c, culture))), Is.Empty);
    }

    [TestCase("rulebook")]
    [TestCase("stage")]
    public void A_sentence_takes_the_same_arguments_in_every_language(string file)
    {
        var neutral = All(file, "");
        foreach (var culture in (string[])["zh-HK", "en"])
        foreach (var (code, text) in neutral)
            Assert.That(Holes(Own(code, culture) ?? ""), Is.EqualTo(Holes(text)), $"{code} in {culture}");
    }

    private static SortedSet<string> Holes(string text) => [.. Hole().Matches(text).Select(m => m.Value)];

    private static Dictionary<string, string> All(string file, string culture) =>
        Set(file, culture)!
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string? Own(string code, string culture) => Set(code.Split('.')[0], culture)?.GetString(code);

    private static ResourceSet? Set(string file, string culture) =>
        new ResourceManager($"Contest.Core.Texts.{file}", typeof(Stage).Assembly).GetResourceSet(
            CultureInfo.GetCultureInfo(culture),
            createIfNotExists: true,
            tryParents: false
        );

    private static List<string> Literals()
    {
        using PEReader file = new(File.OpenRead(typeof(Stage).Assembly.Location));
        var metadata = file.GetMetadataReader();
        List<string> literals = [];
        for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at))
            literals.Add(metadata.GetUserString(at));
        return literals;
    }

    [GeneratedRegex("^(rulebook|stage)\\.[a-z0-9_]*[a-z0-9]$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();
}
