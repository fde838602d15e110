using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>
/// The clerk's round: what has been cast since the last one enters the ledgers of all open votes, a few thousand
/// ballots a transaction. Any number of nodes may go round at once; one that dies in the middle leaves what it had
/// committed, and the next goes on from there.
/// </summary>
public sealed class AppendToLedger(ContestDb db, LedgerKeys keys, TimeProvider clock)
{
    /// <summary>How many ballots were taken.</summary>
    public async Task<long> HandleAsync(CancellationToken cancel)
    {
        var open = await db
            .StageRuns.Where(r => r.Stage == Stage.Voting && r.OpenedAt != null && r.ClosedAt == null)
            .Select(r => r.CompetitionId)
            .ToListAsync(cancel);
        var taken = 0L;
        foreach (var competition in open)
            taken += await RoundAsync(competition, cancel);
        return taken;
    }

    private async Task<long> RoundAsync(Guid competitionId, CancellationToken cancel)
    {
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == competitionId, cancel);
        await keys.MakeAsync(competition, clock.GetUtcNow(), cancel);
        var upTo = await CompleteToAsync(competitionId, cancel);
        var (all, taken) = (0L, 0);
        do
        {
            taken = await TakeAsync(competition, upTo, cancel);
            all += taken;
        } while (taken == LedgerClerk.Most);
        return all;
    }

    private async Task<int> TakeAsync(Competition competition, long upTo, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var head = (await db.HoldLedgerAsync(competition.Id, cancel))!;
        if (head.IsClosed)
            return 0;
        LedgerClerk clerk = new(db, head, ParsedRulebooks.Of(competition.RulebookJson));
        var taken = await clerk.TakeAsync(upTo, cancel);
        await clerk.TakeDecisionsAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return taken;
    }

    /// <summary>The arrival up to which every ballot is committed. A transaction of its own: voters wait for milliseconds.</summary>
    private async Task<long> CompleteToAsync(Guid competitionId, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.WaitForBallotsAsync(competitionId, cancel);
        var last = await db.Ballots.MaxAsync(b => (long?)b.Arrival, cancel) ?? 0;
        await transaction.CommitAsync(cancel);
        return last;
    }
}
