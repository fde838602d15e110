using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Contest.Tests.Support;

/// <summary>
/// A person of a journey: a device of their own, a mailbox, and a password once there is an account. Every page seen
/// for the first time is looked at: no axe finding, not wider than the screen, no complaint of the browser.
/// </summary>
public sealed partial class Someone : IAsyncDisposable
{
    private const string Password = "云江大赛 correct horse 2026";
    private readonly IBrowserContext _device;
    private readonly HashSet<string> _looked = [];
    private readonly List<string> _complaints = [];

    private Someone(string name, IBrowserContext device, IPage page)
    {
        (Name, _device, Page) = (name, device, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{Name} at {page.Url}: {message.Text}");
        };
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500)
                _complaints.Add($"{Name}: {answer.Request.Method} {answer.Url}: {answer.Status}");
        };
        page.PageError += (_, error) => _complaints.Add($"{Name} at {page.Url}: {error}");
    }

    public string Name { get; }

    public string Mailbox => $"p{string.Concat(Name.Select(c => $"{(int)c:x}"))}@example.invalid";

    public IPage Page { get; }

    /// <summary>What the browser complained about.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Someone> WithAsync(ContestApp app, string name, int width = 1024, string culture = "zh-CN")
    {
        ArgumentNullException.ThrowIfNull(app);
        var device = await Browser.NewDeviceAsync(app.Address, width, width < 500 ? 844 : 900, culture);
        return new(name, device, await device.NewPageAsync());
    }

    /// <summary>Opens a page, signing in when it asks for that, and looks at it.</summary>
    public async Task GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        if (Page.Url.Contains("/account/sign-in", StringComparison.Ordinal))
        {
            await Page.FillAsync("[name=Email]", Mailbox);
            await TypePasswordAsync();
            await SendAsync(() => Page.ClickAsync("main form .btn-primary"));
            Assert.That(Page.Url, Does.Not.Contain("/account/sign-in"), await TextAsync());
            answer = await Page.GotoAsync(path);
        }
        Assert.That(answer?.Ok, Is.True, $"{Name} at {path}: {answer?.Status}");
        await LookAsync();
    }

    /// <summary>Opens an account behind an invitation or registration link.</summary>
    public async Task OpenAccountAsync(string link)
    {
        await GoAsync(link);
        await Page.FillAsync("[name=DisplayName]", Name);
        await TypePasswordAsync();
        if (await Page.Locator("[name=Email]").CountAsync() > 0)
            await Page.FillAsync("[name=Email]", Mailbox);
        await PressAsync("main .btn-primary");
    }

    /// <summary>Types the own password into the form on the page.</summary>
    public Task TypePasswordAsync() => Page.FillAsync("[name=Password]", Password);

    /// <summary>Presses a button, says yes when asked, shows again who they are when asked, and looks at what comes.</summary>
    public async Task PressAsync(string button)
    {
        await SendAsync(() => Page.ClickAsync(button));
        if (await Page.Locator("form[action='/account/mine/step-up']").CountAsync() > 0)
        {
            await LookAsync();
            await TypePasswordAsync();
            await SendAsync(() => Page.ClickAsync("form[action='/account/mine/step-up'] .btn-primary"));
            if (await Page.Locator("#resume").CountAsync() > 0)
                await SendAsync(() => Page.ClickAsync("#resume .btn-primary"));
        }
        await LookAsync();
    }

    /// <summary>Presses the button that says this.</summary>
    public Task PressWordsAsync(string words) => PressAsync($"main button:has-text('{words}')");

    public Task<string> TextAsync(string selector = "main") => Page.InnerTextAsync(selector);

    public async Task SeesAsync(string text) =>
        await Assertions.Expect(Page.Locator("body")).ToContainTextAsync(text, new() { Timeout = 15000 });

    public ValueTask DisposeAsync() => _device.DisposeAsync();

    private async Task SendAsync(Func<Task> press)
    {
        await Page.EvaluateAsync("document.documentElement.dataset.before = '1'");
        await press();
        if (await Page.Locator("dialog[open]").CountAsync() > 0)
            await Page.ClickAsync("dialog[open] .btn-seal");
        // the Content-Security-Policy forbids Playwright's own functions in the page
        await Page.WaitForSelectorAsync("html:not([data-before])", new() { State = WaitForSelectorState.Attached });
        await Page.WaitForLoadStateAsync();
    }

    private async Task LookAsync()
    {
        // one look at each kind of page, whatever it is filled with
        if (!_looked.Add(Varying().Replace(new Uri(Page.Url).AbsolutePath, "*")))
            return;
        await Page.HasNoAxeFindingsAsync();
        Assert.That(
            await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(0),
            $"{Page.Url} is wider than {Name}'s screen"
        );
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/entries/)[A-Z][0-9]+|(?<=/invitation/).+")]
    private static partial Regex Varying();
}
