using System.Buffers.Text;
using System.Globalization;
using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Web.Localisation;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Account.Mine;

/// <summary>My account: language, password, passkeys, two-step sign-in.</summary>
[RequireStepUp("RemovePasskey")]
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class IndexModel(SignInManager<Person> signIn, ChangeAccount change, TimeProvider clock) : PageModel
{
    public sealed record PasskeyLine(string Id, string Name, DateTimeOffset CreatedAt);

    private UserManager<Person> People => signIn.UserManager;

    public Person Me { get; private set; } = null!;
    public IReadOnlyList<PasskeyLine> Passkeys { get; private set; } = [];
    public int RecoveryCodesLeft { get; private set; }
    public bool IsFresh => StepUp.IsFresh(User, clock);
    public Refusal? Refusal { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostLanguageAsync(string culture, CancellationToken cancel)
    {
        if (!ContestLocalisation.Cultures.Contains(culture))
            return BadRequest();
        await change.HandleAsync(new(Id, User.Actor(), new ChangeAccount.Language(culture)), cancel);
        return Redirect($"/account/mine?culture={culture}");
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? next, CancellationToken cancel)
    {
        ChangeAccount.NewPassword password = new(current ?? "", next ?? "");
        return await AfterAsync(await change.HandleAsync(new(Id, User.Actor(), password), cancel), "PasswordChanged");
    }

    public async Task<IActionResult> OnPostRenamePasskeyAsync(string id, string? name, CancellationToken cancel)
    {
        ChangeAccount.RenamePasskey rename = new(CredentialId(id), PasskeyNames.Clean(name));
        return await AfterAsync(await change.HandleAsync(new(Id, User.Actor(), rename), cancel), "PasskeyRenamed");
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string id, CancellationToken cancel)
    {
        ChangeAccount.RemovePasskey remove = new(CredentialId(id));
        return await AfterAsync(await change.HandleAsync(new(Id, User.Actor(), remove), cancel), "PasskeyRemoved");
    }

    public static string DoneText(string done) =>
        Texts.Account.ResourceManager.GetString(done, CultureInfo.CurrentUICulture) ?? "";

    /// <summary>What is no credential's id is nobody's passkey.</summary>
    private static byte[] CredentialId(string? id) => Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];

    private Guid Id => User.PersonId()!.Value;

    private async Task<IActionResult> AfterAsync(Refusal? refusal, string done)
    {
        if (refusal is not null)
            return await ShowAsync(refusal);
        // the security stamp is new: this session goes on, every other one ends
        if (await People.GetUserAsync(User) is { } person)
            await StepUp.RefreshAsync(signIn, person);
        Done = done;
        return RedirectToPage();
    }

    private async Task<IActionResult> ShowAsync(Refusal? refusal)
    {
        if (await People.GetUserAsync(User) is not { } me)
            return Challenge();
        (Me, Refusal) = (me, refusal);
        var keys = await People.GetPasskeysAsync(me);
        Passkeys =
        [
            .. keys.Select(k => new PasskeyLine(Base64Url.EncodeToString(k.CredentialId), k.Name ?? "", k.CreatedAt)),
        ];
        RecoveryCodesLeft = await People.CountRecoveryCodesAsync(me);
        return Page();
    }
}
