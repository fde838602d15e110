using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// An owner sends a colleague or an agent a personal link. Who has no account makes one with it; who has one accepts
/// signed in. Whether the address is known is not told: the link finds out for whoever reads that mailbox.
/// </summary>
public sealed class InviteMember(ContestDb db, TimeProvider clock, ILookupNormalizer normalizer)
{
    /// <param name="Address">Where the product is reached: links in mails begin with it.</param>
    /// <param name="Culture">The mail's language.</param>
    public sealed record Command(
        Guid EntrantId,
        string Email,
        string DisplayName,
        MemberRole Role,
        string Address,
        string Culture,
        Actor Actor
    );

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        var email = command.Email.Trim().ToLowerInvariant();
        if (WhyNot(command, email) is { } unfit)
            return unfit;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // the address before the organisation, as in accepting
        await db.HoldAddressAsync(email, cancel);
        if (await db.HoldEntrantAsync(command.EntrantId, cancel) is not { } entrant)
            return new("organisation.unknown");
        if (await WhyNotNowAsync(command, email, cancel) is { } refusal)
            return refusal;

        await db
            .Invitations.Where(i => i.Email == email && i.UsedAt == null && i.VoidedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.VoidedAt, now), cancel);
        var invitation = Invite(command, email, entrant, now);
        await db.RecordAsync(
            command.Actor,
            nameof(InviteMember),
            $"entrant:{entrant.Id}",
            now,
            after: new
            {
                Invitation = invitation.Id,
                invitation.Email,
                invitation.MemberRole,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static Refusal? WhyNot(Command command, string email) =>
        !new EmailAddressAttribute().IsValid(email) ? new("people.not_an_address", email)
        : string.IsNullOrWhiteSpace(command.DisplayName) ? new("people.no_name")
        : !Enum.IsDefined(command.Role) ? new("organisation.unknown_role")
        : null;

    private async Task<Refusal?> WhyNotNowAsync(Command command, string email, CancellationToken cancel)
    {
        var by = await db.MemberRoleAsync(command.EntrantId, command.Actor.PersonId, cancel);
        var open = await db.Invitations.CountAsync(
            i => i.EntrantId == command.EntrantId && i.UsedAt == null && i.VoidedAt == null && i.Email != email,
            cancel
        );
        var normal = normalizer.NormalizeEmail(email);
        var isMember = await db.Memberships.AnyAsync(
            m =>
                m.EntrantId == command.EntrantId
                && m.EndedAt == null
                && db.Users.Any(p => p.Id == m.PersonId && p.NormalizedEmail == normal),
            cancel
        );
        return MembershipRules.WhyNotInvite(by, open, isMember);
    }

    private Invitation Invite(Command command, string email, Entrant entrant, DateTimeOffset now)
    {
        var token = InvitationToken.New();
        Invitation invitation = new()
        {
            Id = Guid.CreateVersion7(now),
            Email = email,
            DisplayName = command.DisplayName.Trim(),
            Role = Role.Entrant,
            EntrantId = entrant.Id,
            MemberRole = command.Role,
            InvitedById = command.Actor.PersonId,
            TokenHash = InvitationToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + InvitePerson.Lifetime,
            Culture = command.Culture,
            InvitedBy = command.Actor.Name,
        };
        db.Add(invitation);
        db.Add(
            OrganisationMail.Write(
                "invitation",
                email,
                command.Culture,
                $"invitation:{invitation.Id}",
                now,
                invitation.DisplayName,
                entrant.Name,
                command.Actor.Name,
                $"{command.Address.TrimEnd('/')}/account/invitation/{token}",
                invitation.ExpiresAt.UtcDateTime
            )
        );
        return invitation;
    }
}
