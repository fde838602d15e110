using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What the acts and pages of registration read of an entry.</summary>
public static class RegistrationReads
{
    /// <summary>The person registered it, or acts for an organisation that takes part in it.</summary>
    public static Task<bool> MayActForAsync(this ContestDb db, Entry entry, Guid person, CancellationToken cancel) =>
        entry.OwnerId == person
            ? Task.FromResult(true)
            : db.Participations.AnyAsync(
                p => p.EntryId == entry.Id && db.EntrantsOf(person).Contains(p.EntrantId),
                cancel
            );

    /// <summary>An entry of the edition with its entrants, patents and decisions; null when there is none.</summary>
    public static Task<Entry?> WholeEntryAsync(
        this ContestDb db,
        Guid competitionId,
        Guid? entryId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .Entries.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .Include(e => e.Patents)
            .Include(e => e.Decisions)
            .SingleOrDefaultAsync(e => e.Id == entryId && e.CompetitionId == competitionId, cancel);
    }

    /// <summary>
    /// The entry with its decisions, its row held while registration is open; or why nothing may be done to it. Of two
    /// acts at once the second finds what the first did.
    /// </summary>
    internal static async Task<(Entry? Entry, Refusal? Refusal)> HoldForReviewAsync(
        this ContestDb db,
        Guid entryId,
        CancellationToken cancel
    )
    {
        var edition = await db
            .Entries.Where(e => e.Id == entryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return (null, new("review.unknown_entry"));
        if (StageGates.WhyNotAct(await db.HoldStageAsync(edition.Value, Stage.Registration, cancel)) is { } closed)
            return (null, closed);
        if (await db.HoldEntryAsync(entryId, cancel) is not { } entry)
            return (null, new("review.unknown_entry")); // its import was undone meanwhile
        await db.Entry(entry).Collection(e => e.Decisions).LoadAsync(cancel);
        return (entry, null);
    }
}
