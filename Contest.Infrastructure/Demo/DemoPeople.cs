using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Demo;

/// <summary>
/// The fictional people of the demo edition. They have no password and addresses at example.invalid, so only the demo
/// sign-in page lets anyone be them.
/// </summary>
public sealed class DemoPeople(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public const string Domain = "@demo.example.invalid";

    /// <summary>Adds one, or returns the one who is there. <paramref name="mailbox"/> is the part before the @.</summary>
    public async Task<Person> AddAsync(
        string name,
        Role role,
        string mailbox,
        Guid? entrantId,
        CancellationToken cancel
    )
    {
        var email = mailbox + Domain;
        if (await people.FindByEmailAsync(email) is { } known)
            return known;
        Person person = new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = name,
            Role = role,
        };
        var created = await people.CreateAsync(person);
        if (!created.Succeeded)
            throw new InvalidOperationException(string.Join(", ", created.Errors.Select(e => e.Code)));
        if (entrantId is { } organisation)
            await JoinAsync(organisation, person, MemberRole.Owner, cancel);
        return person;
    }

    /// <summary>Lets a demo person act for an organisation.</summary>
    public async Task<Membership> JoinAsync(Guid entrantId, Person person, MemberRole role, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = clock.GetUtcNow();
        Membership membership = new()
        {
            Id = Guid.CreateVersion7(now),
            EntrantId = entrantId,
            PersonId = person.Id,
            Role = role,
            Since = now,
        };
        db.Add(membership);
        await db.SaveChangesAsync(cancel);
        return membership;
    }

    /// <summary>True for someone made by <see cref="AddAsync"/>: nobody else can be signed in by one click.</summary>
    public static bool IsDemo(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person is { PasswordHash: null, Email: { } email }
            && email.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);
    }

    public Task<List<Person>> AllAsync(CancellationToken cancel) =>
        db
            .Users.AsNoTracking()
            .Where(p => p.PasswordHash == null && p.Email!.EndsWith(Domain))
            .OrderBy(p => p.Role)
            .ThenBy(p => p.Email)
            .ToListAsync(cancel);
}
