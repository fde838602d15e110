using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>Takes the link from the confirmation mail.</summary>
public sealed class ConfirmEmail(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(Guid PersonId, string Token);

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
