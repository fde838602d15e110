using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Voting.Ledger;

public class TileTreeTests
{
    private const int Most = 66_000;
    private static readonly byte[][] Leaves =
    [
        .. Enumerable.Range(0, Most).Select(n => MerkleLog.Leaf(BitConverter.GetBytes(n))),
    ];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    public void Root_and_proofs_are_those_of_the_whole_log(int size)
    {
        var tiles = Grown(size, steps: 7);

        Agrees(
            tiles,
            size,
            [0, size / 3, size / 2, size - 2, size - 1],
            [1, 2, 255, 256, 257, size / 2, size - 1, size]
        );
    }

    [ForAll(MaxTest = 60)]
    public bool It_agrees_at_any_size_however_it_grew(
        PositiveInt any,
        PositiveInt steps,
        NonNegativeInt a,
        NonNegativeInt b
    )
    {
        var size = 1 + (int)(any.Get * 7919L % 3000);
        var tiles = Grown(size, 1 + (steps.Get % 9));
        Agrees(tiles, size, [(int)(a.Get * 31L % size)], [1 + (int)(b.Get * 31L % size)]);
        return true;
    }

    [Test]
    public void Tiles_that_grew_since_still_give_the_roots_and_proofs_of_every_earlier_size()
    {
        var tiles = Grown(1_000, steps: 3);

        for (var size = 1; size < 1_000; size += 37)
            Agrees(tiles, size, [0, size - 1], [1, size]);
    }

    [Test]
    public void A_proof_of_a_large_log_reads_a_few_tiles_and_says_which_beforehand()
    {
        const long size = 10_000_000_123;
        Dictionary<TileId, byte[]> full = [];
        byte[] Fetch(TileId tile) => full[tile] = new byte[Tile.Width * Tile.HashBytes];

        TileTree.InclusionProof(7_654_321_000, size, Fetch);
        Assert.That(full.Keys, Is.EquivalentTo(TileTree.TilesForInclusion(7_654_321_000, size)));
        Assert.That(full, Has.Count.LessThanOrEqualTo(2 * 5));

        full.Clear();
        TileTree.ConsistencyProof(7_654_321_001, size, Fetch);
        Assert.That(full.Keys, Is.EquivalentTo(TileTree.TilesForConsistency(7_654_321_001, size)));
        Assert.That(full, Has.Count.LessThanOrEqualTo(3 * 5));

        full.Clear();
        TileTree.Root(size, Fetch);
        Assert.That(full.Keys, Is.EquivalentTo(TileTree.TilesForRoot(size)));
        Assert.That(full, Has.Count.LessThanOrEqualTo(5));
    }

    [Test]
    public void Adding_reads_and_writes_only_the_edge()
    {
        var tiles = Grown(65_535, steps: 1);
        List<TileId> read = [];

        var changed = TileTree.Append(
            65_535,
            [Leaves[65_535]],
            id =>
            {
                read.Add(id);
                return tiles[id];
            }
        );

        Assert.That(read, Is.EqualTo(TileTree.TilesForAppend(65_535)));
        Assert.That(
            changed.Select(tile => (tile.Level, tile.Index, tile.Count)),
            Is.EqualTo(new[] { (0, 255L, 256), (1, 0L, 256), (2, 0L, 1) })
        );
    }

    [Test]
    public void A_tile_that_is_missing_or_too_short_is_named()
    {
        Assert.That(
            () => TileTree.Root(300, _ => null),
            Throws.InvalidOperationException.With.Message.Contains("tile 0 of level 1")
        );
        Assert.That(
            () => TileTree.Append(3, [Leaves[3]], _ => new byte[64]),
            Throws.InvalidOperationException.With.Message.Contains("at least 3 hashes, but has 2")
        );
    }

    private static void Agrees(Dictionary<TileId, byte[]> tiles, int size, int[] indexes, int[] earlier)
    {
        var leaves = Leaves[..size];
        byte[]? Read(TileId id) => tiles.GetValueOrDefault(id);
        Assert.That(TileTree.Root(size, Read), Is.EqualTo(MerkleLog.Root(leaves)), $"root of {size}");
        foreach (var index in indexes.Where(index => index >= 0 && index < size))
            Assert.That(
                TileTree.InclusionProof(index, size, Read),
                Is.EqualTo(MerkleLog.InclusionProof(leaves, index)),
                $"leaf {index} of {size}"
            );
        foreach (var before in earlier.Where(before => before > 0 && before <= size))
            Assert.That(
                TileTree.ConsistencyProof(before, size, Read),
                Is.EqualTo(MerkleLog.ConsistencyProof(leaves, before)),
                $"{before} in {size}"
            );
    }

    /// <summary>Tiles of a log that grew in so many steps of different length.</summary>
    private static Dictionary<TileId, byte[]> Grown(int size, int steps)
    {
        Dictionary<TileId, byte[]> tiles = [];
        for (var (step, at) = (1, 0); at < size; step++)
        {
            var next = step == steps ? size : Math.Min(size, at + (size / steps) + (step * 13 % 29));
            foreach (var tile in TileTree.Append(at, Leaves[at..next], id => tiles.GetValueOrDefault(id)))
                tiles[new(tile.Level, tile.Index)] = tile.Hashes;
            at = next;
        }
        return tiles;
    }
}
