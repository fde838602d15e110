using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

/// <summary>The number judges of an anonymous round know an entry by (decision 0016).</summary>
public sealed class BlindNumberTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Other = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

    /// <summary>Neighbours, and numbers from all over the range with both its ends: what leads back to one is that one's alone.</summary>
    [Test]
    public void No_two_entries_have_one_number_and_each_leads_back()
    {
        int[] entries = [.. Enumerable.Range(1, 100), .. Enumerable.Range(0, 400).Select(n => n * 225), 89_999];
        var numbers = entries.ToDictionary(n => n, n => BlindNumber.Of(Key, n));

        Assert.That(numbers.Values, Is.Unique);
        Assert.That(numbers.Values, Has.All.Match("^[1-9][0-9]{4}$"));
        Assert.That(numbers.Where(n => BlindNumber.NumberOf(Key, n.Value) != n.Key), Is.Empty);
    }

    [Test]
    public void Another_key_gives_other_numbers_and_the_order_tells_nothing()
    {
        var mine = Enumerable.Range(1, 400).Select(n => BlindNumber.Of(Key, n)).ToList();
        var theirs = Enumerable.Range(1, 400).Select(n => BlindNumber.Of(Other, n)).ToList();

        Assert.That(mine.Zip(theirs).Count(p => p.First == p.Second), Is.LessThan(3));
        // of neighbours as many go up as down: about half of 399
        Assert.That(
            mine.Zip(mine.Skip(1)).Count(p => string.CompareOrdinal(p.First, p.Second) < 0),
            Is.InRange(150, 250)
        );
    }

    [TestCase("9999")]
    [TestCase("09999")]
    [TestCase("123456")]
    [TestCase("-1234")]
    [TestCase("A1234")]
    [TestCase("")]
    public void What_is_no_blind_number_leads_nowhere(string text) =>
        Assert.That(BlindNumber.NumberOf(Key, text), Is.Null);

    [Test]
    public void Numbers_it_has_no_room_for_are_refused() =>
        Assert.That(() => BlindNumber.Of(Key, 90_000), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(true, false, true, true)]
    [TestCase(false, false, true, false)]
    [TestCase(true, true, true, false)] // confirmed: the public pages are open again
    [TestCase(true, false, false, true)] // without the key no name at all, rather than the public one
    public void It_stands_for_the_code_while_an_anonymous_round_is_not_confirmed(
        bool isAnonymous,
        bool isConfirmed,
        bool hasKey,
        bool isBlind
    )
    {
        Competition competition = new()
        {
            Id = Guid.Parse("00000000-0000-0000-0000-000000000001"),
            Slug = "x",
            RulebookJson = "{}",
            RulebookHash = "",
            VoterKey = hasKey ? Key : null,
            ReceiptKey = [],
            Stages =
            [
                new()
                {
                    Stage = Stage.Preliminary,
                    ConfirmedAt = isConfirmed ? new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero) : null,
                },
            ],
        };
        var rules = Presets.Get(Presets.Names[0]).Preliminary with { IsAnonymous = isAnonymous };

        var number = hasKey ? BlindNumber.Of(Key, 7) : BlindNumber.Nameless;
        Assert.That(BlindNumber.Of(competition, rules, 7), Is.EqualTo(isBlind ? number : null));
    }
}
