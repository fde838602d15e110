using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>
/// Takes the link from the confirmation mail together with the password of the registration: the link alone shows
/// whose mailbox it is, not who chose the password. Else a stranger could register somebody's address first, let them
/// confirm it, and sign in as them. Who does not know the password sets a new one by mail.
/// </summary>
public sealed class ConfirmEmail(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(Guid PersonId, string Token, string Password);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await people.FindByIdAsync(command.PersonId.ToString()) is not { } person)
            return new("people.link_invalid");
        if (person.EmailConfirmed)
            return null;
        var confirmed = await people.ConfirmEmailAsync(person, command.Token);
        if (!confirmed.Succeeded)
            return AccountErrors.Refusal(confirmed);
        // only now: without the link nobody may try passwords here; nothing is committed when it is wrong
        if (!await people.CheckPasswordAsync(person, command.Password))
            return new("people.confirm_password");
        await db.RecordAsync(
            new(person.Id, person.DisplayName, person.Role),
            nameof(ConfirmEmail),
            $"person:{person.Id}",
            clock.GetUtcNow(),
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
