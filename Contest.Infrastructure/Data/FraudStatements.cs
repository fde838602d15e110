using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Data;

/// <summary>What decisions about ballots read and write by the thousand: one statement each.</summary>
internal static class FraudStatements
{
    /// <summary>A ballot with what has been decided about it.</summary>
    public sealed record TraceRow(
        long Arrival,
        DateTimeOffset CastAt,
        Guid Voter,
        short Nth,
        short[] Choices,
        long Network,
        int Agent,
        int Tier,
        int? Kind
    );

    /// <summary>The newest ballots the clerk has taken, at most so many and none before a moment, newest first.</summary>
    public static Task<List<TraceRow>> TracesAsync(
        this ContestDb db,
        Guid competitionId,
        long upTo,
        DateTimeOffset from,
        int most,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<TraceRow>(
                $"""
                select b.arrival, b.cast_at as "CastAt", b.voter, b.nth, b.choices, b.network, b.agent, b.tier, d.kind
                from (
                    select * from ballots where arrival <= {upTo} and competition_id = {competitionId} and cast_at >= {from}
                    order by arrival desc limit {most}
                ) as b
                left join (
                    select distinct on (arrival) arrival, kind from ballot_decisions
                    where competition_id = {competitionId} order by arrival, step desc
                ) as d on d.arrival = b.arrival
                order by b.arrival desc
                """
            )
            .ToListAsync(cancel);

    /// <summary>
    /// Puts ballots under review as a part of a case; the caller holds the ledger's head. In the order of their random ids,
    /// as in the ledger's blocks: that of their arrival would link them with their receipts. Those whose vote is not in the
    /// ledger yet come last, so that the others need not wait for them.
    /// </summary>
    public static Task<int> ReviewAsync(
        this ContestDb db,
        Guid competitionId,
        FraudPart part,
        string reason,
        IReadOnlyList<long> ballots,
        CancellationToken cancel
    )
    {
        long[] arrivals = [.. ballots];
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ballot_decisions (competition_id, arrival, step, after, kind, reason, case_id, part, at)
            select {competitionId}, b.arrival, {BallotDecision.Review}, null, {(int)
                LeafKind.Quarantine}, {reason}, {part.CaseId}, {part.Number}, {part.FoundAt}
            from ballots b where b.arrival = any ({arrivals})
            order by b.arrival > (select voted_to from ledger_heads where competition_id = {competitionId}), b.ledger_id
            """,
            cancel
        );
    }

    /// <summary>Decides all ballots of a part, once; the caller holds the ledger's head.</summary>
    public static Task<int> DecideAsync(
        this ContestDb db,
        Guid competitionId,
        FraudRuling ruling,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into ballot_decisions (competition_id, arrival, step, after, kind, reason, case_id, part, at)
            select {competitionId}, d.arrival, {BallotDecision.Last}, {BallotDecision.Review}, {(int)
                ruling.Kind}, {ruling.Reason}, d.case_id, d.part, {ruling.DecidedAt}
            from ballot_decisions d join ballots b on b.arrival = d.arrival
            where d.case_id = {ruling.CaseId} and d.part = {ruling.Part} and d.step = {BallotDecision.Review}
            order by b.ledger_id
            """,
            cancel
        );

    /// <summary>Counts what the decisions of a part made at a step take out of the count or, negative, give back.</summary>
    public static Task HoldVotesAsync(
        this ContestDb db,
        Guid competitionId,
        (Guid CaseId, int Part, short Step) made,
        int sign,
        DateTimeOffset hour,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into held_counters (competition_id, entry, hour, tier, votes)
            select {competitionId}, choice, {hour}, b.tier, {sign} * count(*)
            from ballot_decisions d join ballots b on b.arrival = d.arrival cross join unnest(b.choices) as choice
            where d.case_id = {made.CaseId} and d.part = {made.Part} and d.step = {made.Step}
            group by choice, b.tier
            on conflict (competition_id, entry, hour, tier) do update set votes = held_counters.votes + excluded.votes
            """,
            cancel
        );

    /// <summary>Decided ballots that are alike.</summary>
    public sealed record DecidedRow(short[] Choices, int Tier, int Kind, string Reason, long Count);

    /// <summary>All ballots of the edition that were ever under review, by choices, tier and last decision.</summary>
    public static Task<List<DecidedRow>> DecidedAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<DecidedRow>(
                $"""
                select b.choices, b.tier, d.kind, d.reason, count(*) as count
                from (
                    select distinct on (arrival) arrival, kind, reason from ballot_decisions
                    where competition_id = {competitionId} order by arrival, step desc
                ) as d join ballots b on b.arrival = d.arrival
                group by b.choices, b.tier, d.kind, d.reason
                """
            )
            .ToListAsync(cancel);

    /// <summary>Votes for an entry on a case's ballots, and of those the restored.</summary>
    public sealed record CaseVotes(int Number, long Votes, long Restored);

    public static Task<List<CaseVotes>> VotesOfCaseAsync(this ContestDb db, Guid caseId, CancellationToken cancel) =>
        db
            .Database.SqlQuery<CaseVotes>(
                $"""
                select choice::int4 as number, count(*) filter (where d.kind = 3) as votes, count(*) filter (where d.kind = 4) as restored
                from ballot_decisions d join ballots b on b.arrival = d.arrival cross join unnest(b.choices) as choice
                where d.case_id = {caseId} group by choice
                """
            )
            .ToListAsync(cancel);

    /// <summary>A decision whose leaf is due.</summary>
    public sealed record DueDecision(
        long Order,
        int Kind,
        string Reason,
        DateTimeOffset At,
        string Receipt,
        Guid LedgerId,
        long Arrival
    );

    /// <summary>The decisions after one, in their order.</summary>
    public static Task<List<DueDecision>> DecisionsAfterAsync(
        this ContestDb db,
        Guid competitionId,
        long after,
        int most,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<DueDecision>(
                $"""
                select d.nth as "Order", d.kind, d.reason, d.at, b.receipt, b.ledger_id as "LedgerId", b.arrival
                from ballot_decisions d join ballots b on b.arrival = d.arrival
                where d.competition_id = {competitionId} and d.nth > {after} order by d.nth limit {most}
                """
            )
            .ToListAsync(cancel);
}
