using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Voting;

/// <summary>The voting page in a browser as wide as a phone.</summary>
public class VoteOnAPhoneTests
{
    private ContestApp _app = null!;
    private string _slug = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Voting);
        _slug = await _app.WithDbAsync(db =>
            db.Competitions.OrderByDescending(c => c.CreatedAt).Select(c => c.Slug).FirstAsync()
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task Live_counts_on_an_open_page_grow_while_it_is_looked_at()
    {
        await ShowLiveAsync();
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844);
        var page = await phone.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/{_slug}/vote");
        var card = page.Locator(".project-card").First;
        var order = await page.Locator(".project-card .code").AllTextContentsAsync();
        var entry = short.Parse((await card.GetAttributeAsync("data-entry"))!, CultureInfo.InvariantCulture);
        var before = await VotesAsync(card);

        await CastAsync(entry);
        await page.Clock.FastForwardAsync(30_000);

        await Assertions.Expect(card.Locator("[data-votes]")).ToHaveTextAsync($"{before + 1:N0}");
        Assert.That(await page.Locator(".project-card .code").AllTextContentsAsync(), Is.EqualTo(order));
    }

    [TestCase("zh-CN")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public async Task Large_type_stays_on_all_pages_of_the_vote_and_nothing_overlaps(string culture)
    {
        await using var phone = await Browser.NewDeviceAsync(_app.Address, 390, 844, culture);
        var page = await phone.OpenAsync($"/{_slug}/vote");
        await page.HasNoOverlapsAsync();
        await page.Locator(".type-switch").ClickAsync();
        await LooksLargeAsync(page);
        await page.Locator("form[data-vote] button").First.ClickAsync();
        await page.Locator("[data-told] [data-receipt]").WaitForAsync();
        await LooksLargeAsync(page);

        foreach (var link in (string[])["[data-told] a", $"a.btn[href='/{_slug}/vote/ledger']"])
        {
            var address = await page.Locator(link).GetAttributeAsync("href");
            await page.Locator(link).ClickAsync();
            await page.WaitForURLAsync(_app.Address + address);
            await LooksLargeAsync(page);
        }
        await page.GotoAsync($"/{_slug}/vote/mine");
        await LooksLargeAsync(page);
        await page.Locator(".type-switch").ClickAsync();
        await ArriveAsync(page, "html:not(.large)");
        Assert.That(await LetterAsync(page), Is.EqualTo("16px"));
    }

    /// <summary>A page is there before its styles are.</summary>
    private static async Task ArriveAsync(IPage page, string root)
    {
        await Assertions.Expect(page.Locator(root)).ToHaveCountAsync(1);
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    private static async Task LooksLargeAsync(IPage page)
    {
        await ArriveAsync(page, "html.large");
        Assert.That(await LetterAsync(page), Is.EqualTo("24px"), page.Url);
        await page.HasNoOverlapsAsync();
        await page.HasNoAxeFindingsAsync();
    }

    private static Task<string> LetterAsync(IPage page) =>
        page.EvaluateAsync<string>("getComputedStyle(document.body).fontSize");

    private static async Task<long> VotesAsync(ILocator card) =>
        long.Parse(
            await card.Locator("[data-votes]").InnerTextAsync(),
            NumberStyles.Number,
            CultureInfo.InvariantCulture
        );

    private async Task CastAsync(short entry)
    {
        var edition = await _app.WithDbAsync(db => db.Competitions.SingleAsync(c => c.Slug == _slug));
        CastBallot.Command command = new(edition.Id, Guid.NewGuid(), Guid.NewGuid(), [entry]);
        await _app.WithAsync((CastBallot act) => act.HandleAsync(command, default));
    }

    private Task<int> ShowLiveAsync() =>
        _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync(c => c.Slug == _slug);
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            var vote = rulebook.Vote with { Display = CountDisplay.Live, HiddenLastHours = 0 };
            edition.RulebookJson = CanonicalJson.Write(rulebook with { Vote = vote });
            edition.RulebookHash = CanonicalJson.HashText(edition.RulebookJson);
            return await db.SaveChangesAsync();
        });
}
