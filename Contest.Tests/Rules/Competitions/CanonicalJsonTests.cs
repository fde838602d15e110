using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

/// <summary>docs/formats/canonical-json.md: the hashes were computed by another program (Python's json and hashlib).</summary>
public sealed class CanonicalJsonTests
{
    private static readonly Dictionary<string, object?> Vector = new()
    {
        ["b"] = new object?[] { 1.50m, true, null },
        ["a"] = "专利",
    };

    [Test]
    public void The_vector_of_the_document_has_its_hash() =>
        Assert.That(
            CanonicalJson.Hash(Vector),
            Is.EqualTo("182a89aacec86c727f078006bd4fe696db6fe71bff2ddfc55e58574639156ef9")
        );

    [Test]
    public void The_vector_of_strings_has_its_hash()
    {
        string[] strings = ["云江\u3000大赛", "𬭎", "\u007f\u00a0\u2028", "\"\\/<&'", "\b\t\n\f\r\u0001\u001f"];

        Assert.That(CanonicalJson.Write(strings), Does.StartWith("[\"云江\u3000大赛\",\"𬭎\",\"\u007f\u00a0\u2028\","));
        Assert.That(
            CanonicalJson.Hash(strings),
            Is.EqualTo("bceda8d73b3530a00c11b12f217f70ed0b5f4dbae4a5a4727cc63a9054c2ff47")
        );
    }

    [Test]
    public void Members_are_sorted_by_code_unit_at_every_depth()
    {
        Dictionary<string, object> deep = new()
        {
            ["b"] = new Dictionary<string, int>
            {
                ["z"] = 1,
                ["a"] = 2,
                ["B"] = 3,
            },
            ["a"] = 0,
        };

        Assert.That(CanonicalJson.Write(deep), Is.EqualTo("""{"a":0,"b":{"B":3,"a":2,"z":1}}"""));
    }

    [TestCase("1.50", "1.5")]
    [TestCase("100", "100")]
    [TestCase("20.0", "20")]
    [TestCase("-0.0", "0")]
    [TestCase("88.345", "88.345")]
    [TestCase("0.0000001", "0.0000001")]
    [TestCase("0.1000000000000000000000000001", "0.1000000000000000000000000001")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Numbers_are_the_shortest_exact_decimal(string number, string text) =>
        Assert.That(
            CanonicalJson.Write(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(text)
        );

    private static readonly IReadOnlyList<string> Names = Presets.Names;

    [TestCaseSource(nameof(Names))]
    public void A_rulebook_reads_back_the_same_with_the_same_hash(string name)
    {
        var rulebook = Presets.Get(name) with { Title = new("𬭎\u3000“\"\\\n", "", "") };
        var text = CanonicalJson.Write(rulebook);

        Assert.That(CanonicalJson.Hash(CanonicalJson.Read<Rulebook>(text)), Is.EqualTo(CanonicalJson.HashText(text)));
        Assert.That(CanonicalJson.Read<Rulebook>(text).Title, Is.EqualTo(rulebook.Title));
    }

    [Test]
    public void A_member_nobody_knows_is_refused() =>
        Assert.That(
            () => CanonicalJson.Read<LocalizedText>("""{"zhCn":"a","zhHk":"b","en":"c","fr":"d"}"""),
            Throws.TypeOf<JsonException>()
        );
}
