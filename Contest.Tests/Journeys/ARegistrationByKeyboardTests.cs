using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>A whole registration with nothing but keys, on a phone and on a desk, from the home page to the receipt.</summary>
public sealed class ARegistrationByKeyboardTests
{
    private const string Saved = "#saved .pill-ok";
    private ContestApp _app = null!;
    private Person _person = null!;
    private string _identifier = "";

    [OneTimeSetUp]
    public async Task StartAsync() => _app = await ContestApp.StartAtAsync(DemoStage.Registration);

    [OneTimeTearDown]
    public ValueTask StopAsync() => _app.DisposeAsync();

    [TestCase("zh-CN", 390, "91350100M000100Y4")]
    [TestCase("zh-HK", 390, "91350100M000200Y4")]
    [TestCase("en", 1440, "91350100M000300Y4")]
    public async Task A_registration_by_keyboard_alone(string culture, int width, string identifier)
    {
        _person = await A.PersonAsync(_app, $"keys-{culture}@example.invalid", Role.Entrant);
        _identifier = identifier + CreditCode.CheckCharacterOf(identifier);
        await using var device = await Browser.NewDeviceAsync(_app.Address, width, 844, culture);
        var page = await device.NewPageAsync();
        Keyboard keys = new(page);
        await SignInAsync(page, keys);
        await MakeOrganisationAsync(page, keys);
        await keys.EnterAsync(".page-head a[href='/my/entries']");
        await keys.EnterAsync(".page-head a.btn-primary");
        await keys.EnterAsync("main form .btn-primary");
        await ProjectAsync(page, keys);
        await EntrantsAsync(page, keys);
        await PatentsAsync(page, keys);
        await keys.EnterAsync(".form-actions .btn-primary");
        await SubmitAsync(page, keys);
    }

    /// <summary>The skip link comes first and works; a wrong password is read out, and the keyboard goes on from there.</summary>
    private async Task SignInAsync(IPage page, Keyboard keys)
    {
        await page.GotoAsync("/");
        await keys.PressAsync("Tab");
        await keys.IsLedToAsync(".skip");
        await keys.PressAsync("Enter");
        await keys.IsLedToAsync("#main");
        await page.GotoAsync("/");
        await keys.EnterAsync(".top-links a[href='/account/sign-in']");
        await keys.IsLedToAsync("[name=Email]");
        await page.Keyboard.TypeAsync(_person.Email!);
        await keys.TypeAsync("[name=Password]", "not the password");
        await keys.EnterAsync("main form .btn-primary");
        await keys.IsLedToAsync("main [role=alert]");
        await keys.TypeAsync("[name=Email]", _person.Email!);
        await keys.TypeAsync("[name=Password]", A.Password);
        await keys.EnterAsync("main form .btn-primary");
    }

    private async Task MakeOrganisationAsync(IPage page, Keyboard keys)
    {
        await page.GotoAsync("/my/organisations");
        await keys.EnterAsync(".page-head .btn-primary");
        await keys.EnterAsync("main form .btn-primary");
        await keys.IsLedToAsync("main [role=alert]");
        await keys.SaysWhyAsync("[name='Input.Name']");
        await keys.TypeAsync("[name='Input.Name']", "Harbour Tactile Limited");
        await keys.ChooseAsync("[name='Input.Kind']", 1);
        await keys.ChooseAsync("[name='Input.IdentifierKind']", 1);
        await keys.TypeAsync("[name='Input.Identifier']", _identifier);
        await keys.TypeAsync("[name='Input.Region']", "Yunjiang");
        await keys.EnterAsync("main form .btn-primary");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Harbour Tactile Limited");
    }

    /// <summary>A wrong field says why beside it; Enter in a field saves it and stays there.</summary>
    private static async Task ProjectAsync(IPage page, Keyboard keys)
    {
        await keys.TypeAsync("[data-path='project/title']", "Tactile arrays");
        await keys.PressAsync("Enter");
        await page.WaitForSelectorAsync(Saved);
        await keys.IsLedToAsync("[data-path='project/title']");
        await keys.ChooseAsync("[data-path='project/industry']", 1);
        await keys.TypeAsync("[data-path='project/summary']", "Arrays of sensors on film.");
        await keys.ChooseAsync("[data-path='project/market']", 1);
        await keys.TypeAsync("[data-path='project/contactName']", "Keys");
        await keys.TypeAsync("[data-path='project/contactPhone']", "13800000000");
        await keys.TypeAsync("[data-path='project/contactEmail']", "not-a-mailbox");
        await keys.PressAsync("Tab");
        await keys.SaysWhyAsync("[data-path='project/contactEmail']");
        await keys.PressAsync("Shift+Tab");
        await keys.TypeAsync("[data-path='project/contactEmail']", "keys@example.invalid");
        await keys.EnterAsync("button[value=next]");
    }

    /// <summary>A row added is where the keyboard goes on; a row taken away leaves it at the button that adds one.</summary>
    private async Task EntrantsAsync(IPage page, Keyboard keys)
    {
        await Assertions.Expect(page.Locator("[data-path$='/identifier']")).ToHaveValueAsync(_identifier);
        await keys.TypeAsync("[data-path$='/revenue']", "1200");
        await keys.PressAsync("Tab");
        await page.WaitForSelectorAsync(Saved);
        await keys.EnterAsync("#add-entrants");
        await keys.IsLedToAsync(".row-item:last-of-type [data-path$='/name']");
        await keys.EnterAsync(".row-item:last-of-type button[value^='remove:entrants']");
        await keys.IsLedToAsync("#add-entrants");
        await keys.EnterAsync("button[value=next]");
    }

    private static async Task PatentsAsync(IPage page, Keyboard keys)
    {
        Assert.That(page.Url, Does.EndWith("/patents"));
        await keys.ToAsync(".paste > summary");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("#pasted", "no number in this line");
        await keys.EnterAsync("button[value=paste]");
        await keys.IsLedToAsync("#pasted");
        await keys.SaysWhyAsync("#pasted");
        await keys.TypeAsync("#pasted", "ZL202310500001.2");
        await keys.EnterAsync("button[value=paste]");
        await keys.IsLedToAsync("[data-path$='/number']");
        await keys.SaysWhyAsync("[data-path$='/number']");
        await keys.TypeAsync("[data-path$='/number']", "ZL202310500001.1");
        await keys.ChooseAsync("[data-path$='/kind']", 1);
        await keys.TypeAsync("[data-path$='/title']", "A tactile array");
        await keys.TypeAsync("[data-path$='/owners']", "Harbour Tactile Limited");
        await keys.TypeAsync("[data-path$='/legalStatus']", "有效");
        await keys.ToAsync("[data-path$='/core']");
        await keys.PressAsync("Space");
        await page.WaitForSelectorAsync(Saved);
        await keys.EnterAsync("button[value=next]");
        Assert.That(page.Url, Does.EndWith("/files"));
    }

    /// <summary>Submitting too early is refused where the keyboard is; the link of what is missing leads to the field.</summary>
    private static async Task SubmitAsync(IPage page, Keyboard keys)
    {
        await keys.EnterAsync("button[value=next]");
        await keys.EnterAsync("form[action*='handler=Submit'] button");
        await keys.IsLedToAsync("main [role=alert]");
        await keys.EnterAsync(".mend-list:not(.checks) a");
        await keys.IsLedToAsync("[data-path='declaration/accepted']");
        await keys.PressAsync("Space");
        await page.WaitForSelectorAsync(Saved);
        await keys.EnterAsync("button[value=next]");
        await keys.EnterAsync("form[action*='handler=Submit'] button");
        await Assertions.Expect(page.Locator(".receipt-line h2 .num")).ToContainTextAsync("-1");
    }
}
