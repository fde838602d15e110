using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account;

/// <summary>The link of the reset mail: a new password, and the lock-out ends.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class ResetPasswordModel(ResetPassword reset) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    [Required]
    [StringLength(200)]
    public string Password { get; set; } = "";

    public bool IsDone { get; private set; }
    public Refusal? Refusal { get; private set; }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            Refusal = new("people.form_incomplete");
            return;
        }
        Refusal = await reset.HandleAsync(new(Person, Token, Password), cancel);
        IsDone = Refusal is null;
        ModelState.Remove(nameof(Password));
    }
}
