using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>The gate before every act of an entrant on an entry: the stage, whose it is, its state, the deadline.</summary>
internal static class DraftGate
{
    /// <summary>An entry that may be changed now, held until the transaction ends, and its rulebook.</summary>
    public sealed record Open(Entry Entry, Rulebook Rulebook);

    /// <summary>Holds the entry, or says why its people may not change it now.</summary>
    public static async Task<Outcome<Open>> OpenEntryAsync(
        this ContestDb db,
        Guid entryId,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var edition = await db
            .Entries.Where(e => e.Id == entryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new Refusal("entry.unknown");
        var run = await db.HoldStageAsync(edition.Value, Stage.Registration, cancel);
        await db.HoldConflictSearchOfEntryAsync(entryId, cancel);
        if (await db.HoldEntryAsync(entryId, cancel) is not { } entry)
            return new Refusal("entry.unknown"); // its import was undone meanwhile
        if (actor.PersonId is not { } person || !await db.MayActForAsync(entry, person, cancel))
            return new Refusal("entry.not_yours");
        if (StageGates.WhyNotAct(run) is { } closed)
            return closed;
        var rulebook = await db.RulebookOfAsync(edition.Value, cancel);
        await db.Entry(entry).Collection(e => e.Decisions).LoadAsync(cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        return RegistrationForm.WhyNotChange(entry, rulebook.Window(Stage.Registration), zone, now) is { } locked
            ? locked
            : new Open(entry, rulebook);
    }
}
