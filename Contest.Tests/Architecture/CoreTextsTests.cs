using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Resources;
using System.Text.RegularExpressions;
using Contest.Core;

namespace Contest.Tests.Architecture;

public partial class CoreTextsTests
{
    /// <summary>Every literal of Core that looks like a code of a text file: the compiled strings, not the source.</summary>
    [TestCase("")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public void Every_code_of_Core_has_a_sentence_of_its_own_in_every_language(string culture)
    {
        var areas = typeof(Stage).Assembly.GetManifestResourceNames().Select(name => name.Split('.')[^2]).ToHashSet();
        var codes = Literals().Where(text => Code().IsMatch(text) && areas.Contains(text.Split('.')[0])).ToList();

        Assert.That(
            codes,
            Does.Contain("calculation.mean").And.Contain("lots.order-differs").And.Contain("voting.already_voted")
        );
        Assert.That(codes.Where(code => string.IsNullOrWhiteSpace(Sentence(code, culture))), Is.Empty);
    }

    private static string? Sentence(string code, string culture)
    {
        ResourceManager texts = new($"Contest.Core.Texts.{code.Split('.')[0]}", typeof(Stage).Assembly);
        var only = texts.GetResourceSet(
            CultureInfo.GetCultureInfo(culture),
            createIfNotExists: true,
            tryParents: false
        );
        return only?.GetString(code);
    }

    private static List<string> Literals()
    {
        using PEReader file = new(File.OpenRead(typeof(Stage).Assembly.Location));
        var metadata = file.GetMetadataReader();
        List<string> literals = [];
        for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at))
            literals.Add(metadata.GetUserString(at));
        return literals;
    }

    [GeneratedRegex(@"^[a-z]+(\.[a-z0-9_-]*[a-z0-9])+$")]
    private static partial Regex Code();
}
