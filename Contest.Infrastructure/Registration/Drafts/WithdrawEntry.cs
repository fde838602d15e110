using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>Takes an entry back; before the deadline it may be changed and submitted again.</summary>
public sealed class WithdrawEntry(ContestDb db, TimeProvider clock)
{
    /// <param name="Address">Where the product is reached: the link in the mail begins with it.</param>
    public sealed record Command(Guid EntryId, Actor Actor, string Address = "");

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var edition = await db
            .Entries.Where(e => e.Id == command.EntryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new("entry.unknown");
        if (StageGates.WhyNotAct(await db.HoldStageAsync(edition.Value, Stage.Registration, cancel)) is { } closed)
            return closed;
        if (await db.HoldEntryAsync(command.EntryId, cancel) is not { } entry)
            return new("entry.unknown"); // its import was undone meanwhile
        if (command.Actor.PersonId is not { } person || !await db.MayActForAsync(entry, person, cancel))
            return new("entry.not_yours");
        if (entry.State is not (EntryState.Draft or EntryState.Submitted or EntryState.Returned))
            return new("entry.not_submitted");
        if (await db.WhyNotTakeBackAsync(entry, person, cancel) is { } notTheirs)
            return notTheirs;
        var before = entry.State;
        entry.State = EntryState.Withdrawn;
        // a draft nobody has received is taken back in silence
        if (before != EntryState.Draft)
            db.OutboxMails.Add(
                await SubmissionMail.WithdrawnAsync(
                    db,
                    entry,
                    person,
                    await db.RulebookOfAsync(edition.Value, cancel),
                    command.Address,
                    now,
                    cancel
                )
            );
        await db.RecordAsync(
            command.Actor,
            nameof(WithdrawEntry),
            $"entry:{entry.Id}",
            now,
            edition,
            new { State = before },
            new { entry.State },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
