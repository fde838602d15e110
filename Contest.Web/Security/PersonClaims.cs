using System.Security.Claims;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Contest.Web.Security;

/// <summary>Puts name and role of a person into the sign-in cookie.</summary>
public sealed class PersonClaims(UserManager<Person> people, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person>(people, options)
{
    public const string DisplayName = "contest:name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(identity.RoleClaimType, user.Role.ToString()));
        identity.AddClaim(new(DisplayName, user.DisplayName));
        return identity;
    }
}

/// <summary>Reads the signed-in person back from the cookie.</summary>
public static class SignedIn
{
    public static Guid? PersonId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static Role? Role(this ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(PersonClaims.DisplayName) ?? "";

    /// <summary>Who is looking, for the one visibility decision.</summary>
    public static Viewer Viewer(this ClaimsPrincipal user) => new(user.PersonId(), user.Role());

    /// <summary>Who acts, for commands and the audit log. Only for pages behind a policy.</summary>
    public static Actor Actor(this ClaimsPrincipal user) => new(user.PersonId(), user.DisplayName(), user.Role());
}
