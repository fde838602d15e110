using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A sheet with another variant than its entry has now.</summary>
/// <param name="SheetId">The sheet.</param>
/// <param name="Variant">The variant it was made with; null: the main sheet.</param>
/// <param name="Now">The variant its entry has now; null: the main sheet.</param>
public sealed record StrayedSheet(Guid SheetId, string? Variant, string? Now);

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

    /// <summary>
    /// Those of these sheets of one round that are made with another variant than their entry has by its rules: its data
    /// were corrected, or the rulebook was. Sheets nobody counts (stepped back, set aside) are not there.
    /// </summary>
    public static async Task<IReadOnlyList<StrayedSheet>> StrayedSheetsAsync(
        this ContestDb db,
        IQueryable<JudgeSheet> among,
        JudgingRules rules,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rules);
        var counted = among.AsNoTracking().Where(s => s.RecusedAt == null && s.SetAsideAt == null);
        if (rules.Variants.Count == 0)
            counted = counted.Where(s => s.Variant != null);
        var sheets = await counted
            .Select(s => new
            {
                s.Id,
                s.EntryId,
                s.Variant,
            })
            .ToListAsync(cancel);
        var now = await db.VariantsAsync(rules, [.. sheets.Select(s => s.EntryId).Distinct()], cancel);
        return
        [
            .. sheets
                .Select(s => new StrayedSheet(s.Id, s.Variant, now.GetValueOrDefault(s.EntryId)))
                .Where(s => s.Variant != s.Now),
        ];
    }

    /// <summary>
    /// Of these sheets of one round, strayed ones nobody has typed on take their entry's variant; the others keep theirs.
    /// Tracked; the caller saves. How many took another.
    /// </summary>
    public static async Task<int> FollowVariantsAsync(
        this ContestDb db,
        IQueryable<JudgeSheet> among,
        JudgingRules rules,
        CancellationToken cancel
    )
    {
        var strayed = await db.StrayedSheetsAsync(among, rules, cancel);
        if (strayed.Count == 0)
            return 0;
        var untouched = await db.HoldUntouchedSheetsAsync([.. strayed.Select(s => s.SheetId)], cancel);
        var now = strayed.ToDictionary(s => s.SheetId, s => s.Now);
        foreach (var sheet in untouched)
            sheet.Variant = now[sheet.Id];
        return untouched.Count;
    }

    /// <summary>
    /// The group or the core rights of an entry may have changed, and are saved: its sheets follow inside the act that
    /// changed them. That act holds the entry; after the search for conflicts, which waits for sheets, as nothing here
    /// does. One never accepted has no sheets yet, and registration, in which alone this happens, is closed before the
    /// final has any.
    /// </summary>
    internal static async Task FollowVariantsOfEntryAsync(
        this ContestDb db,
        Entry entry,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (entry.Code is null)
            return;
        var rules = (await db.RulebookOfAsync(entry.CompetitionId, cancel)).Preliminary;
        var own = db.JudgeSheets.Where(s => s.EntryId == entry.Id && s.Round == Stage.Preliminary);
        var followed = await db.FollowVariantsAsync(own, rules, cancel);
        if (followed > 0)
            await db.RecordAsync(
                actor,
                "FollowVariants",
                $"entry:{entry.Id}",
                now,
                entry.CompetitionId,
                after: new { Sheets = followed },
                cancel: cancel
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
