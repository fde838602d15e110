using Contest.Core.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Voting;

/// <summary>The detour and the sum in a browser.</summary>
public class VerifyLookTests
{
    private TiersApp _vote = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _vote = await TiersApp.StartAsync(
            [VoterIdentity.Email, VoterIdentity.Phone, VoterIdentity.WeChat],
            ("Contest:NewDevicesPerMinute", "1")
        );

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [TestCase("zh-CN", 390)]
    [TestCase("zh-HK", 1024)]
    [TestCase("en", 390)]
    [TestCase("en", 1440)]
    [Order(1)]
    public async Task The_pages_are_accessible_and_never_wider_than_the_screen(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, width, 900, culture);
        var carried = $"ballot={Guid.NewGuid():N}&choice={_vote.Entries[0]}&choice={_vote.Entries[1]}";
        var page = await device.OpenAsync(_vote.VotePath);
        await LookAsync(page, "vote");
        await page.GotoAsync($"{_vote.VerifyPath}?{carried}");
        await LookAsync(page, "ways");
        await page.Locator("#contact-phone").FillAsync("12345");
        await page.Locator("#phone button").ClickAsync();
        await page.Locator("#error-phone").WaitForAsync();
        await LookAsync(page, "refused");
        await page.Locator("#contact-email").FillAsync($"look{culture}{width}@example.invalid");
        await page.Locator("#email button").ClickAsync();
        await page.Locator("#code").WaitForAsync();
        await LookAsync(page, "code");
        await page.Locator("#code")
            .FillAsync(await _vote.MailedCodeAsync($"look{culture}{width}@example.invalid".ToLowerInvariant()));
        await page.Locator("form[action*=Check] button").ClickAsync();
        await page.Locator("form[action$='/vote'] button").WaitForAsync();
        await LookAsync(page, "verified");
        await page.GotoAsync($"{_vote.VotePath}/wait?{carried}");
        await LookAsync(page, "wait");

        async Task LookAsync(IPage seen, string name)
        {
            await seen.HasNoAxeFindingsAsync();
            var tooWide = await seen.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.That(tooWide, Is.LessThanOrEqualTo(0), name);
        }
    }

    [Test]
    [Order(2)]
    public async Task A_tap_leads_to_the_code_and_the_vote_is_cast_without_choosing_again()
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, 390, 844);
        var page = await device.OpenAsync(_vote.VotePath);
        var form = page.Locator("form[data-vote]").First;
        var entry = short.Parse(
            (await form.Locator("input[name=Choice]").GetAttributeAsync("value"))!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        await form.Locator("button").ClickAsync();
        await page.WaitForURLAsync($"**{_vote.VerifyPath}?**");
        await page.Locator("#contact-email").FillAsync("tap@example.invalid");
        await page.Locator("#email button").ClickAsync();
        await page.Locator("#code").FillAsync(await CodeAsync(page));
        await page.Locator("form[action*=Check] button").ClickAsync();
        await page.Locator("form[action$='/vote'] button").ClickAsync();
        await page.WaitForURLAsync($"**{_vote.VotePath}/mine");

        var receipt = (await page.Locator("tbody a.num").InnerTextAsync()).Trim();
        var ballot = await _vote.App.WithDbAsync(db => db.Ballots.SingleAsync(b => b.Receipt == receipt));
        Assert.That((ballot.Tier, ballot.Choices), Is.EqualTo((VoterIdentity.Email, new[] { entry })));

        async Task<string> CodeAsync(IPage seen)
        {
            await seen.Locator("#code").WaitForAsync();
            return await _vote.MailedCodeAsync("tap@example.invalid");
        }
    }

    [Test]
    [Order(3)]
    public async Task A_device_of_a_crowd_works_out_its_sum_and_says_so_and_the_vote_is_cast()
    {
        await _vote.AdmitAsync([VoterIdentity.Device]);
        using Visitor crowd = new(_vote.App);
        await crowd.GetAsync(_vote.BallotsPath);
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, 390, 844);
        var page = await device.OpenAsync(_vote.VotePath);
        await page.EvaluateAsync(
            """
            window.said = [];
            new MutationObserver(changes => changes.forEach(c => c.addedNodes.forEach(n => said.push(n.textContent))))
              .observe(document.querySelector("[data-told]"), { childList: true });
            """
        );
        await page.Locator("form[data-vote] button").First.ClickAsync();
        await page.Locator("[data-told] [data-receipt]").WaitForAsync();

        var said = await page.EvaluateAsync<string[]>("window.said");
        Assert.That(said[0], Does.Contain("不是机器批量投票"));
        Assert.That(said[^1], Does.Contain("凭证"));
        Assert.That(
            await page.Locator("[data-told]").GetAttributeAsync("aria-live"),
            Is.EqualTo("polite"),
            "what is said is heard"
        );
    }
}
