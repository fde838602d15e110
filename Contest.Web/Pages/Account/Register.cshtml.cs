using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Account;

/// <summary>Public registration for people of organisations that enter projects; everyone else is invited.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class RegisterModel(RegisterEntrantPerson register, IOptions<ContestSettings> settings) : PageModel
{
    [BindProperty]
    [Required]
    [StringLength(100)]
    public string DisplayName { get; set; } = "";

    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Email { get; set; } = "";

    [BindProperty]
    [Required]
    [StringLength(200)]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Refusal? Refusal { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            Refusal = new("people.form_incomplete");
            return Page();
        }
        Refusal = await register.HandleAsync(
            new(DisplayName, Email, Password, Request.Public(settings.Value), CultureInfo.CurrentUICulture.Name),
            cancel
        );
        if (Refusal is null)
            return RedirectToPage(new { Sent = true });
        Sent = false;
        ModelState.Remove(nameof(Password));
        return Page();
    }
}
