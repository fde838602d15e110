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
        using var product = await ProductProcess.StartAsync(Path.Combine(_folder, "data"), "registration");
        await using var device = await Browser.NewDeviceAsync(product.Address, 390, 844);
        var page = await SignInAsync(device);
        var address = await DraftAsync(page);

        // each chunk waits for the test to let it pass
        SemaphoreSlim gate = new(0);
        await HoldChunksAsync(device, gate);
        await page.SetInputFilesAsync("#files-dossier-file", file);
        await LetPassAsync(page, gate, 2);

        await device.SetOfflineAsync(true);
        gate.Release(1);
        await SaysAsync(page, "网络断开");
        await device.SetOfflineAsync(false);
        await LetPassAsync(page, gate, 4);

        product.Kill();
        gate.Release(1);
        await SaysAsync(page, "网络断开");
        await product.StartAgainAsync();
        await LetPassAsync(page, gate, 6);

        product.KillDatabase();
        gate.Release(1);
        Assert.That(await product.IsReadyAsync());
        await LetPassAsync(page, gate, 8);

        var cookies = await device.CookiesAsync();
        await device.ClearCookiesAsync(new() { Name = "contest" });
        gate.Release(1);
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
                offsets.Add(long.Parse(request.Url.Split("offset=")[1], null));
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
        await page.FillAsync("[name='Input.Title']", "断网测试项目");
        await page.Locator("button[name=act][value=save]").Last.ClickAsync();
        await page.WaitForURLAsync("**/entries/*-*");
        return page.Url + "/files";
    }

    private static async Task HoldChunksAsync(IBrowserContext device, SemaphoreSlim gate) =>
        await device.RouteAsync(
            "**/api/**/files/**",
            async route =>
            {
                if (route.Request.Method == "PUT")
                    await gate.WaitAsync();
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
    private static async Task LetPassAsync(IPage page, SemaphoreSlim gate, int megabytes)
    {
        var shown = page.Locator("[data-arrived]").First;
        for (var tries = 0; tries < 240; tries++)
        {
            var text = await shown.TextContentAsync() ?? "";
            if (text.Contains($"{megabytes}.0 MB，", StringComparison.Ordinal))
                return;
            if (gate.CurrentCount == 0)
                gate.Release(1);
            await Task.Delay(250);
        }
        Assert.Fail($"{megabytes} MB did not arrive: {await page.Locator(".uploads").InnerTextAsync()}");
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
