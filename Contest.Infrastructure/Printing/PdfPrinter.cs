using Contest.Core;
using Microsoft.Playwright;

namespace Contest.Infrastructure.Printing;

/// <summary>
/// HTML to PDF, and to pictures, by headless Chromium (docs/decisions/0004-pdf.md): one browser, started when first needed and again
/// when it died; two pages at a time; no scripts and no network inside the page.
/// </summary>
public sealed class PdfPrinter : IAsyncDisposable
{
    private readonly SemaphoreSlim _pages = new(2);
    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Prints a self-contained document (styles and images inside) on the paper its <c>@page</c> names.</summary>
    public Task<Outcome<byte[]>> PrintAsync(string html, CancellationToken cancel) =>
        OnPageAsync(html, new(), p => p.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }), cancel);

    /// <summary>Draws a self-contained document as a PNG of exactly this many pixels.</summary>
    public Task<Outcome<byte[]>> DrawAsync(string html, int width, int height, CancellationToken cancel) =>
        OnPageAsync(
            html,
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            },
            p => p.ScreenshotAsync(new() { Type = ScreenshotType.Png, Timeout = 20_000 }),
            cancel
        );

    private async Task<Outcome<byte[]>> OnPageAsync(
        string html,
        BrowserNewContextOptions options,
        Func<IPage, Task<byte[]>> work,
        CancellationToken cancel
    )
    {
        (options.JavaScriptEnabled, options.Offline) = (false, true);
        if (Chromium.Find() is not { } program)
            return new Refusal("printing.no_browser");
        await _pages.WaitAsync(cancel);
        try
        {
            var browser = await BrowserAsync(program, cancel);
            await using var context = await browser.NewContextAsync(options);
            var page = await context.NewPageAsync();
            await page.SetContentAsync(html, new() { WaitUntil = WaitUntilState.Load, Timeout = 20_000 });
            return await work(page);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // Playwright's own timeouts are TimeoutExceptions: a machine too busy to print says so and is asked again
            return new Refusal("printing.failed", e.Message.Split('\n')[0]);
        }
        finally
        {
            _pages.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _pages.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> BrowserAsync(string program, CancellationToken cancel)
    {
        await _starting.WaitAsync(cancel);
        try
        {
            if (_browser is { IsConnected: true })
                return _browser;
            _playwright ??= await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = program,
                    Args = Chromium.Flags,
                    Headless = true,
                }
            );
            return _browser;
        }
        finally
        {
            _starting.Release();
        }
    }
}
