using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What the acts of registration read about the edition.</summary>
public static class RegistrationReads
{
    public static async Task<Rulebook> RulebookOfAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        CanonicalJson.Read<Rulebook>(
            await db.Competitions.Where(c => c.Id == competitionId).Select(c => c.RulebookJson).SingleAsync(cancel)
        );

    /// <summary>The date at the contest's place.</summary>
    public static DateOnly LocalDate(this Rulebook rulebook, DateTimeOffset now) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).DateTime
        );

    /// <summary>The person registered it, or acts for an organisation that takes part in it.</summary>
    public static Task<bool> MayActForAsync(this ContestDb db, Entry entry, Guid person, CancellationToken cancel) =>
        entry.OwnerId == person
            ? Task.FromResult(true)
            : db.Participations.AnyAsync(
                p => p.EntryId == entry.Id && db.Users.Any(u => u.Id == person && u.EntrantId == p.EntrantId),
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
