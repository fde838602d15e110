using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Web.Look;
using Contest.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The counts the public is shown, as the few bytes every open page asks for again and again: counted once for all of
/// them, packed once, sent from memory. What may be shown is asked of <see cref="Visibility"/> with every renewal, and
/// while it is nothing, nothing is counted: no byte, tag or delay then depends on a vote.
/// </summary>
public sealed partial class PublicCounts(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    IOptions<ContestSettings> settings
)
{
    /// <summary>Counts are this many times as old as the question whether they may still be shown.</summary>
    private const int CountsAge = 10;

    /// <summary>Addresses kept; made-up ones are forgotten with the rest.</summary>
    private const int Most = 256;

    /// <param name="AsOf">The hour the counts stand at, on the edition's clock; null where they are live or hidden.</param>
    /// <param name="Voters">Distinct voters; null while hidden.</param>
    /// <param name="Votes">By number of entry, in that order; null while hidden.</param>
    private sealed record Board(string? AsOf, long? Voters, SortedDictionary<int, long>? Votes);

    [JsonSerializable(typeof(Board))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class BoardShape : JsonSerializerContext;

    /// <summary>Bytes with their tag, and how many seconds a browser may use them without asking.</summary>
    public sealed record Answer(string Tag, byte[] Packed, int MaxAge)
    {
        private const int Hidden = 60;

        internal static readonly Answer OfNothing = Of(
            JsonSerializer.SerializeToUtf8Bytes(new(null, null, null), BoardShape.Default.Board),
            Hidden
        );

        internal static Answer Of(byte[] json, int maxAge)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12))}\"";
            return new(tag, Brotli.Pack(json, Brotli.Small), maxAge);
        }
    }

    /// <summary>What was counted, when, and under which rules.</summary>
    private sealed record Counted(DateTimeOffset? AsOf, string Rulebook, bool IsLive, long At, Answer Answer);

    /// <summary>The edition as it was a moment ago; without counts where there is no vote.</summary>
    private sealed record Known(
        long At,
        VoteRules? Rules,
        IReadOnlyList<StageRun> Stages,
        DateTimeOffset Closes,
        Counted? Counted
    );

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Null: there is no vote. A viewer who may see no counts gets the answer of hidden ones.</summary>
    public async ValueTask<Answer?> FindAsync(string slug, Viewer viewer, CancellationToken cancel)
    {
        var known = await KnownAsync(slug, cancel);
        if (known.Rules is null || known.Counted is null)
            return null;
        return Visibility.CountsAsOf(viewer, known.Rules, known.Stages, known.Closes, clock.GetUtcNow()) is null
            ? Answer.OfNothing
            : known.Counted.Answer;
    }

    private async ValueTask<Known> KnownAsync(string slug, CancellationToken cancel)
    {
        var now = Environment.TickCount64;
        if (_known.TryGetValue(slug, out var known) && now - known.At < settings.Value.PaperMilliseconds)
            return known;
        if (known is not null && settings.Value.PaperMilliseconds > 0)
            _known[slug] = known with { At = now }; // one asks, the others go on with the last answer meanwhile
        await using var scope = scopes.CreateAsyncScope();
        var read = await ReadAsync(scope.ServiceProvider.GetRequiredService<ContestDb>(), slug, known?.Counted, cancel);
        if (_known.Count >= Most)
            _known.Clear();
        return _known[slug] = read with { At = now };
    }

    private async Task<Known> ReadAsync(ContestDb db, string slug, Counted? last, CancellationToken cancel)
    {
        if (
            await db.FindEditionAsync(slug, cancel) is not { } edition
            || edition.Run(Stage.Voting) is not { OpenedAt: not null } voting
        )
            return new(0, null, [], default, null);
        var rulebook = ParsedRulebooks.Of(edition.RulebookJson);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var closes = rulebook.Window(Stage.Voting).Closes(zone);
        var now = clock.GetUtcNow();
        var asOf = Visibility.CountsAsOf(Viewer.Anyone, rulebook.Vote, edition.Stages, closes, now);
        var isLive = asOf == now;
        var isFresh =
            last is not null
            && last.Rulebook == edition.RulebookHash
            && last.IsLive == isLive
            && (isLive || last.AsOf == asOf)
            && Environment.TickCount64 - last.At < settings.Value.PaperMilliseconds * CountsAge;
        var counted = isFresh
            ? last!
            : new(
                asOf,
                edition.RulebookHash,
                isLive,
                Environment.TickCount64,
                asOf is { } upTo
                    ? await CountAsync(
                        db,
                        edition.Id,
                        upTo,
                        voting.ClosedAt ?? now,
                        HourOf(rulebook, voting, upTo, zone),
                        cancel
                    )
                    : Answer.OfNothing
            );
        return new(0, rulebook.Vote, edition.Stages, closes, counted);
    }

    /// <summary>Said beside counts that stand still for hours; live ones and final ones need none.</summary>
    private static string? HourOf(Rulebook rulebook, StageRun voting, DateTimeOffset asOf, TimeZoneInfo zone) =>
        rulebook.Vote.Display == CountDisplay.Hourly && voting.ClosedAt is null ? LocalTime.Clock(asOf, zone) : null;

    private static async Task<Answer> CountAsync(
        ContestDb db,
        Guid competitionId,
        DateTimeOffset upTo,
        DateTimeOffset now,
        string? hour,
        CancellationToken cancel
    )
    {
        var shown = await db.ShownCountsAsync(competitionId, upTo, now, cancel);
        var votes = shown.Counts.ToDictionary(c => c.EntryId, c => c.Votes);
        var numbers = await db
            .Entries.Where(e => e.CompetitionId == competitionId)
            .Select(e => new { e.Id, e.Number })
            .ToListAsync(cancel);
        Board board = new(hour, shown.Voters, []);
        foreach (var entry in numbers)
            if (votes.TryGetValue(entry.Id, out var count))
                board.Votes![entry.Number] = count;
        return Answer.Of(JsonSerializer.SerializeToUtf8Bytes(board, BoardShape.Default.Board), hour is null ? 10 : 30);
    }
}
