using System.Numerics;

namespace Contest.Core.Voting.Ledger;

/// <summary>Leaves from (contained) to (not contained): what a node of the RFC 6962 tree stands over.</summary>
internal readonly record struct TreeSpan(long From, long To)
{
    public long Count => To - From;

    /// <summary>The largest power of two below the count: where the standard splits the tree.</summary>
    public long Split => From + (1L << (63 - BitOperations.LeadingZeroCount((ulong)(Count - 1))));

    public TreeSpan Left => new(From, Split);

    public TreeSpan Right => new(Split, To);

    /// <summary>The complete subtrees it is made of, largest first; all begin at a multiple of their size.</summary>
    public IEnumerable<Subtree> Subtrees()
    {
        for (var at = From; at < To; )
        {
            var height = 63 - BitOperations.LeadingZeroCount((ulong)(To - at));
            yield return new(height, at >> height);
            at += 1L << height;
        }
    }

    /// <summary>The neighbours of a leaf from the bottom up: RFC 6962, 2.1.1.</summary>
    public IEnumerable<TreeSpan> Path(long leaf) =>
        Count == 1 ? []
        : leaf < Split ? Left.Path(leaf).Append(Right)
        : Right.Path(leaf).Append(Left);

    /// <summary>What shows that the first leaves up to <paramref name="earlier"/> are the beginning: RFC 6962, 2.1.2.</summary>
    public IEnumerable<TreeSpan> SubProof(long earlier, bool isWhole = true) =>
        earlier == To ? (isWhole ? [] : [this])
        : earlier <= Split ? Left.SubProof(earlier, isWhole).Append(Right)
        : Right.SubProof(earlier, isWhole: false).Append(Left);
}

/// <summary>A complete subtree over 2^height leaves; the index-th of its height.</summary>
internal readonly record struct Subtree(int Height, long Index)
{
    private const int LevelHeight = 8;

    /// <summary>The tile that holds its root, or the entries from which the root is made.</summary>
    public TileId Tile => new(Height / LevelHeight, FirstEntry / Ledger.Tile.Width);

    /// <summary>Where its entries begin in that tile.</summary>
    public int Offset => (int)(FirstEntry % Ledger.Tile.Width);

    /// <summary>How many entries of the tile it covers: 1 to 128.</summary>
    public int Entries => 1 << (Height % LevelHeight);

    private long FirstEntry => Index << (Height % LevelHeight);
}
