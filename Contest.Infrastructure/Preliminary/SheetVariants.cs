using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>Which variant of the score sheet an entry is judged by, as its data are now.</summary>
public static class SheetVariants
{
    /// <summary>Makes a sheet for each pair, with the variant its entry has now; the caller saves.</summary>
    public static async Task AddSheetsAsync(
        this ContestDb db,
        Guid competitionId,
        Stage round,
        IReadOnlyCollection<Pairing> pairs,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(pairs);
        var rules = (await db.RulebookOfAsync(competitionId, cancel)).Judging(round);
        var variants = await db.VariantsAsync(rules, [.. pairs.Select(p => p.EntryId).Distinct()], cancel);
        db.JudgeSheets.AddRange(
            pairs.Select(p => new JudgeSheet
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = competitionId,
                Round = round,
                JudgeId = p.JudgeId,
                EntryId = p.EntryId,
                Variant = variants.GetValueOrDefault(p.EntryId),
                State = CanonicalJson.Write(SheetState.Empty),
            })
        );
    }

    /// <summary>The code of each entry's variant; entries on the main sheet are not there.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> VariantsAsync(
        this ContestDb db,
        JudgingRules rules,
        IReadOnlyCollection<Guid> entries,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Variants.Count == 0)
            return new Dictionary<Guid, string>();
        var found = await db
            .Entries.AsNoTracking()
            .Where(e => entries.Contains(e.Id))
            .Select(e => new
            {
                e.Id,
                e.Group,
                Core = e.Patents.Where(p => p.IsCore).Select(p => new { p.Position, p.Kind }).ToList(),
            })
            .ToListAsync(cancel);
        return (
            from entry in found
            let track = Tracks.Of(entry.Core.Select(p => (p.Position, p.Kind, IsCore: true)))
            let variant = rules.SheetFor(entry.Group, track)
            where variant is not null
            select (entry.Id, variant.Code)
        ).ToDictionary(e => e.Id, e => e.Code);
    }
}
