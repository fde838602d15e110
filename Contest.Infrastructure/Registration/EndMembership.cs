using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// A member leaves or is let go by an owner. What they registered for the organisation goes to whoever takes over; the
/// last owner leaves only by making that person an owner.
/// </summary>
public sealed class EndMembership(ContestDb db, TimeProvider clock)
{
    /// <param name="SuccessorId">Who takes over; null: the owner of longest standing.</param>
    /// <param name="HandOver">The successor becomes an owner.</param>
    public sealed record Command(Guid EntrantId, Guid PersonId, Guid? SuccessorId, bool HandOver, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldEntrantAsync(command.EntrantId, cancel) is null)
            return new("organisation.unknown");
        var members = await db.MembersAsync(command.EntrantId, cancel);
        var successor = SuccessorOf(command, members);
        if (WhyNot(command, members, successor) is { } refusal)
            return refusal;

        var leaving = members.Single(m => m.PersonId == command.PersonId);
        (leaving.EndedAt, leaving.EndedBy) = (now, command.Actor.PersonId);
        await db.SaveChangesAsync(cancel);
        if (command.HandOver && successor!.Role != MemberRole.Owner)
            await db.ChangeAsync(successor, MemberRole.Owner, command.Actor.PersonId, now, cancel);
        var handed = await HandOverEntriesAsync(command, successor!.PersonId, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(EndMembership),
            $"entrant:{command.EntrantId}",
            now,
            null,
            new { command.PersonId, leaving.Role },
            new
            {
                Successor = successor.PersonId,
                command.HandOver,
                Entries = handed,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static Membership? SuccessorOf(Command command, List<Membership> members) =>
        command.SuccessorId is { } named
            ? members.Find(m => m.PersonId == named)
            : members.Find(m => m.Role == MemberRole.Owner && m.PersonId != command.PersonId);

    private static Refusal? WhyNot(Command command, List<Membership> members, Membership? successor)
    {
        var by = members.Find(m => m.PersonId == command.Actor.PersonId)?.Role;
        var leaving = members.Find(m => m.PersonId == command.PersonId);
        var isOwn = command.Actor.PersonId == command.PersonId;
        var owners = members.Count(m => m.Role == MemberRole.Owner);
        var handsOver = command.HandOver && successor is not null && successor.Role != MemberRole.Owner;
        return MembershipRules.WhyNotEnd(by, isOwn, leaving?.Role, owners + (handsOver ? 1 : 0)) is { } refusal
            ? refusal
            : MembershipRules.WhyNotTakeOver(successor?.Role, successor?.PersonId == command.PersonId);
    }

    /// <summary>The entries they registered that this organisation leads: who left keeps none of them.</summary>
    private Task<int> HandOverEntriesAsync(Command command, Guid successor, CancellationToken cancel) =>
        db
            .Entries.Where(e =>
                e.OwnerId == command.PersonId
                && e.Participations.Any(p => p.EntrantId == command.EntrantId && p.Position == 1)
            )
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.OwnerId, successor), cancel);
}
