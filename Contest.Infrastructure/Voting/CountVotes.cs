using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The tally: counted once from the ballots in the transaction that closes the vote, and the end of its ledger. Closing
/// holds the stage for update, so it waits for ballots in flight and none comes after.
/// </summary>
public sealed class CountVotes(ContestDb db, LedgerKeys keys) : IOnStageClosing
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
        var closed = await new LedgerClosing(db, keys).CloseAsync(competition, rulebook, actor, now, cancel);
        if (closed.Refusal is { } refusal)
            return refusal;
        var ballots = CanonicalJson.Read<PublicTally>(closed.Value!).Ballots.Counted;
        var tally = Tally.Of(await db.VoteCountsAsync(competition.Id, upTo: null, cancel));
        var json = CanonicalJson.Write(tally);
        TallySheet sheet = new()
        {
            CompetitionId = competition.Id,
            Json = json,
            Hash = CanonicalJson.HashText(json),
            PublicJson = closed.Value!,
            Ballots = ballots,
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

/// <summary>What the ballots say: one query each.</summary>
public static class VoteCounts
{
    /// <summary>What this voter has done so far, as of that day.</summary>
    public static async Task<VoterDay> VoterDayAsync(
        this ContestDb db,
        Guid competitionId,
        Guid voter,
        DateOnly day,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return VoterDay.Of(
            await db
                .Ballots.Where(b => b.CompetitionId == competitionId && b.Voter == voter)
                .Select(b => new CastOn(b.Day, b.Choices))
                .ToListAsync(cancel),
            day
        );
    }

    /// <summary>Votes per entry that count: neither under review nor voided.</summary>
    /// <param name="upTo">Only ballots and decisions before this moment; null for all.</param>
    public static async Task<IReadOnlyList<VoteCount>> VoteCountsAsync(
        this ContestDb db,
        Guid competitionId,
        DateTimeOffset? upTo,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var before = upTo ?? DateTimeOffset.MaxValue;
        var votes = await db
            .Database.SqlQuery<CountOfNumber>(
                $"""
                select choice::int4 as number, count(*) as votes from ballots cross join unnest(choices) as choice
                where competition_id = {competitionId} and cast_at < {before} and arrival not in (
                    select arrival from ballot_decisions where competition_id = {competitionId} and at < {before}
                    group by arrival having bool_or(kind = 3) and not bool_or(kind = 4)
                )
                group by choice
                """
            )
            .ToDictionaryAsync(c => c.Number, c => c.Votes, cancel);
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
        return [.. entries.Select(e => new VoteCount(e.Id, e.Code!, votes.GetValueOrDefault(e.Number)))];
    }

    private sealed record CountOfNumber(int Number, long Votes);
}
