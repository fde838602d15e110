using Contest.Core.Voting;

namespace Contest.Tests.Rules.Voting;

public class Ff1Tests
{
    private const string Key256 = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94";

    // NIST's examples for SP 800-38G, FF1 samples 1, 4 and 7: radix 10, no tweak
    [TestCase(32, 0123456789, 2433477484)]
    [TestCase(48, 0123456789, 2830668132)]
    [TestCase(64, 0123456789, 6657667009)]
    public void The_examples_of_the_standard_come_out_and_lead_back(int keyDigits, long plain, long cipher)
    {
        using Ff1 permutation = new(Convert.FromHexString(Key256[..keyDigits]), 10, 10);
        long[] numbers = [plain, 42, plain];

        permutation.Encrypt(numbers);
        Assert.That(numbers, Is.EqualTo(new[] { cipher, numbers[1], cipher }));
        Assert.That(numbers[1], Is.Not.EqualTo(42));

        permutation.Decrypt(numbers);
        Assert.That(numbers, Is.EqualTo(new[] { plain, 42, plain }));
    }

    /// <summary>Halves of different length, as receipts have them: every number there is, and no other.</summary>
    [Test]
    public void Every_number_leads_to_another_ones_place()
    {
        const int all = 21 * 21 * 21 * 21 * 21;
        using Ff1 permutation = new(Convert.FromHexString(Key256), 21, 5);
        long[] numbers = [.. Enumerable.Range(0, all)];

        permutation.Encrypt(numbers);
        var met = new bool[all];
        foreach (var number in numbers)
            met[number] = true;
        Assert.That(met, Has.All.True);

        permutation.Decrypt(numbers);
        Assert.That(numbers.Select((n, i) => n == i), Has.All.True);
    }

    [TestCase(10, 5, TestName = "fewer than a million numbers")]
    [TestCase(2, 66, TestName = "halves of more than 32 bits")]
    [TestCase(1, 7, TestName = "no radix")]
    [TestCase(65_537, 2, TestName = "a radix beyond the standard's")]
    public void What_it_has_no_room_for_is_refused(int radix, int digits) =>
        Assert.That(() => new Ff1(new byte[32], radix, digits), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-1)]
    [TestCase(10_000_000_000)]
    public void A_number_that_is_none_is_refused(long number)
    {
        using Ff1 permutation = new(new byte[16], 10, 10);
        Assert.That(() => permutation.Encrypt([1, number]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => permutation.Decrypt([1, number]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}

public class ReceiptNumbersTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, ReceiptNumbers.KeyBytes).Select(i => (byte)i)];

    [Test]
    public void Each_ballot_has_a_receipt_of_its_own_that_leads_back_to_it()
    {
        using ReceiptNumbers numbers = new(Key);
        long[] arrivals = [.. Enumerable.Range(0, 20_000), 1_500_000, ReceiptCode.Count - 1];

        var receipts = numbers.Of(arrivals);

        Assert.That(receipts, Is.Unique);
        Assert.That(receipts.Select(ReceiptCode.Parse), Is.EqualTo(receipts));
        Assert.That(receipts.Select(numbers.ArrivalOf), Is.EqualTo(arrivals));
    }

    /// <summary>A receipt is kept for years: what an edition's key gives must not change with the code.</summary>
    [Test]
    public void A_keys_receipts_stay_what_they_are()
    {
        using ReceiptNumbers numbers = new(Key);
        Assert.That(numbers.Of([1, 2, 1_500_000]), Is.EqualTo(new[] { "K8AH-ZH3N", "LM3V-98FM", "4XUC-3TMF" }));
    }

    [Test]
    public void Neighbours_do_not_look_alike_and_another_edition_gives_others()
    {
        using ReceiptNumbers mine = new(Key);
        using ReceiptNumbers theirs = new([.. Key.Reverse()]);
        long[] arrivals = [.. Enumerable.Range(1, 400)];
        var (one, two) = (mine.Of(arrivals), theirs.Of(arrivals));

        Assert.That(one.Intersect(two), Is.Empty);
        // of neighbours as many go up as down, and their first letters are all there are
        Assert.That(
            one.Zip(one.Skip(1)).Count(p => string.CompareOrdinal(p.First, p.Second) < 0),
            Is.InRange(150, 250)
        );
        Assert.That(one.Select(r => r[0]).Distinct().Count(), Is.EqualTo(32));
    }
}
