using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Voting;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account;

/// <summary>
/// A judge on a device without passkey or password: a code to the invited mailbox, entered where it was asked for. The
/// answers are the same for every mailbox.
/// </summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SignInCodeModel(
    SignInManager<Person> signIn,
    RequestSignInCode request,
    TakeSignInCode take,
    MailCodeCookie asked
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [StringLength(256)]
    public string? Email { get; set; }

    [BindProperty]
    [StringLength(20)]
    public string? Code { get; set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>The mailbox this device asked a code for; null before.</summary>
    public string? SentTo { get; private set; }

    public IActionResult OnGet()
    {
        if (User.PersonId() is not null)
            return LocalRedirect(Url.LocalOrHome(ReturnUrl, User.Role()));
        SentTo = asked.Read(Request)?.Email;
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Email?.Trim() is not { } email || !new EmailAddressAttribute().IsValid(email))
            return Again(new("people.form_incomplete"));
        // one device, one name: a second request within the minute leaves the first code good
        var device = asked.Read(Request)?.Device ?? Guid.NewGuid();
        asked.Write(HttpContext, new(device, email));
        await request.HandleAsync(
            new(email, device, NetworkOf.Address(HttpContext.Connection.RemoteIpAddress)),
            cancel
        );
        return RedirectToPage(new { ReturnUrl });
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (asked.Read(Request) is not { } sent)
            return RedirectToPage(new { ReturnUrl });
        if (!ModelState.IsValid)
            return Again(new("people.form_incomplete"));
        var taken = await take.HandleAsync(new(sent.Email, sent.Device, Code ?? ""), cancel);
        if (taken.Refusal is { } refusal)
            return Again(refusal);
        asked.Forget(HttpContext);
        var person = (await signIn.UserManager.FindByIdAsync($"{taken.Value}"))!;
        return await LetInAsync(person);
    }

    /// <summary>The code stands for the password and for nothing more: who has a second step takes it.</summary>
    private async Task<IActionResult> LetInAsync(Person person)
    {
        if (await signIn.UserManager.IsLockedOutAsync(person))
            return Again(await SignInModel.LockedAsync(signIn.UserManager, person));
        if (person.TwoFactorEnabled)
        {
            ClaimsIdentity halfway = new(IdentityConstants.TwoFactorUserIdScheme);
            halfway.AddClaim(new(ClaimTypes.Name, person.Id.ToString()));
            await HttpContext.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(halfway));
            return RedirectToPage("TwoFactor", new { ReturnUrl });
        }
        await signIn.SignInAsync(person, isPersistent: false);
        return LocalRedirect(Url.LocalOrHome(ReturnUrl, person.Role));
    }

    private PageResult Again(Refusal refusal)
    {
        (Refusal, SentTo) = (refusal, asked.Read(Request)?.Email);
        ModelState.Remove(nameof(Code));
        return Page();
    }
}
