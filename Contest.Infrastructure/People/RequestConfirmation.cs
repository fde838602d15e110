using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>Sends the confirmation mail again, to someone who has just shown the right password.</summary>
public sealed class RequestConfirmation(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(Person Person, string Address);

    public async Task HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        db.Add(await ConfirmationMail.WriteAsync(people, command.Person, command.Address, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
    }
}
