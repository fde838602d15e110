using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration;
using Microsoft.AspNetCore.Identity;

namespace Contest.Tests.Support;

public static partial class A
{
    public const string Site = "https://contest.test";

    /// <summary>An entrant's person with an account.</summary>
    public static async Task<Actor> EntrantAsync(Acts acts, string name, string culture = "zh-CN")
    {
        ArgumentNullException.ThrowIfNull(acts);
        Person person = new()
        {
            Id = Guid.CreateVersion7(),
            UserName = $"{name}@example.invalid",
            Email = $"{name}@example.invalid",
            EmailConfirmed = true,
            DisplayName = name,
            Role = Role.Entrant,
            Culture = culture,
        };
        var made = await acts.WithAsync((UserManager<Person> people) => people.CreateAsync(person, Password));
        return made.Succeeded
            ? new(person.Id, name, Role.Entrant)
            : throw new InvalidOperationException(made.ToString());
    }

    public static OrganisationDetails Details(string name = "沧澜有限公司", string registration = "12345678") =>
        new(name, EntrantKind.HongKongOrMacao, IdentifierKind.BusinessRegistration, registration, "香港");

    public static Task<Outcome<CreateOrganisation.Answer>> CreateAsync(
        Acts acts,
        Actor person,
        OrganisationDetails? details = null
    )
    {
        ArgumentNullException.ThrowIfNull(acts);
        return acts.WithAsync(
            (CreateOrganisation act) =>
                act.HandleAsync(new(details ?? Details(), "我在这里工作", Site, person), default)
        );
    }

    /// <summary>An organisation with this owner.</summary>
    public static async Task<Guid> OrganisationAsync(Acts acts, Actor owner, OrganisationDetails? details = null) =>
        (await CreateAsync(acts, owner, details)).Value!.EntrantId;

    /// <summary>Lets a person act for an organisation, without the acts that lead there.</summary>
    public static Task<int> JoinAsync(Acts acts, Guid entrantId, Actor person, MemberRole role)
    {
        ArgumentNullException.ThrowIfNull(acts);
        ArgumentNullException.ThrowIfNull(person);
        return acts.WithDbAsync(db =>
        {
            db.Add(
                new Membership
                {
                    Id = Guid.CreateVersion7(),
                    EntrantId = entrantId,
                    PersonId = person.PersonId!.Value,
                    Role = role,
                    Since = acts.Clock.GetUtcNow(),
                }
            );
            return db.SaveChangesAsync();
        });
    }
}
