using System.Globalization;
using System.Security.Claims;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Contest.Web.Security;

/// <summary>
/// The short-lived proof in the sign-in cookie that the person has just shown again who they are: by password and
/// code, by passkey, or, demo people only, by one click. What cannot be undone asks for it.
/// </summary>
public static class StepUp
{
    public const string Claim = "contest:step-up";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>True for ten minutes after the person has shown who they are.</summary>
    public static bool IsFresh(ClaimsPrincipal user, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(clock);
        var claim = user.FindFirstValue(Claim);
        if (!long.TryParse(claim, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var now = clock.GetUtcNow();
        // a proof from the future is no proof
        return at <= now && now < at + Lifetime;
    }

    /// <summary>Writes the proof into the sign-in cookie of this request's answer.</summary>
    public static async Task ProveAsync(SignInManager<Person> signIn, Person person, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        ArgumentNullException.ThrowIfNull(clock);
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var kept = signIn.Context.User.Claims.Where(c => c.Type is "amr" or ClaimTypes.AuthenticationMethod);
        await signIn.SignInWithClaimsAsync(person, isPersistent: false, [.. kept, new(Claim, seconds)]);
    }

    /// <summary>
    /// Every minute a session is compared with the account: it ends when a password or a second step has changed
    /// elsewhere. How the person signed in and the proof stay in the session's new cookie.
    /// </summary>
    public static void Watch(SecurityStampValidatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ValidationInterval = TimeSpan.FromMinutes(1);
        options.OnRefreshingPrincipal = refreshing =>
        {
            var kept = refreshing.CurrentPrincipal!.Claims.Where(IsOfTheSession);
            refreshing.NewPrincipal!.Identities.First().AddClaims(kept);
            return Task.CompletedTask;
        };
    }

    /// <summary>
    /// Compares the session with the account when its minute is over, and asks for nothing before: the validator looks
    /// at the clock as well, but only after half of Identity has been made for the request.
    /// </summary>
    public static Task ValidateAsync(CookieValidatePrincipalContext session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var services = session.HttpContext.RequestServices;
        var interval = services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return session.Properties.IssuedUtc is { } issued && issued <= now && now - issued < interval
            ? Task.CompletedTask
            : SecurityStampValidator.ValidatePrincipalAsync(session);
    }

    private static bool IsOfTheSession(System.Security.Claims.Claim claim) =>
        claim.Type is "amr" or ClaimTypes.AuthenticationMethod or Claim;

    /// <summary>A new cookie after a change of the account's secrets; the proof stays, as old as it is.</summary>
    public static async Task RefreshAsync(SignInManager<Person> signIn, Person person)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        var kept = signIn.Context.User.Claims.Where(IsOfTheSession);
        await signIn.SignInWithClaimsAsync(person, isPersistent: false, [.. kept]);
    }
}
