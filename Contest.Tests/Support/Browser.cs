using System.Collections.Concurrent;
using Contest.Infrastructure.Printing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        bool hasScript = true
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

    /// <summary>axe finds nothing: WCAG 2.2 A and AA and best practice.</summary>
    public static async Task HasNoAxeFindingsAsync(this IPage page)
    {
        var result = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new()
                {
                    Type = "tag",
                    Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                },
            }
        );
        var findings = result.Violations.Select(v =>
            $"{page.Url} {v.Id} ({v.Impact}): {string.Join(" | ", v.Nodes.Select(n => n.Html))}"
        );
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
