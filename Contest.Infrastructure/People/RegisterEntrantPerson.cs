using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>
/// Public registration, for entrants' people only. Whoever asks gets the same answer, whether the address is known or
/// not; the mail alone says which.
/// </summary>
public sealed class RegisterEntrantPerson(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(string DisplayName, string Email, string Password, string Address, string Culture);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        var email = command.Email.Trim();
        if (WhyNot(command, email) is { } refusal)
            return refusal;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldAddressAsync(email, cancel);
        if (await people.FindByEmailAsync(email) is { } known)
            return await TellOwnerAsync(known, command, now, transaction, cancel);

        var person = NewPerson(command, email, now);
        var created = await people.CreateAsync(person, command.Password);
        if (!created.Succeeded)
            return AccountErrors.Refusal(created);
        db.Add(await ConfirmationMail.WriteAsync(people, person, command.Address, now));
        await db.RecordAsync(
            new(person.Id, person.DisplayName, person.Role),
            nameof(RegisterEntrantPerson),
            $"person:{person.Id}",
            now,
            after: new { person.Role },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    // what depends on the typed words only: it must not tell a known address from an unknown one
    private Refusal? WhyNot(Command command, string email) =>
        string.IsNullOrWhiteSpace(command.DisplayName) ? new("people.no_name")
        : !new EmailAddressAttribute().IsValid(email) ? new("people.not_an_address", email)
        : command.Password.Length < people.Options.Password.RequiredLength ? new("people.password_too_short")
        : null;

    private async Task<Refusal?> TellOwnerAsync(
        Person known,
        Command command,
        DateTimeOffset now,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancel
    )
    {
        // as slow as making an account
        people.PasswordHasher.HashPassword(known, command.Password);
        OutboxMail mail = known.EmailConfirmed
            ? PeopleMail.Write("known", known.Email!, known.Culture, now, null, known.DisplayName, SignInLink(command))
            : await ConfirmationMail.WriteAsync(people, known, command.Address, now);
        db.Add(mail);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static string SignInLink(Command command) => $"{command.Address.TrimEnd('/')}/account/sign-in";

    private static Person NewPerson(Command command, string email, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            DisplayName = command.DisplayName.Trim(),
            Role = Role.Entrant,
            Culture = command.Culture,
        };
}
