using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Data;

/// <summary>What is written for the vote ledger by the thousand: one statement each.</summary>
internal static class LedgerStatements
{
    /// <summary>The head of a new ledger; nothing when another node has made it meanwhile.</summary>
    public static Task AddLedgerAsync(
        this ContestDb db,
        Core.Competitions.Competition competition,
        byte[] publicKey,
        string privateKey,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger_heads (competition_id, edition, mode, has_tiers, size, taken_to, voted_to, decided_to, scanned_to, received, votes, public_key, private_key, is_closed)
            values ({competition.Id}, {competition.Slug}, 1, false, 0, 0, 0, 0, 0, 0, 0, {publicKey}, {privateKey}, false)
            on conflict (competition_id) do nothing
            """,
            cancel
        );

    public static Task AddLeavesAsync(
        this ContestDb db,
        Guid competitionId,
        long first,
        IReadOnlyList<LedgerLeaf> leaves,
        CancellationToken cancel
    )
    {
        var kinds = leaves.Select(leaf => (int)leaf.Kind).ToArray();
        var ballots = leaves.Select(leaf => leaf.Ballot).ToArray();
        var lines = leaves.Select(leaf => leaf.FileLine).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger_rows (competition_id, index, kind, ballot, line)
            select {competitionId}, {first} + t.nth - 1, t.kind, t.ballot, t.line
            from unnest({kinds}, {ballots}, {lines}) with ordinality as t (kind, ballot, line, nth)
            """,
            cancel
        );
    }

    public static Task SaveTilesAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<Tile> tiles,
        CancellationToken cancel
    )
    {
        var levels = tiles.Select(tile => tile.Level).ToArray();
        var indexes = tiles.Select(tile => tile.Index).ToArray();
        var hashes = tiles.Select(tile => tile.Hashes).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger_tiles (competition_id, level, index, hashes)
            select {competitionId}, * from unnest({levels}, {indexes}, {hashes})
            on conflict (competition_id, level, index) do update set hashes = excluded.hashes
            """,
            cancel
        );
    }

    /// <summary>The tiles' bytes; one that is not there is not in the answer.</summary>
    public static async Task<Dictionary<TileId, byte[]>> TilesAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<TileId> ids,
        CancellationToken cancel
    )
    {
        var levels = ids.Select(id => id.Level).ToArray();
        var indexes = ids.Select(id => id.Index).ToArray();
        var tiles = await db
            .LedgerTiles.FromSql(
                $"""
                select t.* from ledger_tiles t join unnest({levels}, {indexes}) as w (level, index)
                on t.competition_id = {competitionId} and t.level = w.level and t.index = w.index
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);
        return tiles.ToDictionary(tile => new TileId(tile.Level, tile.Index), tile => tile.Hashes);
    }

    public static Task AddVotesAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<VoteCounter> votes,
        CancellationToken cancel
    )
    {
        var entries = votes.Select(one => one.Entry).ToArray();
        var hours = votes.Select(one => one.Hour).ToArray();
        var tiers = votes.Select(one => (int)one.Tier).ToArray();
        var counts = votes.Select(one => one.Votes).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into vote_counters (competition_id, entry, hour, tier, votes)
            select {competitionId}, * from unnest({entries}, {hours}, {tiers}, {counts})
            on conflict (competition_id, entry, hour, tier) do update set votes = vote_counters.votes + excluded.votes
            """,
            cancel
        );
    }

    public static Task AddBallotsAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<BallotCounter> ballots,
        CancellationToken cancel
    )
    {
        var hours = ballots.Select(one => one.Hour).ToArray();
        var tiers = ballots.Select(one => (int)one.Tier).ToArray();
        var counts = ballots.Select(one => one.Ballots).ToArray();
        var voters = ballots.Select(one => one.Voters).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ballot_counters (competition_id, hour, tier, ballots, voters)
            select {competitionId}, * from unnest({hours}, {tiers}, {counts}, {voters})
            on conflict (competition_id, hour, tier)
            do update set ballots = ballot_counters.ballots + excluded.ballots, voters = ballot_counters.voters + excluded.voters
            """,
            cancel
        );
    }

    /// <summary>An entry whose counters are not what its ballots come to.</summary>
    public sealed record CounterFault(string Label, long Counter, long Ballots);

    /// <summary>
    /// Counters against a full count of the ballots and of what decisions hold out of the count; none when all agree.
    /// </summary>
    public static Task<List<CounterFault>> CounterFaultsAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<CounterFault>(
                $"""
                select coalesce(e.code, '#' || n.entry) as label, sum(n.counter)::int8 as counter, sum(n.ballots)::int8 as ballots
                from (
                    select entry, 'received' as kind, votes as counter, 0::int8 as ballots from vote_counters where competition_id = {competitionId}
                    union all
                    select choice, 'received', 0, count(*) from ballots cross join unnest(choices) as choice
                    where competition_id = {competitionId} group by choice
                    union all
                    select entry, 'held', votes, 0 from held_counters where competition_id = {competitionId}
                    union all
                    select choice, 'held', 0, sum(case d.kind when 4 then -1 when 3 then 1 else 0 end)
                    from ballot_decisions d join ballots b on b.arrival = d.arrival cross join unnest(b.choices) as choice
                    where d.competition_id = {competitionId} group by choice
                ) as n
                left join entries e on e.competition_id = {competitionId} and e.number = n.entry
                group by e.code, n.entry, n.kind having sum(n.counter) <> sum(n.ballots) order by 1
                """
            )
            .ToListAsync(cancel);

    /// <summary>Votes of an entry.</summary>
    public sealed record EntryVotes(short Entry, long Votes);

    /// <summary>
    /// Votes per entry of the ballots cast before a full hour and not held out of the count by a decision before it: the
    /// counters of the hours before it, and the ballots the clerk has not taken yet. One statement, so a clerk at work in between changes nothing.
    /// </summary>
    public static Task<List<EntryVotes>> VotesBeforeAsync(
        this ContestDb db,
        Guid competitionId,
        DateTimeOffset before,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<EntryVotes>(
                $"""
                select entry, sum(votes)::int8 as votes from (
                    select entry, votes from vote_counters where competition_id = {competitionId} and hour < {before}
                    union all
                    select entry, -votes from held_counters where competition_id = {competitionId} and hour < {before}
                    union all
                    select choice, 1 from ballots cross join unnest(choices) as choice
                    where competition_id = {competitionId} and cast_at < {before}
                        and arrival > (select taken_to from ledger_heads where competition_id = {competitionId})
                ) as v group by entry
                """
            )
            .ToListAsync(cancel);

    /// <summary>Voters whose first ballot was cast before a full hour; as <see cref="VotesBeforeAsync"/>.</summary>
    public static Task<long> VotersBeforeAsync(
        this ContestDb db,
        Guid competitionId,
        DateTimeOffset before,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<long>(
                $"""
                select coalesce(sum(voters), 0)::int8 as "Value" from (
                    select voters from ballot_counters where competition_id = {competitionId} and hour < {before}
                    union all
                    select 1 from ballots where competition_id = {competitionId} and cast_at < {before} and nth = 1
                        and arrival > (select taken_to from ledger_heads where competition_id = {competitionId})
                ) as v
                """
            )
            .SingleAsync(cancel);
}
