using System.Net;
using AngleSharp.Dom;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Voting;

/// <summary>While people vote: checkpoints and single proofs, never a leaf with a choice, never a count.</summary>
public class LedgerDuringTheVoteTests
{
    private LedgerApp _vote = null!;
    private string _receipt = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _vote = await LedgerApp.StartAsync();
        using Visitor visitor = new(_vote.App);
        _receipt = await _vote.CastAsync(visitor);
        await _vote.CastAsync(voters: 45);
        await _vote.RoundAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [TestCase("leaves.txt", HttpStatusCode.NotFound)]
    [TestCase("tally.json", HttpStatusCode.NotFound)]
    [TestCase("key.pem", HttpStatusCode.OK)]
    [TestCase("checkpoints.txt", HttpStatusCode.OK)]
    public async Task Only_key_and_checkpoints_are_there(string file, HttpStatusCode status)
    {
        using Visitor visitor = new(_vote.App);
        Assert.That((await visitor.GetAsync($"{_vote.Page}/{file}")).StatusCode, Is.EqualTo(status));
    }

    [TestCase("zh-CN", "不能证明什么")]
    [TestCase("zh-HK", "不能證明甚麼")]
    [TestCase("en", "What this does not prove")]
    public async Task The_page_says_what_the_ledger_does_not_prove(string culture, string title)
    {
        using Visitor visitor = new(_vote.App, culture);
        var page = await visitor.SeeAsync(_vote.Page);

        Assert.That(page.QuerySelectorAll("h2").Select(h => h.TextContent), Does.Contain(title));
        Assert.That(page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
        Assert.That(page.QuerySelector("[data-recount]"), Is.Null);
    }

    [Test]
    public async Task A_receipt_is_proven_in_words_and_says_nothing_about_the_choice()
    {
        using Visitor visitor = new(_vote.App, "en");
        var page = await visitor.SeeAsync($"/{_vote.Slug}/vote/receipt?code={_receipt.ToLowerInvariant()}");

        Assert.That(page.Body!.Text(), Does.Contain("Proven: it is within checkpoint 1"));
        var line = page.QuerySelector("code.hash")!.TextContent;
        Assert.That(line, Does.StartWith($"receipt-v1|{_vote.Slug}|{_receipt}|").And.Match("T[0-9]{2}\\|$"));
    }

    [Test]
    public async Task A_ballot_the_clerk_has_not_taken_is_recorded_and_pending_and_one_after_the_checkpoint_waits_for_the_next()
    {
        await using var vote = await LedgerApp.StartAsync();
        using Visitor visitor = new(vote.App, "en");
        await vote.CastAsync(voters: 3);
        await vote.RoundAsync();
        var receipt = await vote.CastAsync(visitor);
        var address = $"/{vote.Slug}/vote/receipt?code={receipt}";

        var pending = (await visitor.SeeAsync(address)).Body!.Text();
        await vote.RoundAsync();
        var waiting = (await visitor.SeeAsync(address)).Body!.Text();

        Assert.That(pending, Does.Contain("enters the ledger within a minute"));
        Assert.That(waiting, Does.Contain("The next checkpoint, within the hour, covers it"));
        var mine = (await visitor.SeeAsync($"/{vote.Slug}/vote/mine")).QuerySelector("code.hash")!.TextContent;
        Assert.That(mine, Does.Match("^[0-9a-f]{32}$"));
    }

    [TestCase("")]
    [TestCase("?code=B7Q2-9KTM")]
    [TestCase("?code=nothing")]
    public async Task A_proof_of_nothing_is_not_there(string query)
    {
        using Visitor visitor = new(_vote.App);
        var answer = await visitor.GetAsync($"/{_vote.Slug}/vote/receipt.json{query}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("zh-CN", 390)]
    [TestCase("zh-HK", 1024)]
    [TestCase("en", 1440)]
    public async Task The_receipt_is_proven_in_the_browser(string culture, int width)
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, width, culture: culture);
        var page = await device.OpenAsync($"/{_vote.Slug}/vote/receipt?code={_receipt}");
        await page.ClickAsync("[data-prove]");

        await page.WaitForSelectorAsync("[data-verdict].note-ok");
        await page.HasNoAxeFindingsAsync();
        var ledger = await device.OpenAsync(_vote.Page);
        await ledger.HasNoAxeFindingsAsync();
        Assert.That(Browser.CspViolations, Is.Empty);
    }

    [Test]
    public async Task A_proof_that_was_tampered_with_is_found_in_the_browser()
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address);
        var page = await device.NewPageAsync();
        await page.RouteAsync(
            "**/vote/receipt.json*",
            async route =>
            {
                var answer = await route.FetchAsync();
                var text = await answer.TextAsync();
                await route.FulfillAsync(
                    new() { Response = answer, Body = text.Replace("T", "U", StringComparison.Ordinal) }
                );
            }
        );
        await page.GotoAsync($"/{_vote.Slug}/vote/receipt?code={_receipt}");
        await page.ClickAsync("[data-prove]");

        await page.WaitForSelectorAsync("[data-verdict].note-error");
    }
}
