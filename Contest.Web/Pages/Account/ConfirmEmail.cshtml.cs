using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account;

/// <summary>
/// The link of the confirmation mail. The password and a button do it: programs that open every link of a mail change
/// nothing.
/// </summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class ConfirmEmailModel(ConfirmEmail confirm) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    [StringLength(200)]
    public string? Password { get; set; }

    public bool IsDone { get; private set; }
    public Refusal? Refusal { get; private set; }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        Refusal = await confirm.HandleAsync(new(Person, Token, Password ?? ""), cancel);
        ModelState.Remove(nameof(Password));
        IsDone = Refusal is null;
    }
}
