using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// Which of many entries have an error among their automatic checks, as the review page shows them. Computed when asked,
/// because other entries and the day's date have their part in a check; in a fixed number of queries.
/// </summary>
public static class EntryErrors
{
    /// <summary>The entries with an error.</summary>
    /// <param name="db">The database.</param>
    /// <param name="competitionId">The edition.</param>
    /// <param name="entries">Which of its entries are looked at.</param>
    /// <param name="rulebook">The edition's.</param>
    /// <param name="today">At the contest's place.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyList<Guid>> WithErrorsAsync(
        this ContestDb db,
        Guid competitionId,
        IQueryable<Guid> entries,
        Rulebook rulebook,
        DateOnly today,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var asked = await entries.Distinct().ToListAsync(cancel);
        var whole = await db
            .Entries.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .Include(e => e.Patents)
            .Where(e => asked.Contains(e.Id))
            .ToListAsync(cancel);
        var facts = await db.FactsOfManyAsync(competitionId, whole, cancel);
        return [.. whole.Where(e => HasError(e, rulebook, facts[e.Id], today)).Select(e => e.Id)];
    }

    /// <summary>A check of the rulebook or a finding on what was typed says error.</summary>
    private static bool HasError(Entry entry, Rulebook rulebook, EntryFacts facts, DateOnly today) =>
        EntryChecks.Of(StoredForm.Of(entry), rulebook, facts, today).Any(c => c.Result == CheckResult.Error)
        || StoredForm.FindingsOf(entry, today).Any(f => f.Level == CheckResult.Error);
}
