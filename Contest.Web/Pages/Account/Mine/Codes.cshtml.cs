using System.Text;
using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using QRCoder;

namespace Contest.Web.Pages.Account.Mine;

/// <summary>Two-step sign-in by a code from the phone: on, off, and the recovery codes.</summary>
[RequireStepUp]
[EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class CodesModel(SignInManager<Person> signIn, ChangeAccount change) : PageModel
{
    private const int RecoveryCodeCount = 10;

    [BindProperty]
    public string? Code { get; set; }

    public Person Me { get; private set; } = null!;
    public string Key { get; private set; } = "";
    public string QrSvg { get; private set; } = "";
    public Refusal? Refusal { get; private set; }

    /// <summary>Shown once, on the page that made them.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    private UserManager<Person> People => signIn.UserManager;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostEnableAsync(CancellationToken cancel)
    {
        Refusal = await ChangeAsync(new ChangeAccount.EnableCodes(Code ?? ""), cancel);
        return Refusal is null ? await NewRecoveryCodesAsync() : await ShowAsync();
    }

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken cancel)
    {
        Refusal = await ChangeAsync(new ChangeAccount.DisableCodes(), cancel);
        await RefreshAsync();
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRecoveryAsync() => await NewRecoveryCodesAsync();

    private Task<Refusal?> ChangeAsync(ChangeAccount.Change what, CancellationToken cancel) =>
        change.HandleAsync(new(User.PersonId()!.Value, User.Actor(), what), cancel);

    private async Task<IActionResult> NewRecoveryCodesAsync()
    {
        var me = (await People.GetUserAsync(User))!;
        RecoveryCodes = [.. (await People.GenerateNewTwoFactorRecoveryCodesAsync(me, RecoveryCodeCount))!];
        await RefreshAsync();
        return await ShowAsync();
    }

    private async Task RefreshAsync()
    {
        if (await People.GetUserAsync(User) is { } me)
            await StepUp.RefreshAsync(signIn, me);
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await People.GetUserAsync(User) is not { } me)
            return Challenge();
        Me = me;
        if (!me.TwoFactorEnabled)
            await ShowKeyAsync(me);
        ModelState.Remove(nameof(Code));
        return Page();
    }

    private async Task ShowKeyAsync(Person me)
    {
        if (await People.GetAuthenticatorKeyAsync(me) is not { Length: > 0 } key)
        {
            await People.ResetAuthenticatorKeyAsync(me);
            key = (await People.GetAuthenticatorKeyAsync(me))!;
            await RefreshAsync();
        }
        Key = string.Join(' ', key.Chunk(4).Select(c => new string(c)));
        var address = $"otpauth://totp/Contest:{Uri.EscapeDataString(me.Email!)}?secret={key}&issuer=Contest&digits=6";
        using QRCodeGenerator generator = new();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using SvgQRCode qr = new(data);
        QrSvg = qr.GetGraphic(
            new System.Drawing.Size(200, 200),
            "#000000",
            "#ffffff",
            sizingMode: SvgQRCode.SizingMode.WidthHeightAttribute
        );
    }
}
