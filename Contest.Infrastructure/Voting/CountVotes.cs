using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The tally: counted once from the ballots in the transaction that closes the vote. Closing holds the stage for
/// update, so it waits for ballots in flight and none comes after.
/// </summary>
public sealed class CountVotes(ContestDb db) : IOnStageClosing
{
    public Stage Stage => Stage.Voting;

    public async Task<Refusal?> BeforeClosedAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        var tally = Tally.Of(await db.VoteCountsAsync(competition.Id, upTo: null, cancel));
        var json = CanonicalJson.Write(tally);
        TallySheet sheet = new()
        {
            CompetitionId = competition.Id,
            Json = json,
            Hash = CanonicalJson.HashText(json),
            Ballots = await db.Ballots.LongCountAsync(b => b.CompetitionId == competition.Id, cancel),
            Votes = tally.Total,
            Voters = await db
                .Ballots.Where(b => b.CompetitionId == competition.Id)
                .Select(b => b.Voter)
                .Distinct()
                .LongCountAsync(cancel),
            CountedAt = now,
        };
        db.TallySheets.Add(sheet);
        await db.RecordAsync(
            actor,
            nameof(CountVotes),
            "tally",
            now,
            competition.Id,
            after: new
            {
                sheet.Hash,
                sheet.Ballots,
                sheet.Votes,
                sheet.Voters,
            },
            cancel: cancel
        );
        return null;
    }
}

/// <summary>Votes per entry as the ballots say: one grouped query.</summary>
public static class VoteCounts
{
    /// <param name="upTo">Only ballots before this moment; null for all.</param>
    public static async Task<IReadOnlyList<VoteCount>> VoteCountsAsync(
        this ContestDb db,
        Guid competitionId,
        DateTimeOffset? upTo,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var votes = await db
            .Ballots.Where(b => b.CompetitionId == competitionId && (upTo == null || b.CastAt < upTo))
            .SelectMany(b => b.Choices)
            .GroupBy(c => c.EntryId)
            .Select(g => new { EntryId = g.Key, Votes = g.LongCount() })
            .ToDictionaryAsync(g => g.EntryId, g => g.Votes, cancel);
        var entries = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .OrderBy(e => e.Code)
            .Select(e => new { e.Id, e.Code })
            .ToListAsync(cancel);
        return [.. entries.Select(e => new VoteCount(e.Id, e.Code!, votes.GetValueOrDefault(e.Id)))];
    }
}
