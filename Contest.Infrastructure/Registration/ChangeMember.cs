using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Registration;

/// <summary>An owner gives a member another role.</summary>
public sealed class ChangeMember(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid EntrantId, Guid PersonId, MemberRole Role, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldEntrantAsync(command.EntrantId, cancel) is null)
            return new("organisation.unknown");
        var members = await db.MembersAsync(command.EntrantId, cancel);
        var by = members.Find(m => m.PersonId == command.Actor.PersonId)?.Role;
        var member = members.Find(m => m.PersonId == command.PersonId);
        var owners = members.Count(m => m.Role == MemberRole.Owner);
        if (MembershipRules.WhyNotChange(by, member?.Role, command.Role, owners) is { } refusal)
            return refusal;
        if (member!.Role == command.Role)
            return null;

        var before = member.Role;
        await db.ChangeAsync(member, command.Role, command.Actor.PersonId, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(ChangeMember),
            $"entrant:{command.EntrantId}",
            now,
            null,
            new { command.PersonId, Role = before },
            new { command.PersonId, command.Role },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
