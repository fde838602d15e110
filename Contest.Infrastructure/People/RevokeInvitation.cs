using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>Takes an invitation back before it has been used.</summary>
public sealed class RevokeInvitation(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid InvitationId, Actor By, Guid? CompetitionId = null);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.By.Role != Role.Organizer)
            return new("people.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
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
}
