using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// Destroys the voter key of editions whose time has come and says so in the audit log: from then on nobody can tell whose
/// a pseudonym was, and two editions' pseudonyms cannot be held against each other. Ballots, receipts, ledger and tally
/// never needed the key and stay as they are.
/// </summary>
public sealed class DestroyVoterKeys(ContestDb db, TimeProvider clock)
{
    /// <returns>How many keys were destroyed.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var destroyed = 0;
        var kept = await db.Competitions.Where(c => c.VoterKey != null).Select(c => c.Id).ToListAsync(cancel);
        foreach (var edition in kept)
            destroyed += await DestroyAsync(edition, cancel) ? 1 : 0;
        return destroyed;
    }

    private async Task<bool> DestroyAsync(Guid editionId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(editionId, cancel);
        var edition = await db.Competitions.SingleAsync(c => c.Id == editionId, cancel);
        var rules = ParsedRulebooks.Of(edition.RulebookJson).Retention;
        var ends = Retention.VoterKeyEnds(rules, runs.Single(r => r.Stage == Stage.Results));
        if (edition.VoterKey is not { } key || !(now >= ends))
            return false;
        edition.VoterKey = null;
        await db.RecordAsync(
            Actor.Clock,
            nameof(DestroyVoterKeys),
            $"competition:{edition.Slug}",
            now,
            edition.Id,
            before: new { KeyHash = Convert.ToHexStringLower(SHA256.HashData(key)), rules.VoterKeyDays },
            after: new { VoterKey = "destroyed" },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return true;
    }
}
