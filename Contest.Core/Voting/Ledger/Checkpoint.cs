using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Voting.Ledger;

/// <summary>
/// What the contest stands by at a moment: so many leaves, this root, after that checkpoint (docs/ledger-format.md).
/// Whoever keeps one can show later that the ledger was rewritten.
/// </summary>
/// <param name="Edition">The edition's slug.</param>
/// <param name="Number">From 1, one more each time.</param>
/// <param name="Size">Leaves covered; never fewer than before.</param>
/// <param name="Root">Lower-case hex root over them.</param>
/// <param name="PreviousSize">Leaves of the checkpoint before; 0 for the first.</param>
/// <param name="PreviousRoot">Its root; the SHA-256 of nothing for the first.</param>
/// <param name="At">When, to the second, UTC.</param>
public sealed record Checkpoint(
    string Edition,
    long Number,
    long Size,
    string Root,
    long PreviousSize,
    string PreviousRoot,
    DateTimeOffset At
)
{
    private const string Format = "contest-checkpoint-v1";

    /// <summary>The root over no leaves: SHA-256 of nothing, lower-case hex.</summary>
    public static string EmptyRoot { get; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>The bytes that are signed, as text: eight lines, each ended by a line feed.</summary>
    public string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Format}\n{Edition}\n{Number}\n{Size}\n{Root}\n{PreviousSize}\n{PreviousRoot}\n{LeafFields.Moments(At)}\n"
        );

    /// <summary>The one after <paramref name="before"/>, or the first when that is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ledger became shorter, or the clock went back.</exception>
    /// <exception cref="FormatException">The edition is no slug.</exception>
    public static Checkpoint After(Checkpoint? before, string edition, long size, byte[] root, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, before?.Size ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(now, before?.At ?? now);
        return new(
            LeafFields.Edition(edition),
            (before?.Number ?? 0) + 1,
            size,
            LeafFields.Hash(Convert.ToHexStringLower(root)),
            before?.Size ?? 0,
            before?.Root ?? EmptyRoot,
            now
        );
    }

    /// <summary>Reads a checkpoint's text.</summary>
    /// <exception cref="FormatException">It is none, or not written as the format says.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (
            text.Split('\n')
            is not [Format, var edition, var number, var size, var root, var from, var before, var at, ""]
        )
            throw LeafFields.No("checkpoint", text);
        Checkpoint read = new(
            LeafFields.Edition(edition),
            LeafFields.Count(number),
            LeafFields.Count(size),
            LeafFields.Hash(root),
            LeafFields.Count(from),
            LeafFields.Hash(before),
            LeafFields.MomentOf(at)
        );
        return read.Number > 0 ? read : throw LeafFields.No("checkpoint", text);
    }

    /// <summary>Signs the text: ECDSA over P-256 with SHA-256, IEEE P1363, base64.</summary>
    public SignedCheckpoint Sign(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(this, Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Text), HashAlgorithmName.SHA256)));
    }
}

/// <summary>A checkpoint with its signature, as published.</summary>
/// <param name="Checkpoint">What was signed.</param>
/// <param name="Signature">Base64 of 64 bytes.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Signature)
{
    private const string Mark = "signature ";

    /// <summary>Its part of checkpoints.txt: the text, the signature's line, an empty line.</summary>
    public string FileText => $"{Checkpoint.Text}{Mark}{Signature}\n\n";

    /// <summary>Whether the signature is this key's over exactly this text.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> signature = stackalloc byte[64];
        return Convert.TryFromBase64String(Signature, signature, out var bytes)
            && bytes == signature.Length
            && key.VerifyData(Encoding.UTF8.GetBytes(Checkpoint.Text), signature, HashAlgorithmName.SHA256);
    }

    /// <summary>Reads checkpoints.txt.</summary>
    /// <exception cref="FormatException">It is not written as the format says.</exception>
    public static IReadOnlyList<SignedCheckpoint> ParseFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split("\n\n");
        return parts[^1].Length == 0
            ? [.. parts[..^1].Select(ParsePart)]
            : throw LeafFields.No("list of checkpoints", text);
    }

    private static SignedCheckpoint ParsePart(string part)
    {
        var at = part.IndexOf($"\n{Mark}", StringComparison.Ordinal);
        return at >= 0
            ? new(Checkpoint.Parse(part[..(at + 1)]), part[(at + 1 + Mark.Length)..])
            : throw LeafFields.No("signed checkpoint", part);
    }
}
