using Contest.Core;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;

namespace Contest.Tests.Support;

public static partial class A
{
    public const string Password = "a sentence is a good password";

    /// <summary>Someone with a confirmed address and <see cref="Password"/>.</summary>
    public static Task<Person> PersonAsync(
        ContestApp app,
        string email = "mei@example.invalid",
        Role role = Role.Organizer,
        bool isConfirmed = true
    ) =>
        app.WithAsync(
            async (UserManager<Person> people) =>
            {
                Person person = new()
                {
                    Id = Guid.NewGuid(),
                    UserName = email,
                    Email = email,
                    EmailConfirmed = isConfirmed,
                    DisplayName = email.Split('@')[0],
                    Role = role,
                };
                var made = await people.CreateAsync(person, Password);
                return made.Succeeded ? person : throw new InvalidOperationException(made.ToString());
            }
        );
}
