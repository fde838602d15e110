using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account.Mine;

/// <summary>Shows again who you are, then goes on to where you were, with what you typed.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class StepUpModel(SignInManager<Person> signIn, TimeProvider clock, IDataProtectionProvider protection)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Kept { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public StepUpForm Form { get; private set; } = null!;
    public Refusal? Refusal { get; private set; }

    /// <summary>What was typed, ready to be sent on; null while the person has still to show who they are.</summary>
    public KeptForm? Resumed { get; private set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.UserManager.GetUserAsync(User) is { } person ? await AskAsync(person, null) : Challenge();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.UserManager.GetUserAsync(User) is not { } person)
            return Challenge();
        if (await WhyNotAsync(person) is { } refusal)
            return await AskAsync(person, refusal);
        await StepUp.ProveAsync(signIn, person, clock);
        return GoOn();
    }

    /// <summary>One click, for demo people in demo mode.</summary>
    public async Task<IActionResult> OnPostDemoAsync()
    {
        if (await signIn.UserManager.GetUserAsync(User) is not { } person)
            return Challenge();
        var form = await StepUpForm.ForAsync(HttpContext.RequestServices, person, Address, Kept);
        if (!form.IsDemo)
            return Forbid();
        await StepUp.ProveAsync(signIn, person, clock);
        return GoOn();
    }

    /// <summary>The passkey was checked by <see cref="PasskeyApi"/>: the proof is in the cookie.</summary>
    public async Task<IActionResult> OnPostContinueAsync() =>
        StepUp.IsFresh(User, clock) ? GoOn()
        : await signIn.UserManager.GetUserAsync(User) is { } person
            ? await AskAsync(person, new("people.passkey_failed"))
        : Challenge();

    private string Address => Url.LocalOrHome(ReturnUrl, User.Role());

    private async Task<Refusal?> WhyNotAsync(Person person)
    {
        var check = await signIn.CheckPasswordSignInAsync(person, Password ?? "", lockoutOnFailure: true);
        if (check.IsLockedOut)
            return await SignInModel.LockedAsync(signIn.UserManager, person);
        if (!check.Succeeded)
            return new("people.step_up_wrong");
        if (!person.TwoFactorEnabled || await HasCodeAsync(person))
            return null;
        await signIn.UserManager.AccessFailedAsync(person);
        return new("people.code_wrong");
    }

    private Task<bool> HasCodeAsync(Person person) =>
        signIn.UserManager.VerifyTwoFactorTokenAsync(
            person,
            signIn.UserManager.Options.Tokens.AuthenticatorTokenProvider,
            (Code ?? "").Replace(" ", "", StringComparison.Ordinal)
        );

    private async Task<PageResult> AskAsync(Person person, Refusal? refusal)
    {
        Refusal = refusal;
        Form = await StepUpForm.ForAsync(HttpContext.RequestServices, person, Address, Kept);
        return Page();
    }

    private IActionResult GoOn()
    {
        Resumed = KeptForm.Open(protection, User.PersonId(), Address, Kept);
        return Resumed is null ? LocalRedirect(Address) : Page();
    }
}
