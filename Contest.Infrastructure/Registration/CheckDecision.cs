using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>A second person's look at a decision that was chosen for it: agrees or differs, and the entry stays as it is.</summary>
public sealed class CheckDecision(ContestDb db, TimeProvider clock)
{
    /// <param name="DecisionId">The decision the person looked at.</param>
    /// <param name="Agrees">Would have decided the same.</param>
    /// <param name="Note">What was found; needed where it differs.</param>
    public sealed record Command(Guid EntryId, Guid DecisionId, bool Agrees, string Note, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("review.not_yours");
        var (entry, refusal) = await db.HoldForReviewAsync(command.EntryId, cancel);
        if (entry is null)
            return refusal;
        if (
            SpotChecks.WhyNot(entry, command.DecisionId, command.Actor.PersonId, command.Agrees, command.Note) is { } no
        )
            return no;
        SpotCheck check = new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = entry.Id,
            DecisionId = command.DecisionId,
            DecidedBy = SpotChecks.Standing(entry)!.DecidedBy,
            Agrees = command.Agrees,
            Note = Plain.AsTyped(command.Note),
            CheckedBy = command.Actor.PersonId!.Value,
            CheckedByName = command.Actor.Name,
            CheckedAt = now,
        };
        db.SpotChecks.Add(check);
        if (!await db.TrySaveAsync(cancel))
            return new("review.already_checked"); // two at once: the unique index has the last word
        await db.RecordAsync(
            command.Actor,
            nameof(CheckDecision),
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            after: new
            {
                Decision = check.DecisionId,
                check.Agrees,
                check.Note,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
