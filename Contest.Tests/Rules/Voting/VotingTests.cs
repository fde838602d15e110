using System.Text;
using Contest.Core.Scoring;
using Contest.Core.Voting;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Voting;

public class VotePointsTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 4).Select(n => new Guid(n, 0, 0, new byte[8]))];

    // DOMAIN.md 3.8 for linear and log; rank-step after 昆明 2017
    [TestCase(VoteConversion.Linear, new[] { 12800L, 3200, 9600, 0 }, new[] { "100.00", "25.00", "75.00", "0.00" })]
    [TestCase(VoteConversion.Log, new[] { 12800L, 3200, 9600, 0 }, new[] { "100.00", "85.34", "96.96", "0.00" })]
    [TestCase(
        VoteConversion.RankStep,
        new[] { 12800L, 3200, 12800, 0 },
        new[] { "100.00", "90.00", "100.00", "85.00" }
    )]
    [TestCase(VoteConversion.Linear, new[] { 0L, 0, 0, 0 }, new[] { "0.00", "0.00", "0.00", "0.00" })]
    [TestCase(VoteConversion.Log, new[] { 0L, 0, 0, 0 }, new[] { "0.00", "0.00", "0.00", "0.00" })]
    [TestCase(VoteConversion.RankStep, new[] { 0L, 0, 0, 0 }, new[] { "0.00", "0.00", "0.00", "0.00" })]
    public void Votes_become_points_of_a_hundred(VoteConversion conversion, long[] votes, string[] points)
    {
        var given = VotePoints.Of(Ids.Zip(votes).ToDictionary(one => one.First, one => one.Second), conversion);

        Assert.That(
            Ids.Select(id => Rounding.HalfUp(given[id], 2).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(points)
        );
    }
}

public class ReceiptCodeTests
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static readonly string Code = ReceiptCode.Of(0x5_DEAD_BEEF);

    [ForAll]
    public bool A_code_reads_back_as_itself_and_as_its_number(ulong any)
    {
        var number = NumberOf(any);
        var code = ReceiptCode.Of(number);
        return code.Length == 9
            && code[4] == '-'
            && ReceiptCode.Parse(code) == code
            && ReceiptCode.NumberOf(code) == number;
    }

    [Test]
    public void Only_a_number_of_seven_letters_has_a_code()
    {
        Assert.That(() => ReceiptCode.Of(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ReceiptCode.Of(ReceiptCode.Count), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(ReceiptCode.Of(ReceiptCode.Count - 1), Does.StartWith("ZZZZ-ZZZ"));
    }

    [Test]
    public void Case_spaces_dashes_and_full_width_do_not_matter()
    {
        var fullWidth = string.Concat(Code.Select(c => c == '-' ? '－' : (char)(c + 0xFEE0)));

        Assert.That(
            new[]
            {
                Code.ToLowerInvariant(),
                Code.Replace("-", ""),
                $"  {Code.Replace('-', ' ')}\n",
                fullWidth,
                Code.Replace('-', '–'),
            }.Select(ReceiptCode.Parse),
            Is.All.EqualTo(Code)
        );
    }

    [Test]
    public void Any_one_wrong_character_is_noticed()
    {
        var letters = Code.Replace("-", "");
        var wrong =
            from place in Enumerable.Range(0, 8)
            from letter in Alphabet
            where letter != letters[place]
            select ReceiptCode.Parse(letters[..place] + letter + letters[(place + 1)..]);

        Assert.That(wrong.ToList(), Has.Count.EqualTo(8 * 31).And.All.Null);
    }

    [ForAll]
    public bool Any_two_swapped_characters_are_noticed(ulong any)
    {
        var letters = ReceiptCode.Of(NumberOf(any)).Replace("-", "");
        return Enumerable
            .Range(0, 8)
            .All(i =>
                Enumerable
                    .Range(0, 8)
                    .All(j => letters[i] == letters[j] || ReceiptCode.Parse(Swap(letters, i, j)) is null)
            );
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("IO01-IO01")]
    [TestCase("\ud800BCDEFGH")]
    public void What_is_no_code_is_none(string? typed) => Assert.That(ReceiptCode.Parse(typed), Is.Null);

    private static long NumberOf(ulong any) => (long)(any % (ulong)ReceiptCode.Count);

    private static string Swap(string letters, int i, int j)
    {
        var swapped = letters.ToCharArray();
        (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
        return new(swapped);
    }
}

public class TallyTests
{
    [Test]
    public void The_tally_is_ordered_by_votes_then_label_and_shares_ranks()
    {
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        var tally = Tally.Of([new(c, "A-03", 5), new(b, "A-02", 9), new(a, "A-01", 5)]);

        Assert.That(
            tally.Lines,
            Is.EqualTo(new TallyLine[] { new(1, b, "A-02", 9), new(2, a, "A-01", 5), new(2, c, "A-03", 5) })
        );
        Assert.That(tally.Total, Is.EqualTo(19));
    }
}

public class MerkleLogTests
{
    private static readonly string[] Data =
    [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, 64).Select(n => MerkleLog.Leaf([(byte)n]))];

    // DOMAIN.md 3.9
    [TestCase(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [TestCase(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [TestCase(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [TestCase(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [TestCase(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [TestCase(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_are_those_of_the_standard_test_leaves(int count, string root) =>
        Assert.That(
            Convert.ToHexStringLower(
                MerkleLog.Root([.. Data.Take(count).Select(hex => MerkleLog.Leaf(Convert.FromHexString(hex)))])
            ),
            Is.EqualTo(root)
        );

    [Test]
    public void Every_leaf_of_every_log_up_to_64_is_proven_and_a_tampered_proof_is_not([Range(1, 64)] int size)
    {
        var leaves = Leaves.Take(size).ToList();
        var root = MerkleLog.Root(leaves);
        for (var index = 0; index < size; index++)
        {
            var proof = MerkleLog.InclusionProof(leaves, index);
            Assert.That(MerkleLog.IsIncluded(leaves[index], index, size, proof, root), Is.True, $"{index} of {size}");
            Assert.That(MerkleLog.IsIncluded(MerkleLog.Leaf("other"u8), index, size, proof, root), Is.False);
            Assert.That(
                MerkleLog.IsIncluded(leaves[index], (index + 1) % size, size, proof, root),
                Is.EqualTo(size == 1)
            );
            for (var nth = 0; nth < proof.Count; nth++)
                Assert.That(MerkleLog.IsIncluded(leaves[index], index, size, Tampered(proof, nth), root), Is.False);
            Assert.That(MerkleLog.IsIncluded(leaves[index], index, size, [.. proof, root], root), Is.False);
        }
    }

    [Test]
    public void Every_earlier_log_is_proven_to_be_the_beginning([Range(1, 64)] int size)
    {
        var leaves = Leaves.Take(size).ToList();
        var root = MerkleLog.Root(leaves);
        for (var earlier = 1; earlier <= size; earlier++)
        {
            var before = MerkleLog.Root([.. leaves.Take(earlier)]);
            var proof = MerkleLog.ConsistencyProof(leaves, earlier);
            Assert.That(MerkleLog.IsConsistent(earlier, before, size, root, proof), Is.True, $"{earlier} of {size}");
            Assert.That(MerkleLog.IsConsistent(earlier, MerkleLog.Leaf("other"u8), size, root, proof), Is.False);
            for (var nth = 0; nth < proof.Count; nth++)
                Assert.That(MerkleLog.IsConsistent(earlier, before, size, root, Tampered(proof, nth)), Is.False);
        }
    }

    private static byte[][] Tampered(IReadOnlyList<byte[]> proof, int nth) =>
        [.. proof.Select((hash, n) => n == nth ? [(byte)(hash[0] ^ 1), .. hash[1..]] : hash)];
}
