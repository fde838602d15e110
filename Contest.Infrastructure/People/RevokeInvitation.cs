using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>Takes an invitation back before it has been used.</summary>
public sealed class RevokeInvitation(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid InvitationId, Actor By, Guid? CompetitionId = null);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.By.Role != Role.Organizer && !await IsOwnersAsync(command, cancel))
            return new("people.organizer_only");
        var revoked = await db
            .Invitations.Where(i => i.Id == command.InvitationId && i.UsedAt == null && i.VoidedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.VoidedAt, now), cancel);
        if (revoked == 0)
            return new("people.invitation_not_open");
        await db.RecordAsync(
            command.By,
            nameof(RevokeInvitation),
            $"invitation:{command.InvitationId}",
            now,
            command.CompetitionId,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>It is an invitation into an organisation of which whoever takes it back is an owner.</summary>
    private async Task<bool> IsOwnersAsync(Command command, CancellationToken cancel)
    {
        var organisation = await db
            .Invitations.Where(i => i.Id == command.InvitationId)
            .Select(i => i.EntrantId)
            .SingleOrDefaultAsync(cancel);
        return organisation is { } id
            && MembershipRules.MayManage(await db.MemberRoleAsync(id, command.By.PersonId, cancel));
    }
}
