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
}
