using Contest.Infrastructure.Demo;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Contest.Web.Security;

/// <summary>What the step-up form offers this person, and what it carries along.</summary>
/// <param name="ReturnUrl">Where to go on.</param>
/// <param name="Kept">A sealed <see cref="KeptForm"/> to send on, or null.</param>
/// <param name="HasPassword">The person can type a password.</param>
/// <param name="NeedsCode">… and then also a code.</param>
/// <param name="HasPasskey">The person has a passkey.</param>
/// <param name="IsDemo">A demo person in demo mode: one click is enough.</param>
public sealed record StepUpForm(
    string ReturnUrl,
    string? Kept,
    bool HasPassword,
    bool NeedsCode,
    bool HasPasskey,
    bool IsDemo
)
{
    public static async Task<StepUpForm> ForAsync(
        IServiceProvider services,
        Person person,
        string returnUrl,
        string? kept
    )
    {
        var people = services.GetRequiredService<UserManager<Person>>();
        var settings = services.GetRequiredService<IOptions<ContestSettings>>().Value;
        return new(
            returnUrl,
            kept,
            HasPassword: person.PasswordHash is not null,
            NeedsCode: person.TwoFactorEnabled,
            HasPasskey: (await people.GetPasskeysAsync(person)).Count > 0,
            IsDemo: settings.Demo && DemoPeople.IsDemo(person)
        );
    }
}
