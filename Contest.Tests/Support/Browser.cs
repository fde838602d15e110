using System.Collections.Concurrent;
using Contest.Infrastructure.Printing;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Contest.Tests.Support;

/// <summary>One headless Chromium per test run, started when the first test asks.</summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    /// <summary>What the Content-Security-Policy blocked, with the address of the page.</summary>
    public static ConcurrentQueue<string> CspViolations { get; } = new();

    /// <summary>A fresh browser context: its own cookies, like a new device.</summary>
    public static async Task<IBrowserContext> NewDeviceAsync(
        string address,
        int width = 1024,
        int height = 768,
        string culture = "zh-CN",
        bool hasScript = true,
        bool hasTouch = false
    )
    {
        var browser = await Started.Value;
        return await browser.NewContextAsync(
            new()
            {
                BaseURL = address,
                ViewportSize = new() { Width = width, Height = height },
                Locale = culture,
                JavaScriptEnabled = hasScript,
                HasTouch = hasTouch,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
    }

    public static async Task<IPage> OpenAsync(this IBrowserContext device, string path)
    {
        var page = await device.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                CspViolations.Enqueue($"{path}: {message.Text}");
        };
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>
    /// What is pressed, followed or filled in has a name for those who do not see it (Chromium's own accessibility
    /// tree), in the page's language: what is Chinese on an English page says that it is.
    /// </summary>
    public static async Task HasNamesAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var tree = (await devTools.SendAsync("Accessibility.getFullAXTree"))!.Value;
        await devTools.DetachAsync();
        var controls = tree.GetProperty("nodes")
            .EnumerateArray()
            .Where(n => !n.GetProperty("ignored").GetBoolean() && Pressed.Contains(Said(n, "role")))
            .ToList();
        Assert.That(controls, Is.Not.Empty, page.Url);
        Assert.That(
            controls.Where(n => string.IsNullOrWhiteSpace(Said(n, "name"))).Select(n => n.ToString()),
            Is.Empty,
            page.Url
        );
        Assert.That(await page.EvaluateAsync<string[]>(ChineseAmongEnglish), Is.Empty, page.Url);
    }

    private static string Said(System.Text.Json.JsonElement node, string what) =>
        node.TryGetProperty(what, out var said) && said.TryGetProperty("value", out var value)
            ? value.GetString() ?? ""
            : "";

    private static readonly HashSet<string> Pressed =
    [
        "button",
        "link",
        "textbox",
        "searchbox",
        "checkbox",
        "radio",
        "combobox",
        "listbox",
        "spinbutton",
        "slider",
        "switch",
        "tab",
        "menuitem",
        "DisclosureTriangle",
        "Date",
    ];

    private const string ChineseAmongEnglish = """
        document.documentElement.lang !== 'en' ? [] :
        [...document.querySelectorAll('a, button, summary, label, input, select, textarea')]
          .filter(e => e.getClientRects().length && (e.closest('[lang]')?.lang ?? 'en').startsWith('en'))
          .map(e => {
            const copy = e.matches('select, textarea') ? document.createElement('i') : e.cloneNode(true);
            copy.querySelectorAll('[lang]:not([lang^=en]), select, textarea, option').forEach(x => x.remove());
            return [copy.textContent, e.ariaLabel, e.placeholder, e.title].join(' ').trim();
          })
          .filter(name => /\p{Script=Han}/u.test(name))
        """;

    /// <summary>axe as Deque packs it. Their wrapper for Playwright opens one page more for each question: twice the time.</summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Findings = """
        async () => {
          const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
          return found.violations.map(v => `${location} ${v.id} (${v.impact}): ${v.nodes.map(n => n.html).join(' | ')}`);
        }
        """;

    /// <summary>axe finds nothing: WCAG 2.2 A and AA and best practice.</summary>
    public static async Task HasNoAxeFindingsAsync(this IPage page)
    {
        // a bar that stays at the edge covers other lines at every moment, and lets go of them when one scrolls
        await page.EvaluateAsync(
            "document.querySelectorAll('.bottom-bar').forEach(bar => bar.style.position = 'static')"
        );
        await page.EvaluateAsync(Axe);
        var findings = await page.EvaluateAsync<string[]>(Findings);
        await page.EvaluateAsync("document.querySelectorAll('.bottom-bar').forEach(bar => bar.style.position = '')");
        Assert.That(findings, Is.Empty);
    }

    private static async Task<IBrowser> StartAsync()
    {
        var program =
            Chromium.Find() ?? throw new InvalidOperationException("Chromium is not installed: run deploy/test.");
        var playwright = await Playwright.CreateAsync();
        // a machine with two cores may be busy; what must come has time to come
        Assertions.SetDefaultExpectTimeout(30_000);
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                Args = Chromium.Flags,
                Headless = true,
            }
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }
}
