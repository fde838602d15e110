namespace Contest.Core.Draw;

/// <summary>What can be wrong with a draw.</summary>
public static class DrawRefusals
{
    /// <summary>The recomputed hash of the label list is another one.</summary>
    public static Refusal ListHashDiffers { get; } = new("lots.list-hash-differs");

    /// <summary>Randomness, salt or key come out otherwise.</summary>
    public static Refusal KeyDiffers { get; } = new("lots.key-differs");

    /// <summary>A label's value comes out otherwise.</summary>
    public static Refusal LotsDiffer { get; } = new("lots.values-differ");

    /// <summary>The running order comes out otherwise.</summary>
    public static Refusal OrderDiffers { get; } = new("lots.order-differs");

    /// <summary>A party's revealed code does not hash to its commitment.</summary>
    public static Refusal CodeDoesNotOpen(string party) => new("lots.code-does-not-open", party);

    /// <summary>A warning: the sources have fewer outcomes than there are orders.</summary>
    public static Refusal TooLittleEntropy(Entropy entropy) =>
        new("lots.too-little-entropy", entropy.AvailableBits, entropy.NeededBits);
}
