using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>A checkpoint for every open ledger that has grown, once an hour of the edition; the first one at once.</summary>
public sealed class SignCheckpoint(ContestDb db, LedgerKeys keys, TimeProvider clock, ILogger<SignCheckpoint> log)
{
    /// <summary>How many were signed.</summary>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var open = await db
            .LedgerHeads.Where(h => !h.IsClosed && h.Size > 0)
            .Select(h => h.CompetitionId)
            .ToListAsync(cancel);
        var signed = 0;
        foreach (var competition in open)
            if (await SignAsync(competition, cancel))
                signed++;
        return signed;
    }

    private async Task<bool> SignAsync(Guid competitionId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var head = (await db.HoldLedgerAsync(competitionId, cancel))!;
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        var now = clock.GetUtcNow();
        if (head.IsClosed || !await IsDueAsync(head, rulebook, now, cancel))
            return false;
        var signed = await new LedgerPen(db, keys).SignAsync(head, rulebook, Actor.Clock, now, cancel);
        if (signed.Refusal is { } refusal)
        {
            log.LogError("No checkpoint for the vote ledger of {Edition}: {Why}", head.Edition, refusal.Message);
            return false;
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<bool> IsDueAsync(
        LedgerHead head,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (await LedgerPen.LastAsync(db, head.CompetitionId, cancel) is not { } last)
            return true;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        return head.Size > last.Size && Hour(last.At, zone) < Hour(now, zone);
    }

    private static long Hour(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).Ticks / TimeSpan.TicksPerHour;
}
