using Contest.Core;
using Contest.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Pages.Account;

public sealed class PasskeyTests
{
    [Test]
    public async Task A_passkey_is_added_after_a_step_up_and_then_signs_in_without_a_password()
    {
        await using var app = await ContestApp.StartAsync();
        await A.PersonAsync(app, "key@example.invalid", Role.Staff);
        // passkeys need a name, not a number
        var address = app.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var device = await Browser.NewDeviceAsync(address);
        var page = await device.OpenAsync("/account/sign-in?returnUrl=/account/mine");
        await AddAuthenticatorAsync(device, page);

        await page.FillAsync("#Email", "key@example.invalid");
        await page.FillAsync("#Password", A.Password);
        await page.PressAsync("#Password", "Enter");
        await IsAtAsync(page, "/account/mine");
        await page.ClickAsync("a[href*='step-up']");
        await page.FillAsync("#Password", A.Password);
        await page.PressAsync("#Password", "Enter");
        await page.FillAsync("#passkey-name", "我的平板");
        await page.ClickAsync("#add-passkey");
        await page.WaitForSelectorAsync("#passkeys input[name=name]");
        Assert.That(await page.InputValueAsync("#passkeys input[name=name]"), Is.EqualTo("我的平板"));

        await page.ClickAsync("form[action='/account/sign-out'] button");
        await page.GotoAsync("/account/sign-in?returnUrl=/account/mine");
        await page.ClickAsync("[data-passkey=sign-in] button");
        await IsAtAsync(page, "/account/mine");
        Assert.That(await page.TextContentAsync("body"), Does.Contain("key@example.invalid"));

        await page.GotoAsync("/account/mine/step-up?returnUrl=/account/mine/codes");
        await page.ClickAsync("[data-passkey=step-up] button");
        await IsAtAsync(page, "/account/mine/codes");
        Assert.That(await page.Locator("#totp-key").CountAsync(), Is.EqualTo(1));
    }

    private static Task IsAtAsync(IPage page, string path) =>
        page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path);

    private static async Task AddAuthenticatorAsync(IBrowserContext device, IPage page)
    {
        var cdp = await device.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }
}
