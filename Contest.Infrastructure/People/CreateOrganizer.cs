using Contest.Core;

namespace Contest.Infrastructure.People;

/// <summary>
/// The first organizer of an installation, from the command line: an invitation link to show on the console, never a
/// password. Works as often as someone can type commands on the server.
/// </summary>
public sealed class CreateOrganizer(InvitePerson invite)
{
    public sealed record Command(string Email, string DisplayName, string Address, string Culture);

    /// <summary>The one-time link.</summary>
    public Task<Outcome<string>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        return invite.HandleAsync(
            new(command.Email, command.DisplayName, Role.Organizer, command.Address, command.Culture, Actor.Console),
            cancel
        );
    }
}
