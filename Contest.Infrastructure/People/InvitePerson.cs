using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>
/// Sends someone a personal link that makes one account. A new invitation to the same address voids the older one,
/// so asking again is also "send again".
/// </summary>
public sealed class InvitePerson(ContestDb db, TimeProvider clock, ILookupNormalizer normalizer)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>
    /// Address is where the product is reached, e.g. <c>https://contest.example.gov.cn</c>: the link begins with it.
    /// Culture is the mail's language. JudgeId, or EntrantId with MemberRole: whom the account will be, or act for.
    /// </summary>
    public sealed record Command(
        string Email,
        string DisplayName,
        Role Role,
        string Address,
        string Culture,
        Actor By,
        Guid? JudgeId = null,
        Guid? EntrantId = null,
        MemberRole? MemberRole = null,
        Guid? CompetitionId = null
    );

    /// <summary>The link, also mailed. It is known here once and never again.</summary>
    public async Task<Outcome<string>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        var email = command.Email.Trim().ToLowerInvariant();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldAddressAsync(email, cancel);
        if (await WhyNotAsync(command, email, cancel) is { } refusal)
            return refusal;

        await VoidOlderAsync(email, now, cancel);
        var token = InvitationToken.New();
        var invitation = Invite(command, email, token, now);
        var link = $"{command.Address.TrimEnd('/')}/account/invitation/{token}";
        db.Add(invitation);
        db.Add(
            PeopleMail.Write(
                "invitation",
                email,
                command.Culture,
                now,
                $"invitation:{invitation.Id}",
                invitation.DisplayName,
                link,
                invitation.ExpiresAt.UtcDateTime
            )
        );
        await db.RecordAsync(
            command.By,
            nameof(InvitePerson),
            $"invitation:{invitation.Id}",
            now,
            command.CompetitionId,
            after: new
            {
                invitation.Email,
                invitation.Role,
                invitation.JudgeId,
                invitation.EntrantId,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return link;
    }

    private async Task<Refusal?> WhyNotAsync(Command command, string email, CancellationToken cancel)
    {
        var mayInvite = command.By is { PersonId: null } or { Role: Role.Organizer };
        if (!mayInvite)
            return new("people.organizer_only");
        if (!new EmailAddressAttribute().IsValid(email))
            return new("people.not_an_address", email);
        if (string.IsNullOrWhiteSpace(command.DisplayName))
            return new("people.no_name");
        var normal = normalizer.NormalizeEmail(email);
        if (await db.Users.AnyAsync(p => p.NormalizedEmail == normal, cancel))
            return new("people.already_has_account", email);
        var judgeIsTaken =
            command.JudgeId is { } judge && await db.Judges.AnyAsync(j => j.Id == judge && j.PersonId != null, cancel);
        return judgeIsTaken ? new("people.judge_has_account") : null;
    }

    private Task<int> VoidOlderAsync(string email, DateTimeOffset now, CancellationToken cancel) =>
        db
            .Invitations.Where(i => i.Email == email && i.UsedAt == null && i.VoidedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.VoidedAt, now), cancel);

    private static Invitation Invite(Command command, string email, string token, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Email = email,
            DisplayName = command.DisplayName.Trim(),
            Role = command.Role,
            JudgeId = command.JudgeId,
            EntrantId = command.EntrantId,
            MemberRole = command.MemberRole,
            TokenHash = InvitationToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
            Culture = command.Culture,
            InvitedBy = command.By.Name,
        };
}
