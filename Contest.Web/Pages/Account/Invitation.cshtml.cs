using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Account;

/// <summary>The page behind an invitation link: name and password make the account.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class InvitationModel(
    ContestDb db,
    TimeProvider clock,
    AcceptInvitation accept,
    AcceptMembership join,
    SignInManager<Person> signIn
) : PageModel
{
    [FromRoute]
    public string Token { get; init; } = "";

    [BindProperty]
    [Required]
    [StringLength(100)]
    public string DisplayName { get; set; } = "";

    [BindProperty]
    [Required]
    [StringLength(200)]
    public string Password { get; set; } = "";

    public Invitation? Invitation { get; private set; }

    /// <summary>The organisation invited into, when it is one.</summary>
    public string? Organisation { get; private set; }

    /// <summary>The invited address has an account: it accepts signed in, and makes no second one.</summary>
    public bool HasAccount { get; private set; }
    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await FindAsync(cancel);
        DisplayName = Invitation?.DisplayName ?? "";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await FindAsync(cancel);
            Refusal ??= new("people.form_incomplete");
            return Page();
        }
        var outcome = await accept.HandleAsync(
            new(Token, DisplayName, Password, CultureInfo.CurrentUICulture.Name),
            cancel
        );
        if (outcome.Value is { } person)
        {
            await signIn.SignInAsync(person, isPersistent: false);
            return LocalRedirect(Addresses.Home(person.Role));
        }
        db.ChangeTracker.Clear();
        await FindAsync(cancel);
        Refusal ??= outcome.Refusal;
        ModelState.Remove(nameof(Password));
        return Page();
    }

    /// <summary>Who has an account and is signed in joins the organisation.</summary>
    public async Task<IActionResult> OnPostJoinAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (User.PersonId() is null)
            return Challenge();
        var joined = await join.HandleAsync(new(Token, User.Actor()), cancel);
        if (joined.Refusal is null)
        {
            TempData["done"] = Texts.Organisations.Joined;
            return LocalRedirect($"/my/organisations/{joined.Value}");
        }
        db.ChangeTracker.Clear();
        await FindAsync(cancel);
        Refusal ??= joined.Refusal;
        return Page();
    }

    private async Task FindAsync(CancellationToken cancel)
    {
        var hash = InvitationToken.Hash(Token);
        var found = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel);
        Refusal = AcceptInvitation.WhyNot(found, clock.GetUtcNow());
        Invitation = Refusal is null ? found : null;
        if (Invitation is { EntrantId: { } entrant })
        {
            Organisation = await db.Entrants.Where(e => e.Id == entrant).Select(e => e.Name).SingleAsync(cancel);
            HasAccount = await signIn.UserManager.FindByEmailAsync(Invitation.Email) is not null;
        }
    }
}
