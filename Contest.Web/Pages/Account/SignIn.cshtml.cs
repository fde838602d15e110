using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Account;

/// <summary>Sign-in by password, then the code when the person has one; or by passkey.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SignInModel(
    SignInManager<Person> signIn,
    RequestConfirmation requestConfirmation,
    IOptions<ContestSettings> settings
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Email { get; set; } = "";

    [BindProperty]
    [Required]
    [StringLength(200)]
    public string Password { get; set; } = "";

    public Refusal? Refusal { get; private set; }

    public IActionResult OnGet() =>
        User.PersonId() is null ? Page() : LocalRedirect(Url.LocalOrHome(ReturnUrl, User.Role()));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Again(new("people.form_incomplete"));
        if (await signIn.UserManager.FindByEmailAsync(Email.Trim()) is not { } person)
        {
            // as slow as a wrong password for someone we know
            signIn.UserManager.PasswordHasher.HashPassword(new() { DisplayName = "" }, Password);
            return Again(new("people.sign_in_wrong"));
        }
        if (!person.EmailConfirmed)
            return await ConfirmFirstAsync(person, cancel);
        var result = await signIn.PasswordSignInAsync(person, Password, isPersistent: false, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => LocalRedirect(Url.LocalOrHome(ReturnUrl, person.Role)),
            { RequiresTwoFactor: true } => RedirectToPage("TwoFactor", new { ReturnUrl }),
            { IsLockedOut: true } => Again(await LockedAsync(signIn.UserManager, person)),
            _ => Again(new("people.sign_in_wrong")),
        };
    }

    /// <summary>Says until when the person is locked out, in the contest's usual time.</summary>
    internal static async Task<Refusal> LockedAsync(UserManager<Person> people, Person person)
    {
        var end = await people.GetLockoutEndDateAsync(person) ?? DateTimeOffset.MinValue;
        var local = TimeZoneInfo.ConvertTime(end, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        return new("people.locked_until", local.ToString("yyyy-MM-dd HH:mm 'UTC+8'", CultureInfo.InvariantCulture));
    }

    private async Task<IActionResult> ConfirmFirstAsync(Person person, CancellationToken cancel)
    {
        var check = await signIn.CheckPasswordSignInAsync(person, Password, lockoutOnFailure: true);
        if (check.IsLockedOut)
            return Again(await LockedAsync(signIn.UserManager, person));
        if (!check.Succeeded)
            return Again(new("people.sign_in_wrong"));
        await requestConfirmation.HandleAsync(new(person, Request.Public(settings.Value)), cancel);
        return Again(new("people.confirm_first"));
    }

    private PageResult Again(Refusal refusal)
    {
        Refusal = refusal;
        ModelState.Remove(nameof(Password));
        return Page();
    }
}
