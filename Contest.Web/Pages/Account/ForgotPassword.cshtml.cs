using System.ComponentModel.DataAnnotations;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Account;

/// <summary>Asks for a mail to set a new password. The answer is the same for every address.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class ForgotPasswordModel(RequestPasswordReset request, IOptions<ContestSettings> settings) : PageModel
{
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Email { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();
        await request.HandleAsync(new(Email, Request.Public(settings.Value)), cancel);
        return RedirectToPage(new { Sent = true });
    }
}
