using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace Contest.Tests.Journeys;

/// <summary>
/// One upload through everything that can break: network, session, product, database and browser. What the page had
/// shown as arrived is never sent twice, and in the end the file is the one that was chosen.
/// </summary>
public sealed class KilledUploadTests
{
    private const int Megabyte = 1024 * 1024;
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("contest-upload-").FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task No_blow_costs_a_finished_chunk()
    {
        var bytes = A.Pdf(padding: 12 * Megabyte);
        var file = Path.Combine(_folder, "项目书.pdf");
        await File.WriteAllBytesAsync(file, bytes);
        using var product = await ProductProcess.StartAsync(
            Path.Combine(_folder, "data"),
            "registration",
            "Development"
        );
        await using var device = await Browser.NewDeviceAsync(product.Address, 390, 844);
        var page = await SignInAsync(device);
        var address = await DraftAsync(page);
        await page.GotoAsync(address);

        Gate gate = new();
        await HoldChunksAsync(device, gate);
        await page.SetInputFilesAsync("#files-dossier-file", file);
        await LetPassAsync(page, gate, 2);

        await device.SetOfflineAsync(true);
        gate.Megabytes = 3;
        await SaysAsync(page, "网络断开");
        await device.SetOfflineAsync(false);
        await LetPassAsync(page, gate, 4);

        product.Kill();
        gate.Megabytes = 5;
        await SaysAsync(page, "网络断开");
        await product.StartAgainAsync();
        await LetPassAsync(page, gate, 6);

        product.KillDatabase();
        gate.Megabytes = 7;
        Assert.That(await product.IsReadyAsync());
        await LetPassAsync(page, gate, 8);

        var cookies = await device.CookiesAsync();
        await device.ClearCookiesAsync(new() { Name = "contest" });
        gate.Megabytes = 9;
        await SaysAsync(page, "登录已过期");
        await device.AddCookiesAsync([
            .. cookies
                .Where(c => c.Name == "contest")
                .Select(c => new Cookie
                {
                    Name = c.Name,
                    Value = c.Value,
                    Url = product.Address,
                }),
        ]);
        await LetPassAsync(page, gate, 10);

        // the browser is gone: another one, the same person, the same file
        await page.Context.CloseAsync();
        gate.Megabytes = int.MaxValue; // whatever still waited meets a closed page
        await using var next = await Browser.NewDeviceAsync(product.Address, 390, 844);
        var again = await SignInAsync(next);
        await again.GotoAsync(address);
        var arrived = int.Parse(
            (await again.Locator(".upload .progress-front").GetAttributeAsync("width"))!.Split('.')[0],
            null
        );
        Assert.That(arrived, Is.GreaterThan(80), "percent that had arrived before the browser died");
        List<long> offsets = [];
        again.Request += (_, request) =>
        {
            if (request.Method == "PUT")
                offsets.Add(OffsetOf(request));
        };
        await again.SetInputFilesAsync("#files-dossier-file", file);
        await Assertions.Expect(again.Locator(".upload a[href^='/files/']")).ToBeVisibleAsync();

        Assert.That(offsets, Is.All.GreaterThanOrEqualTo(10L * Megabyte), "nothing that had arrived was sent again");
        product.Kill();
        var (kept, chunks) = await ReadAsync();
        Assert.That(kept.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That(chunks, Is.Zero);
    }

    private static async Task<IPage> SignInAsync(IBrowserContext device)
    {
        var page = await device.NewPageAsync();
        page.PageError += (_, error) => TestContext.Out.WriteLine($"{page.Url}: {error}");
        await page.GotoAsync("/demo");
        await page.Locator("h2:has-text('参赛') + ul button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/demo", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A saved draft; the address of its files.</summary>
    private static async Task<string> DraftAsync(IPage page)
    {
        await page.GotoAsync("/my/entries");
        await page.Locator(".page-head .btn-primary").First.ClickAsync();
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/entries/*-*/project");
        return page.Url.Replace("/project", "/files", StringComparison.Ordinal);
    }

    private static async Task HoldChunksAsync(IBrowserContext device, Gate gate) =>
        await device.RouteAsync(
            "**/api/**/files/**",
            async route =>
            {
                while (route.Request.Method == "PUT" && OffsetOf(route.Request) >= gate.Megabytes * (long)Megabyte)
                    await Task.Delay(50);
                try
                {
                    await route.ContinueAsync();
                }
                catch (PlaywrightException)
                {
                    // the page is gone
                }
            }
        );

    /// <summary>Lets chunks pass until the page shows so many megabytes as arrived.</summary>
    private static Task LetPassAsync(IPage page, Gate gate, int megabytes)
    {
        gate.Megabytes = megabytes;
        return Assertions
            .Expect(page.Locator("li.upload [data-arrived]").First)
            .ToContainTextAsync($"{megabytes}.0 MB，", new() { Timeout = 60_000 });
    }

    private static long OffsetOf(IRequest request) => long.Parse(request.Url.Split("offset=")[1], null);

    /// <summary>Chunks that begin at or behind it wait.</summary>
    private sealed class Gate
    {
        public volatile int Megabytes;
    }

    private static Task SaysAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator("[data-state]").First).ToContainTextAsync(words);

    private async Task<(StoredFile File, int Chunks)> ReadAsync()
    {
        await using var server = await EmbeddedPostgres.StartAsync(
            new(Path.Combine(_folder, "data")),
            NullLogger.Instance,
            default
        );
        await using ContestDb db = new(ContestDbOptions.For(server.ConnectionString("contest") + ";Pooling=false"));
        return (await db.StoredFiles.SingleAsync(), await db.UploadChunks.CountAsync());
    }
}
