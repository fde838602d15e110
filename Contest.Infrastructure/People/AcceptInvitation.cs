using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>Turns an invitation into an account: once, whoever clicks how often.</summary>
public sealed class AcceptInvitation(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(string Token, string DisplayName, string Password, string Culture);

    public async Task<Outcome<Person>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var invitation = await db.HoldInvitationAndAddressAsync(InvitationToken.Hash(command.Token), cancel);
        if (WhyNot(invitation, now) is { } refusal)
            return refusal;

        var person = NewPerson(invitation!, command, now);
        var created = await people.CreateAsync(person, command.Password);
        if (!created.Succeeded)
            return AccountErrors.Refusal(created);
        invitation!.UsedAt = now;
        if (invitation.EntrantId is { } organisation)
            await db.HoldEntrantAsync(organisation, cancel);
        await db.JoinAsync(invitation, person.Id, now, cancel);
        if (await LinkJudgeAsync(invitation, person, cancel) is { } taken)
            return taken;
        await db.RecordAsync(
            new(person.Id, person.DisplayName, person.Role),
            nameof(AcceptInvitation),
            $"person:{person.Id}",
            now,
            after: new
            {
                Invitation = invitation.Id,
                person.Role,
                invitation.EntrantId,
                invitation.MemberRole,
                invitation.JudgeId,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return person;
    }

    /// <summary>Why this invitation makes no account now, or null when it does.</summary>
    public static Refusal? WhyNot(Invitation? invitation, DateTimeOffset now) =>
        invitation switch
        {
            null => new("people.invitation_unknown"),
            { UsedAt: not null } => new("people.invitation_used"),
            { VoidedAt: not null } => new("people.invitation_void"),
            _ when now >= invitation.ExpiresAt => new("people.invitation_expired"),
            _ => null,
        };

    private static Person NewPerson(Invitation invitation, Command command, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            UserName = invitation.Email,
            Email = invitation.Email,
            // the link came by mail: whoever has it reads that mailbox
            EmailConfirmed = true,
            DisplayName = command.DisplayName.Trim(),
            Role = invitation.Role,
            Culture = command.Culture,
        };

    private async Task<Refusal?> LinkJudgeAsync(Invitation invitation, Person person, CancellationToken cancel)
    {
        if (invitation.JudgeId is not { } judge)
            return null;
        var linked = await db
            .Judges.Where(j => j.Id == judge && j.PersonId == null)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.PersonId, person.Id), cancel);
        // the pool knows its expert by the account from now on, in later editions as well
        await db
            .Experts.Where(e => e.PersonId == null && db.Judges.Any(j => j.Id == judge && j.ExpertId == e.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.PersonId, person.Id), cancel);
        return linked == 1 ? null : new("people.judge_has_account");
    }
}
