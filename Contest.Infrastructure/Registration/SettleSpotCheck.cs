using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// What becomes of a spot check that differs: the entry is opened for a decision again and keeps its code, or the
/// decision stands; either way with a reason, and never by the one who decided.
/// </summary>
public sealed class SettleSpotCheck(ContestDb db, TimeProvider clock)
{
    /// <param name="Version">The entry's row version the person saw.</param>
    /// <param name="Reopen">Open the entry for a decision again; false: the decision stands.</param>
    public sealed record Command(Guid EntryId, Guid CheckId, uint Version, bool Reopen, string Reason, Actor Actor);

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
        var check = await db.SpotChecks.SingleOrDefaultAsync(
            c => c.Id == command.CheckId && c.EntryId == entry.Id,
            cancel
        );
        if (check is null)
            return new("review.check_settled");
        if (check.WhyNotSettle(entry, command.Actor.PersonId, command.Reason) is { } no)
            return no;
        if (command.Version != entry.Version)
            return new("review.changed");

        var before = new { entry.State };
        Settle(check, command, now);
        if (command.Reopen)
            entry.State = EntryState.Submitted;
        await db.RecordAsync(
            command.Actor,
            command.Reopen ? "ReopenEntry" : "KeepDecision",
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            before,
            new
            {
                entry.State,
                entry.Code,
                Decision = check.DecisionId,
                check.SettledFor,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static void Settle(SpotCheck check, Command command, DateTimeOffset now)
    {
        check.SettledBy = command.Actor.PersonId;
        check.SettledByName = command.Actor.Name;
        check.SettledAt = now;
        check.SettledFor = Plain.AsTyped(command.Reason);
        check.IsReopened = command.Reopen;
    }
}
