using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>The counts pages show: from the clerk's counters, without going through the ballots.</summary>
public static class ShownCounts
{
    /// <param name="Counts">One per entry on the paper.</param>
    /// <param name="Voters">Distinct voters.</param>
    public sealed record Answer(IReadOnlyList<VoteCount> Counts, long Voters);

    /// <summary>
    /// What was cast before a moment. Exact: counters are by full hours, so a moment within an hour that is not over is
    /// counted with that hour's ballots, and one within an hour long past by a count of the ballots.
    /// </summary>
    /// <param name="now">From here on there is no ballot.</param>
    public static async Task<Answer> ShownCountsAsync(
        this ContestDb db,
        Guid competitionId,
        DateTimeOffset upTo,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        upTo = upTo.ToUniversalTime(); // a standstill is reckoned on the edition's clock; the database takes UTC only
        if (upTo < now && upTo.UtcTicks % TimeSpan.TicksPerHour != 0)
            return await CountedAsync(db, competitionId, upTo, cancel);
        var before = upTo < now ? upTo : DateTimeOffset.MaxValue.AddYears(-1);
        var votes = (await db.VotesBeforeAsync(competitionId, before, cancel)).ToDictionary(
            v => (int)v.Entry,
            v => v.Votes
        );
        var entries = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .OrderBy(e => e.Code)
            .Select(e => new
            {
                e.Id,
                e.Number,
                e.Code,
            })
            .ToListAsync(cancel);
        return new(
            [.. entries.Select(e => new VoteCount(e.Id, e.Code!, votes.GetValueOrDefault(e.Number)))],
            await db.VotersBeforeAsync(competitionId, before, cancel)
        );
    }

    private static async Task<Answer> CountedAsync(
        ContestDb db,
        Guid competitionId,
        DateTimeOffset upTo,
        CancellationToken cancel
    ) =>
        new(
            await db.VoteCountsAsync(competitionId, upTo, cancel),
            await db.Ballots.LongCountAsync(
                b => b.CompetitionId == competitionId && b.CastAt < upTo && b.Nth == 1,
                cancel
            )
        );
}
