using System.Buffers;
using System.Text;
using System.Text.Json.Serialization;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The files of the vote ledger (docs/ledger-format.md) and a single receipt's proof. Long files are written as they
/// are read.
/// </summary>
public static partial class LedgerApi
{
    private const int Piece = 64 * 1024;

    /// <param name="Index">The leaf's number, from 0.</param>
    /// <param name="Line">The leaf as in leaves.txt.</param>
    /// <param name="Size">Leaves the checkpoint covers.</param>
    /// <param name="Proof">Hashes, hex.</param>
    /// <param name="Checkpoint">The signed text.</param>
    /// <param name="Signature">Base64.</param>
    public sealed record Proven(
        long Index,
        string Line,
        long? Size,
        IReadOnlyList<string> Proof,
        string? Checkpoint,
        string? Signature
    );

    [JsonSerializable(typeof(Proven))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class ProofShape : JsonSerializerContext;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{edition}/vote/receipt.json", ReceiptAsync);
        routes.MapGet("/{edition}/vote/ledger/key.pem", KeyAsync);
        routes.MapGet("/{edition}/vote/ledger/checkpoints.txt", CheckpointsAsync);
        routes.MapGet("/{edition}/vote/ledger/leaves.txt", LeavesAsync);
        routes.MapGet("/{edition}/vote/ledger/tally.json", TallyAsync);
    }

    private static async Task<IResult> ReceiptAsync(
        string edition,
        string? code,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (
            !await MaySeeAsync(edition, Sight.VoteLedger, http, current, cancel)
            || ReceiptCode.Parse(code ?? "") is not { } receipt
            || await db.InclusionAsync(current.Id, receipt, cancel) is not { } found
        )
            return TypedResults.NotFound();
        return TypedResults.Json(
            new Proven(
                found.Index,
                found.Line,
                found.Under?.Checkpoint.Size,
                found.Proof,
                found.Under?.Checkpoint.Text,
                found.Under?.Signature
            ),
            ProofShape.Default.Proven
        );
    }

    private static async Task<IResult> KeyAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        if (!await MaySeeAsync(edition, Sight.VoteLedger, http, current, cancel))
            return TypedResults.NotFound();
        var key = await db
            .LedgerHeads.Where(h => h.CompetitionId == current.Id)
            .Select(h => h.PublicKey)
            .SingleOrDefaultAsync(cancel);
        return key is null
            ? TypedResults.NotFound()
            : TypedResults.Text(LedgerKey.Pem(key), "application/x-pem-file", Encoding.ASCII);
    }

    private static async Task CheckpointsAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        if (!await MaySeeAsync(edition, Sight.VoteLedger, http, current, cancel))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var parts = db
            .LedgerCheckpoints.AsNoTracking()
            .Where(c => c.CompetitionId == current.Id)
            .OrderBy(c => c.Number)
            .AsAsyncEnumerable();
        await WriteAsync(http, Texts(parts), cancel);

        static async IAsyncEnumerable<string> Texts(IAsyncEnumerable<LedgerCheckpoint> all)
        {
            await foreach (var one in all)
                yield return new SignedCheckpoint(Checkpoint.Parse(one.Text), one.Signature).FileText;
        }
    }

    private static async Task LeavesAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        if (!await MaySeeAsync(edition, Sight.Tally, http, current, cancel))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var lines = db
            .LedgerRows.Where(r => r.CompetitionId == current.Id)
            .OrderBy(r => r.Index)
            .Select(r => r.Line + "\n")
            .AsAsyncEnumerable();
        await WriteAsync(http, lines, cancel);
    }

    private static async Task<IResult> TallyAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        if (!await MaySeeAsync(edition, Sight.Tally, http, current, cancel))
            return TypedResults.NotFound();
        var json = await db
            .TallySheets.Where(t => t.CompetitionId == current.Id)
            .Select(t => t.PublicJson)
            .SingleOrDefaultAsync(cancel);
        return json is null ? TypedResults.NotFound() : TypedResults.Text(json, "application/json", Encoding.UTF8);
    }

    private static async Task<bool> MaySeeAsync(
        string edition,
        Sight sight,
        HttpContext http,
        CurrentEdition current,
        CancellationToken cancel
    ) => await current.FindAsync(edition, cancel) && current.MaySee(http.User.Viewer(), sight);

    private static async Task WriteAsync(HttpContext http, IAsyncEnumerable<string> parts, CancellationToken cancel)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var body = http.Response.BodyWriter;
        await foreach (var part in parts.WithCancellation(cancel))
        {
            Encoding.UTF8.GetBytes(part, body);
            if (body.UnflushedBytes > Piece)
                await body.FlushAsync(cancel);
        }
        await body.FlushAsync(cancel);
    }
}
