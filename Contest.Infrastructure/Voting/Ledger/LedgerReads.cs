using System.Text;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>What the ledger says to whoever asks. Read only.</summary>
public static class LedgerReads
{
    /// <summary>A leaf with what proves it under a signed checkpoint.</summary>
    /// <param name="Index">The leaf's number, from 0.</param>
    /// <param name="Line">The leaf as in leaves.txt.</param>
    /// <param name="Under">The last checkpoint, when it covers the leaf; else null.</param>
    /// <param name="Proof">The neighbours' hashes up to that root, hex.</param>
    public sealed record Inclusion(long Index, string Line, SignedCheckpoint? Under, IReadOnlyList<string> Proof);

    /// <summary>The receipt's leaf; null while the clerk has not taken the ballot.</summary>
    public static async Task<Inclusion?> InclusionAsync(
        this ContestDb db,
        Guid competitionId,
        string receipt,
        CancellationToken cancel
    )
    {
        var leaf = await db
            .LedgerRows.Where(r =>
                r.CompetitionId == competitionId
                && r.Ballot == receipt
                && (r.Kind == LeafKind.Receipt || r.Kind == LeafKind.Vote)
            )
            .Select(r => new { r.Index, r.Line })
            .SingleOrDefaultAsync(cancel);
        if (leaf is null)
            return null;
        var last = await db.LastCheckpointAsync(competitionId, cancel);
        if (last is null || last.Checkpoint.Size <= leaf.Index)
            return new(leaf.Index, leaf.Line, null, []);
        var (index, size) = (leaf.Index, last.Checkpoint.Size);
        var tiles = await db.TilesAsync(competitionId, TileTree.TilesForInclusion(index, size), cancel);
        var proof = TileTree.InclusionProof(index, size, id => tiles.GetValueOrDefault(id));
        return new(index, leaf.Line, last, [.. proof.Select(Convert.ToHexStringLower)]);
    }

    /// <summary>Whether the proof leads from the leaf to the checkpoint's root.</summary>
    public static bool IsProven(this Inclusion inclusion)
    {
        ArgumentNullException.ThrowIfNull(inclusion);
        return inclusion.Under is { Checkpoint: var under }
            && MerkleLog.IsIncluded(
                MerkleLog.Leaf(Encoding.UTF8.GetBytes(inclusion.Line.Replace('|', '\n'))),
                inclusion.Index,
                under.Size,
                [.. inclusion.Proof.Select(Convert.FromHexString)],
                Convert.FromHexString(under.Root)
            );
    }

    /// <summary>The last signed checkpoint; null before the first.</summary>
    public static async Task<SignedCheckpoint?> LastCheckpointAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        await db
            .LedgerCheckpoints.AsNoTracking()
            .Where(c => c.CompetitionId == competitionId)
            .OrderByDescending(c => c.Number)
            .FirstOrDefaultAsync(cancel)
            is { } last
            ? new(Checkpoint.Parse(last.Text), last.Signature)
            : null;

    /// <summary>What a notice prints of a ledger, so that it can be held against the files later.</summary>
    /// <param name="Size">Leaves of the last checkpoint.</param>
    /// <param name="Root">Its root, hex.</param>
    /// <param name="Fingerprint">The key's fingerprint, hex.</param>
    public sealed record Seal(long Size, string Root, string Fingerprint);

    /// <summary>The last checkpoint in short; null before the first.</summary>
    public static async Task<Seal?> LedgerSealAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        if (await db.LastCheckpointAsync(competitionId, cancel) is not { Checkpoint: var last })
            return null;
        var key = await db
            .LedgerHeads.Where(h => h.CompetitionId == competitionId)
            .Select(h => h.PublicKey)
            .SingleAsync(cancel);
        return new(last.Size, last.Root, LedgerKey.Fingerprint(key));
    }
}
