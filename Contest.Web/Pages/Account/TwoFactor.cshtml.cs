using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account;

/// <summary>The second step: six digits from the phone, or one of the recovery codes.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class TwoFactorModel(SignInManager<Person> signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [Required]
    [StringLength(40)]
    public string Code { get; set; } = "";

    public Refusal? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToPage("SignIn", new { ReturnUrl })
            : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Again(new("people.form_incomplete"));
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } person)
            return RedirectToPage("SignIn", new { ReturnUrl });
        var typed = Code.Replace(" ", "", StringComparison.Ordinal);
        var isSixDigits = typed.Length == 6 && typed.All(char.IsAsciiDigit);
        var result = isSixDigits
            ? await signIn.TwoFactorAuthenticatorSignInAsync(typed, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(typed.ToUpperInvariant());
        if (result.Succeeded)
            return LocalRedirect(Url.LocalOrHome(ReturnUrl, person.Role));
        return Again(
            result.IsLockedOut ? await SignInModel.LockedAsync(signIn.UserManager, person)
            : isSixDigits ? new("people.code_wrong")
            : new("people.recovery_code_wrong")
        );
    }

    private PageResult Again(Refusal refusal)
    {
        Refusal = refusal;
        ModelState.Remove(nameof(Code));
        return Page();
    }
}
