using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>Mails a link to choose a new password. Says nothing about whether the address is known.</summary>
public sealed class RequestPasswordReset(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(string Email, string Address);

    public async Task HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (await people.FindByEmailAsync(command.Email.Trim()) is not { } person)
            return;
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var token = await people.GeneratePasswordResetTokenAsync(person);
        var link =
            $"{command.Address.TrimEnd('/')}/account/reset-password?person={person.Id}&token={Uri.EscapeDataString(token)}";
        db.Add(PeopleMail.Write("reset", person.Email!, person.Culture, now, null, person.DisplayName, link));
        await db.RecordAsync(
            new(null, "sign-in page", null),
            nameof(RequestPasswordReset),
            $"person:{person.Id}",
            now,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Takes the link from the reset mail and sets the new password. Every other session ends.</summary>
public sealed class ResetPassword(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(Guid PersonId, string Token, string Password);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await people.FindByIdAsync(command.PersonId.ToString()) is not { } person)
            return new("people.link_invalid");
        var reset = await people.ResetPasswordAsync(person, command.Token, command.Password);
        if (!reset.Succeeded)
            return AccountErrors.Refusal(reset);
        // who reads the mailbox has shown it is theirs, and may try again at once
        person.EmailConfirmed = true;
        await people.SetLockoutEndDateAsync(person, null);
        await people.ResetAccessFailedCountAsync(person);
        await db.RecordAsync(
            new(person.Id, person.DisplayName, person.Role),
            nameof(ResetPassword),
            $"person:{person.Id}",
            clock.GetUtcNow(),
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
