using System.Text;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Voting;

/// <summary>After the vote an outsider downloads everything and counts again.</summary>
public class LedgerAfterTheVoteTests
{
    private static readonly string Verifier = Path.Combine(Checkout.Root, "deploy", "verifier", "verify.mjs");
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
        using Visitor late = new(_vote.App);
        await _vote.CastAsync(late);
        await _vote.CloseAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [Test]
    public async Task The_outsiders_program_checks_the_files_from_their_address_and_finds_the_receipt()
    {
        var run = await ChildProgram.RunAsync(
            "node",
            Verifier,
            _vote.App.Address + _vote.Page,
            "--receipt",
            _receipt,
            "--lang",
            "en"
        );

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.Contain(_receipt).And.Contain("inclusion-only"));
    }

    [TestCase("leaves.txt")]
    [TestCase("tally.json")]
    [TestCase("checkpoints.txt")]
    public async Task One_byte_changed_in_a_copy_is_found(string spoilt)
    {
        var folder = Directory.CreateTempSubdirectory("contest-ledger-").FullName;
        using Visitor visitor = new(_vote.App);
        foreach (var file in new[] { "key.pem", "checkpoints.txt", "leaves.txt", "tally.json" })
            await File.WriteAllBytesAsync(
                Path.Combine(folder, file),
                await (await visitor.GetAsync($"{_vote.Page}/{file}")).Content.ReadAsByteArrayAsync()
            );
        Assert.That((await ChildProgram.RunAsync("node", Verifier, folder)).ExitCode, Is.Zero);
        var path = Path.Combine(folder, spoilt);
        var bytes = await File.ReadAllBytesAsync(path);
        var digit = Array.FindIndex(bytes, bytes.Length / 2, b => b is >= (byte)'0' and <= (byte)'8');
        bytes[digit]++;
        await File.WriteAllBytesAsync(path, bytes);

        var run = await ChildProgram.RunAsync("node", Verifier, folder);

        Directory.Delete(folder, recursive: true);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Output + run.Error);
    }

    [TestCase("zh-CN", 390, "全部一致")]
    [TestCase("zh-HK", 1024, "全部一致")]
    [TestCase("en", 1440, "All agree")]
    public async Task Anyone_counts_again_in_the_browser(string culture, int width, string verdict)
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, width, culture: culture);
        var page = await device.OpenAsync(_vote.Page);
        await page.ClickAsync("[data-recount]");

        await page.WaitForSelectorAsync("[data-verdict].note-ok");
        Assert.That(await page.InnerTextAsync("[data-verdict]"), Does.Contain(verdict));
        await page.HasNoAxeFindingsAsync();
        Assert.That(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            "the page is wider than the screen"
        );
        Assert.That(Browser.CspViolations, Is.Empty);
    }

    [Test]
    public async Task The_browser_finds_a_vote_that_was_moved_to_another_entry()
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, culture: "en");
        var page = await device.NewPageAsync();
        await page.RouteAsync(
            "**/vote/ledger/leaves.txt",
            async route =>
            {
                var answer = await route.FetchAsync();
                await route.FulfillAsync(new() { Response = answer, Body = Moved(await answer.TextAsync()) });
            }
        );
        await page.GotoAsync(_vote.Page);
        await page.ClickAsync("[data-recount]");

        await page.WaitForSelectorAsync("[data-verdict].note-error");
        Assert.That(await page.InnerTextAsync("[data-report]"), Does.Contain("leaves.changed"));
    }

    /// <summary>The last vote is for the entry of the first.</summary>
    private static string Moved(string leaves)
    {
        var lines = leaves.Split('\n');
        var votes = lines.Where(line => line.StartsWith("vote-v1", StringComparison.Ordinal)).ToList();
        var from = votes.First().Split('|')[3];
        var other = votes.Last(line => line.Split('|')[3] != from);
        StringBuilder moved = new(leaves);
        return moved
            .Replace(other, other.Replace($"|{other.Split('|')[3]}|", $"|{from}|", StringComparison.Ordinal))
            .ToString();
    }
}
