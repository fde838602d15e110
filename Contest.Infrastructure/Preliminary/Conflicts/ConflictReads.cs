using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>What plans, pages and acts read of conflicts of interest.</summary>
public static class ConflictReads
{
    /// <summary>The pairs no plan may make: a hit between them is open or upheld (DOMAIN.md 1.15).</summary>
    public static async Task<HashSet<Pairing>> BarredPairsAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var pairs = await db
            .Conflicts.Where(c => c.CompetitionId == competitionId && c.Decision != ConflictDecision.Dismissed)
            .Select(c => new { c.JudgeId, c.EntryId })
            .Distinct()
            .ToListAsync(cancel);
        return [.. pairs.Select(p => new Pairing(p.JudgeId, p.EntryId))];
    }
}
