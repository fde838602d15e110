using System.Diagnostics;
using Contest.Infrastructure.Printing;
using Microsoft.Playwright;

namespace Contest.Tests.Support;

/// <summary>A browser as a process of its own with a profile of its own: there to be killed and opened again.</summary>
public sealed class OwnBrowser(string profile, string address, int width, int height) : IAsyncDisposable
{
    private IPlaywright? _playwright;
    private IBrowserContext? _device;

    public IBrowserContext Device => _device!;

    public async Task<IPage> OpenAsync()
    {
        _playwright ??= await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
        _device = await _playwright.Chromium.LaunchPersistentContextAsync(
            profile,
            new()
            {
                ExecutablePath = Chromium.Find(),
                Args = Chromium.Flags,
                Headless = true,
                BaseURL = address,
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        return _device.Pages[0];
    }

    /// <summary>kill -9 of the browser with all its processes.</summary>
    public async Task KillAsync()
    {
        var closed = new TaskCompletionSource();
        _device!.Close += (_, _) => closed.TrySetResult();
        foreach (var process in Process.GetProcesses().Where(p => IsOurs(p.Id)))
            using (process)
                process.Kill(entireProcessTree: true);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        File.Delete(Path.Combine(profile, "SingletonLock"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_device is not null)
            await _device.DisposeAsync();
        _playwright?.Dispose();
    }

    private bool IsOurs(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains($"--user-data-dir={profile}\0", default);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
