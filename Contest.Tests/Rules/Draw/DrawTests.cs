using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Contest.Core.Draw;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Draw;

public class LotsTests
{
    private static IEnumerable<TestCaseData> Published()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", "draw-vectors.json");
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
            yield return new TestCaseData(vector.Clone()).SetArgDisplayNames(vector.GetProperty("name").GetString()!);
    }

    /// <summary>The vectors were computed with Python's hashlib and hmac, not with Contest.</summary>
    [TestCaseSource(nameof(Published))]
    public void A_draw_gives_the_published_values(JsonElement vector)
    {
        JsonSerializerOptions camel = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        var parties = vector.GetProperty("parties").Deserialize<List<DrawParty>>(camel)!;
        var values = vector.GetProperty("values").Deserialize<List<PublicValue>>(camel)!;
        var labels = vector.GetProperty("labels").Deserialize<List<string>>(camel)!;

        var bundle = DrawBundle.Draw(
            "test",
            labels.AsEnumerable().Reverse(),
            parties,
            values,
            vector.GetProperty("kin").Deserialize<List<Kinship>>(camel)
        );

        Assert.That(bundle.Labels, Is.EqualTo(labels));
        Assert.That(bundle.LabelsHash, Is.EqualTo(vector.GetProperty("labelsHash").GetString()));
        Assert.That(bundle.Randomness, Is.EqualTo(vector.GetProperty("randomness").GetString()));
        Assert.That(bundle.Salt, Is.EqualTo(vector.GetProperty("salt").GetString()));
        Assert.That(bundle.Key, Is.EqualTo(vector.GetProperty("key").GetString()));
        Assert.That(bundle.Lots, Is.EqualTo(vector.GetProperty("lots").Deserialize<List<Lot>>(camel)));
        Assert.That(bundle.Moves, Is.EqualTo(vector.GetProperty("moves").Deserialize<List<SpacingStep>>(camel)));
        Assert.That(bundle.Order, Is.EqualTo(vector.GetProperty("order").Deserialize<List<string>>(camel)));
        Assert.That(bundle.Problems(), Is.Empty);
    }

    /// <summary>draft-thomson-elegy-vrs-00, Example Usage; the labels are the colours of CSS Color Module Level 3.</summary>
    [TestCase(
        "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456",
        "002ed527ae0a44a86c205d1cdba lavenderblush,03f710be2b61a6f9c3f89aa5ab5 blue,08bab81380d7f0769cecf9969a8 darkgoldenrod,0c26494fa81f3aed8a9f66e77b7 mediumvioletred,0e1af5d1ccfd44de075cc0bb6d5 bisque,13a07cc9abf3b737e49a62b0634 lightpink"
    )]
    [TestCase(
        "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce",
        "00d1c59a9f1b581060a9e732e91 aqua,02b514b0b1807bfe086db524f40 darkgray,0337add95eac62a356b020a273a cornflowerblue"
    )]
    public void The_drafts_own_example_comes_out(string code, string first)
    {
        var labels = ((JsonElement)Published().First().Arguments[0]!)
            .GetProperty("labels")
            .EnumerateArray()
            .Select(label => label.GetString()!);
        var key = Lots.Key(Lots.Salt([Convert.FromHexString(code)]), "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./");
        var expected = first.Split(',');

        var lots = Lots.InOrder(labels, key).Take(expected.Length).Select(lot => $"{lot.Value[..27]} {lot.Label}");

        Assert.That(lots, Is.EqualTo(expected));
    }

    [Test]
    public void The_drafts_chain_of_codes_comes_out()
    {
        var secret = Encoding.UTF8.GetBytes("totally not a bikeshed");

        var (commitment, code) = (OneTimeCode.Hash(secret, 10), OneTimeCode.Hash(secret, 9));

        Assert.That(
            Convert.ToHexStringLower(commitment),
            Is.EqualTo("950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488")
        );
        Assert.That(
            Convert.ToHexStringLower(code),
            Is.EqualTo("5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456")
        );
        Assert.That(
            (OneTimeCode.Opens(code, commitment), OneTimeCode.Opens(secret, commitment)),
            Is.EqualTo((true, false))
        );
    }

    [ForAll]
    public bool A_withdrawal_keeps_the_order_of_the_others(NonEmptySet<ushort> numbers, byte[] key, byte who)
    {
        var labels = numbers.Get.Select(n => $"A-{n}").ToList();
        var gone = labels[who % labels.Count];
        var before = Lots.InOrder(labels, key).Where(lot => lot.Label != gone);
        return before.SequenceEqual(Lots.InOrder(labels.Where(label => label != gone), key));
    }

    [Test]
    public void A_changed_bundle_is_found_out()
    {
        var code = OneTimeCode.Hash("secret"u8, 1);
        DrawParty party = new(
            "organizer",
            Convert.ToHexStringLower(OneTimeCode.Hash(code, 1)),
            Convert.ToHexStringLower(code)
        );
        var bundle = DrawBundle.Draw("e", ["A", "B", "C"], [party], [new("3D", ["0", "4", "7"], true, "1000")]);

        Assert.That(bundle.Problems(), Is.Empty);
        Assert.That(
            (bundle with { Order = [.. bundle.Order.Reverse()] }).Problems(),
            Is.EqualTo(new[] { DrawRefusals.OrderDiffers })
        );
        Assert.That((bundle with { LabelsHash = "00" }).Problems(), Is.EqualTo(new[] { DrawRefusals.ListHashDiffers }));
        Assert.That((bundle with { Key = "00" }).Problems(), Is.EqualTo(new[] { DrawRefusals.KeyDiffers }));
        Assert.That(
            (bundle with { Lots = [.. bundle.Lots.Reverse()] }).Problems(),
            Is.EqualTo(new[] { DrawRefusals.LotsDiffer })
        );
        Assert.That(
            (bundle with { Parties = [party with { Commitment = party.Code }] }).Problems().Select(p => p.Code),
            Is.EqualTo(["lots.code-does-not-open"])
        );
    }

    [Test]
    public void A_bundle_survives_json()
    {
        var code = Convert.ToHexStringLower(OneTimeCode.Hash("secret"u8, 1));
        var bundle = DrawBundle.Draw(
            "e",
            ["A", "B", "C"],
            [new("o", code, code)],
            [new("3D", ["0"], true, "10")],
            [new("A", ["x"]), new("B", ["x"]), new("C", ["x"])]
        );

        var again = DrawBundle.Parse(bundle.ToJson());

        Assert.That((again.ToJson(), again.Hash()), Is.EqualTo((bundle.ToJson(), bundle.Hash())));
        Assert.That(
            JsonDocument.Parse(bundle.ToJson()).RootElement.EnumerateObject().Select(member => member.Name),
            Is.EqualTo(
                "format key kin labels labelsHash lots moves order parties randomness salt subject values".Split(' ')
            )
        );
        Assert.That(again.Problems().Select(p => p.Code), Is.EqualTo(["lots.code-does-not-open"]));
    }

    [TestCase("Ａ-01", "Ａ-01")]
    [TestCase("  A\t 01 ", "A 01")]
    [TestCase("e\u0301", "\u00e9")]
    public void A_label_has_one_form(string label, string canonical) =>
        Assert.That(Label.Canonical(label), Is.EqualTo(canonical));

    [Test]
    public void Two_labels_alike_are_refused() =>
        Assert.That(() => Label.List(["A 1", " A  1"]), Throws.ArgumentException);
}

public class EntropyTests
{
    // DOMAIN.md 1.10: log2(N!) for 10, 20, 30 finalists; six digits are 19.9 bits
    [TestCase(9, "18.5", true)]
    [TestCase(10, "21.8", false)]
    [TestCase(20, "61.1", false)]
    [TestCase(30, "107.7", false)]
    public void Six_digits_are_enough_for_nine_finalists_only(int finalists, string needed, bool enough)
    {
        var entropy = Entropy.Of(finalists, [1_000_000]);

        Assert.That(
            entropy,
            Is.EqualTo(new Entropy(decimal.Parse(needed, CultureInfo.InvariantCulture), 19.9m, enough))
        );
    }

    [Test]
    public void Sources_multiply() =>
        Assert.That(Entropy.Of(20, [.. Enumerable.Repeat(new BigInteger(17721088), 3)]).IsEnough, Is.True);
}

public class SpacingTests
{
    [TestCase("A1 B1 C1", "A1 B1 C1", "")]
    [TestCase("A1 A2 B1 C1", "A1 B1 A2 C1", "A2:2>3")]
    [TestCase("B1 A1 A2 C1", "B1 A1 C1 A2", "A2:3>4")]
    [TestCase("A1 A2 A3 B1 C1 D1", "A1 B1 A2 C1 A3 D1", "A2:2>4 A3:2>5")]
    [TestCase("B1 A1 A2", "B1 A1 A2", "A2:3>3")]
    public void Two_projects_of_one_entrant_do_not_follow_each_other(string drawn, string repaired, string moves)
    {
        var order = drawn.Split(' ');
        var spacing = Spacing.Of(order, order.Select(label => new Kinship(label, [label[..1]])));

        Assert.That(string.Join(' ', spacing.Order), Is.EqualTo(repaired));
        Assert.That(
            string.Join(' ', spacing.Steps.Select(step => $"{step.Label}:{step.From}>{step.To}")),
            Is.EqualTo(moves)
        );
    }

    [ForAll]
    public bool The_repair_always_ends_keeps_everybody_and_says_what_it_left(byte[] owners)
    {
        var order = owners.Select((_, n) => $"L{n}").ToList();
        var kin = owners
            .Select((owner, n) => new Kinship($"L{n}", [$"a{owner % 4}", $"b{owner / 4 % 3}"]))
            .ToDictionary(one => one.Label);
        var spacing = Spacing.Of(order, kin.Values);
        var together = spacing
            .Order.Zip(spacing.Order.Skip(1))
            .Any(pair => kin[pair.First].Parties.Intersect(kin[pair.Second].Parties).Any());
        return spacing.Order.Order().SequenceEqual(order.Order())
            && (!together || spacing.Steps.Any(step => !step.IsResolved));
    }
}

public class Rfc3797Tests
{
    [Test]
    public void The_worked_example_of_the_rfc_comes_out()
    {
        const string key = "9319./2.5.8.10.12./9.18.26.34.41.45./";

        Assert.That(Convert.ToHexString(Rfc3797.Hash(key, 0)), Is.EqualTo("990DD0A5692A029A98B5E01AA28F3459"));
        Assert.That(Rfc3797.Select(key, pool: 25, count: 10), Is.EqualTo([17, 7, 2, 16, 25, 23, 8, 24, 19, 13]));
    }
}
