using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>
/// The end of a ledger, in the transaction that closes the vote: the last ballots, the last block, the count (made from
/// the ballots and held against the counters), the closing leaf with its hash, the last checkpoint. Nothing here is done
/// before the transaction: whoever sees the vote closed sees all of it.
/// </summary>
internal sealed class LedgerClosing(ContestDb db, LedgerKeys keys)
{
    /// <summary>tally.json; refused where counters and ballots disagree, or the key is gone.</summary>
    public async Task<Outcome<string>> CloseAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await keys.MakeAsync(competition, now, cancel);
        var head = (await db.HoldLedgerAsync(competition.Id, cancel))!;
        LedgerClerk clerk = new(db, head, rulebook);
        // the stage is held for update: every ballot is committed
        while (await clerk.TakeAsync(upTo: long.MaxValue, cancel) == LedgerClerk.Most) { }
        await clerk.TakeLastBlockAsync(cancel);
        await clerk.TakeDecisionsAsync(cancel);
        if (await WhyNotAsync(head, cancel) is { } refusal)
            return refusal;
        var json = CanonicalJson.Write(await TallyAsync(head, cancel));
        var leaf = LedgerLeaf.Close(head.Edition, now, head.Received, CanonicalJson.HashText(json));
        await clerk.AppendAsync([leaf], cancel);
        var signed = await new LedgerPen(db, keys).SignAsync(head, rulebook, actor, now, cancel);
        head.IsClosed = true;
        return signed.Refusal is { } lost ? lost : json;
    }

    /// <summary>Where what was counted on the way and what is counted now are not the same.</summary>
    private async Task<Refusal?> WhyNotAsync(LedgerHead head, CancellationToken cancel)
    {
        var ballots = await db.Ballots.LongCountAsync(b => b.CompetitionId == head.CompetitionId, cancel);
        if (ballots != head.Received || ballots != head.Votes)
            return new("ledger.ballots_disagree", ballots, head.Received, head.Votes);
        var decisions = await db
            .BallotDecisions.Where(d => d.CompetitionId == head.CompetitionId)
            .MaxAsync(d => (long?)d.Order, cancel);
        if (head.DecidedTo != (decisions ?? 0))
            return new("ledger.decisions_disagree", head.DecidedTo, decisions ?? 0);
        var places = await db.CounterFaultsAsync(head.CompetitionId, cancel);
        return places.Count == 0
            ? null
            : new("ledger.counters_disagree", places[0].Label, places[0].Counter, places[0].Ballots, places.Count);
    }

    private async Task<PublicTally> TallyAsync(LedgerHead head, CancellationToken cancel)
    {
        var entries = await db
            .Entries.Where(e => e.CompetitionId == head.CompetitionId && e.Code != null)
            .Select(e => new
            {
                e.Number,
                e.Code,
                e.State,
            })
            .ToListAsync(cancel);
        var labels = entries.ToDictionary(e => e.Number, e => e.Code!);
        var groups = await db
            .Ballots.Where(b => b.CompetitionId == head.CompetitionId)
            .GroupBy(b => new { b.Choices, b.Tier })
            .Select(g => new
            {
                g.Key.Choices,
                g.Key.Tier,
                Count = g.LongCount(),
            })
            .ToListAsync(cancel);
        var decided = await db.DecidedAsync(head.CompetitionId, cancel);
        return PublicTally.Of(
            head.Edition,
            head.HasTiers,
            [
                .. groups.Select(g => Group(g.Choices, g.Tier, null, null, g.Count)),
                // what was ever under review stands in both: out of the untouched, into where it stands now
                .. decided.Select(d => Group(d.Choices, (VoterIdentity)d.Tier, null, null, -d.Count)),
                .. decided.Select(d => Group(d.Choices, (VoterIdentity)d.Tier, (LeafKind)d.Kind, d.Reason, d.Count)),
            ],
            [.. entries.Where(e => e.State == EntryState.Accepted).Select(e => e.Code!)],
            [.. entries.Where(e => e.State == EntryState.Withdrawn).Select(e => e.Code!)]
        );

        BallotGroup Group(short[] choices, VoterIdentity tier, LeafKind? last, string? reason, long count) =>
            new(
                [.. choices.Select(c => labels[c])],
                head.HasTiers ? LedgerClerk.TierCode(tier) : null,
                last,
                reason,
                count
            );
    }
}
