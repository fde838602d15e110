using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>What an organizer wants to happen to a jury; which fields are used depends on the kind.</summary>
/// <param name="Entries">Codes; none means all of the judge's, or the whole round.</param>
public sealed record JudgingWish(
    JudgingEventKind Kind,
    Guid? JudgeId,
    Guid? SuccessorId,
    IReadOnlyList<string> Entries,
    int? Fewest,
    Guid? SheetId,
    DateTimeOffset? Until,
    string Reason
);

/// <summary>What the two people are shown: what would happen, and every entry that would stand elsewhere.</summary>
/// <param name="Wish">What is asked.</param>
/// <param name="Judge">The judge's name.</param>
/// <param name="Successor">The successor's name.</param>
/// <param name="Rule">The rulebook's rule for drop-outs; only where a judge drops out.</param>
/// <param name="Closed">Entries whose open sheet is closed.</param>
/// <param name="SetAside">Entries whose submitted sheet does not count any more.</param>
/// <param name="StandingsHash">The frozen standings it changes; null while the round is open.</param>
/// <param name="Effect">The difference in the standings.</param>
/// <param name="Lowest">Where the entry of a late sheet would stand with no points from it.</param>
/// <param name="Highest">Where it would stand with all points.</param>
public sealed record JudgingProposal(
    JudgingWish Wish,
    string? Judge,
    string? Successor,
    DropOutRule? Rule,
    IReadOnlyList<string> Closed,
    IReadOnlyList<string> SetAside,
    string? StandingsHash,
    IReadOnlyList<PlaceMove> Effect,
    PlaceNow? Lowest = null,
    PlaceNow? Highest = null
)
{
    /// <summary>
    /// What the two people hold each other to. In a closed round all that is shown. While judges go on marking: whose
    /// sheets, whose scores and from what to what, and who crosses the line; a place that only shifts because other
    /// entries were marked meanwhile is not of it.
    /// </summary>
    public string Bound() =>
        StandingsHash is not null
            ? CanonicalJson.Write(this)
            : CanonicalJson.Write(
                new Held(
                    Wish,
                    Judge,
                    Successor,
                    Rule,
                    Closed,
                    SetAside,
                    [.. Effect.Where(m => m.CrossesTheLine || m.Before.Score != m.After.Score).Select(HeldMove.Of)],
                    Lowest?.Score,
                    Highest?.Score,
                    Lowest?.Side != Highest?.Side
                )
            );

    private sealed record Held(
        JudgingWish Wish,
        string? Judge,
        string? Successor,
        DropOutRule? Rule,
        IReadOnlyList<string> Closed,
        IReadOnlyList<string> SetAside,
        IReadOnlyList<HeldMove> Moves,
        decimal? Lowest,
        decimal? Highest,
        bool DecidesTheLine
    );

    private sealed record HeldMove(string Label, decimal? Was, decimal? Becomes, CutSide? From, CutSide? To)
    {
        public static HeldMove Of(PlaceMove move) =>
            new(
                move.Label,
                move.Before.Score,
                move.After.Score,
                move.CrossesTheLine ? move.Before.Side : null,
                move.CrossesTheLine ? move.After.Side : null
            );
    }
}

/// <summary>Computes what an event would do, from the marks as they are now; writes nothing.</summary>
public static class JudgingProposals
{
    private const int LongestReason = 500;

    /// <summary>The proposal, or why there can be none.</summary>
    public static async Task<Outcome<JudgingProposal>> ProposalAsync(
        this ContestDb db,
        Guid competitionId,
        JudgingWish wish,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(wish);
        var run = await db
            .StageRuns.AsNoTracking()
            .SingleAsync(r => r.CompetitionId == competitionId && r.Stage == Stage.Preliminary, cancel);
        if (WhyNot(run, wish) is { } refusal)
            return refusal;
        var round = await JudgingRound.ReadAsync(db, competitionId, run, cancel);
        return wish.Kind switch
        {
            JudgingEventKind.DropOut => round.DropOut(wish),
            JudgingEventKind.Replacement => await round.ReplaceAsync(db, wish, cancel),
            JudgingEventKind.Quorum => round.Lower(wish),
            _ => round.BeLate(wish, now),
        };
    }

    /// <summary>Whether two people have let this sheet be late until after this moment.</summary>
    public static Task<bool> MayBeLateAsync(
        this ContestDb db,
        Guid sheetId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.JudgingEvents.AnyAsync(e => e.SheetId == sheetId && e.Until > now, cancel);
    }

    private static Refusal? WhyNot(StageRun run, JudgingWish wish) =>
        run.OpenedAt is null ? StageGates.WhyNotAct(run)
        : run.ConfirmedAt is not null ? new("standing.confirmed")
        : run.ClosedAt is not null && wish.Kind is JudgingEventKind.LateMark or JudgingEventKind.Replacement
            ? StageGates.WhyNotAct(run)
        : wish.Reason.Trim().Length is 0 or > LongestReason ? new Refusal("standing.reason_missing")
        : null;
}
