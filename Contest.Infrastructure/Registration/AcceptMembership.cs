using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Someone who has an account accepts, signed in, an invitation into an organisation: once, whoever clicks how often.</summary>
public sealed class AcceptMembership(ContestDb db, TimeProvider clock)
{
    public sealed record Command(string Token, Actor Actor);

    /// <summary>The organisation joined.</summary>
    public async Task<Outcome<Guid>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var invitation = await db.HoldInvitationAndAddressAsync(InvitationToken.Hash(command.Token), cancel);
        if (AcceptInvitation.WhyNot(invitation, now) is { } refusal)
            return refusal;
        if (await WhyNotAsync(invitation!, command.Actor, cancel) is { } unfit)
            return unfit;
        var entrantId = invitation!.EntrantId!.Value;
        await db.HoldEntrantAsync(entrantId, cancel);
        if (await db.MemberRoleAsync(entrantId, command.Actor.PersonId, cancel) is not null)
            return new Refusal("organisation.already_yours");

        invitation.UsedAt = now;
        await db.JoinAsync(invitation, command.Actor.PersonId!.Value, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(AcceptMembership),
            $"entrant:{entrantId}",
            now,
            after: new { Invitation = invitation.Id, invitation.MemberRole },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return entrantId;
    }

    private async Task<Refusal?> WhyNotAsync(Invitation invitation, Actor actor, CancellationToken cancel)
    {
        if (invitation.EntrantId is null)
            return new("people.already_has_account_here");
        if (actor is not { Role: Role.Entrant, PersonId: { } person })
            return new("organisation.not_an_entrant");
        var email = await db.Users.Where(p => p.Id == person).Select(p => p.Email).SingleAsync(cancel);
        return string.Equals(email, invitation.Email, StringComparison.OrdinalIgnoreCase)
            ? null
            : new("organisation.other_address");
    }
}

/// <summary>What the two ways to accept an invitation into an organisation have in common.</summary>
internal static class Joining
{
    /// <summary>The address is held before the invitation, as whoever invites does.</summary>
    public static async Task<Invitation?> HoldInvitationAndAddressAsync(
        this ContestDb db,
        string tokenHash,
        CancellationToken cancel
    )
    {
        var email = await db
            .Invitations.Where(i => i.TokenHash == tokenHash)
            .Select(i => i.Email)
            .SingleOrDefaultAsync(cancel);
        if (email is null)
            return null;
        await db.HoldAddressAsync(email, cancel);
        return await db.HoldInvitationAsync(tokenHash, cancel);
    }

    /// <summary>The membership the invitation promises. Its organisation is held.</summary>
    public static async Task JoinAsync(
        this ContestDb db,
        Invitation invitation,
        Guid person,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (invitation is { EntrantId: { } entrant, MemberRole: { } role })
            await db.BeginAsync(entrant, person, role, invitation.InvitedById, invitation.InvitedBy, now, cancel);
    }
}
