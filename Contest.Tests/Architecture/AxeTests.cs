using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>Whoever looks for what is wrong must be able to find it.</summary>
public sealed class AxeTests
{
    [Test]
    public async Task Axe_names_what_is_wrong_with_a_page()
    {
        await using var device = await Browser.NewDeviceAsync("http://127.0.0.1");
        var page = await device.NewPageAsync();
        await page.SetContentAsync(
            "<html lang='en'><title>t</title><main><h1>t</h1><img src='data:,'><p style='color:#bbb'>grey</p></main>"
        );

        var found = Assert.ThrowsAsync<AssertionException>(() => page.HasNoAxeFindingsAsync())!;

        Assert.That(found.Message, Does.Contain("image-alt (critical)").And.Contain("color-contrast (serious)"));
    }
}
