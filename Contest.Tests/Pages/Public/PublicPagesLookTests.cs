using Contest.Tests.Support;

namespace Contest.Tests.Pages.Public;

public sealed class PublicPagesLookTests
{
    [TestCase("zh-CN", 390)]
    [TestCase("zh-HK", 1024)]
    [TestCase("en", 390)]
    [TestCase("en", 1440)]
    public async Task Public_pages_are_accessible_and_never_wider_than_the_screen(string culture, int width)
    {
        await using var app = await ContestApp.StartAsync();
        await A.EditionInVotingAsync(app);
        await using var device = await Browser.NewDeviceAsync(app.Address, width, 900, culture);

        foreach (
            var path in (string[])
                [
                    "/",
                    "/yunjiang-2026",
                    "/yunjiang-2026/rulebook",
                    "/yunjiang-2026/notices",
                    "/yunjiang-2026/entries",
                    "/yunjiang-2026/entries?q=nothing",
                    "/yunjiang-2026/entries/A01",
                ]
        )
        {
            var page = await device.OpenAsync(path);
            await page.HasNoAxeFindingsAsync();
            var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.That(tooWide, Is.LessThanOrEqualTo(0), path);
            await page.CloseAsync();
        }
        Assert.That(Browser.CspViolations.Where(v => !v.StartsWith("/my", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_empty_product_is_accessible_too()
    {
        await using var app = await ContestApp.StartAsync();
        await using var device = await Browser.NewDeviceAsync(app.Address, 390);

        await (await device.OpenAsync("/")).HasNoAxeFindingsAsync();
    }
}
