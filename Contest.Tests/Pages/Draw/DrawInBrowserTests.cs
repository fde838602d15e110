using System.Text.Json;
using System.Text.Json.Nodes;
using Contest.Core.Draw;
using Contest.Tests.Support;
using Microsoft.Playwright;

namespace Contest.Tests.Pages.Draw;

/// <summary>The three pages in a real browser: recomputation, the hall's screen, accessibility.</summary>
public sealed class DrawInBrowserTests
{
    private static readonly string[] Computed = ["labels", "randomness", "salt", "key", "lots", "order"];
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _app = await DemoDraw.StartAsync();
        await DemoDraw.DrawAsync(_app);
        await DemoDraw.OpenAsync(_app, all: true);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [TestCase("zh-CN", "8 步全部一致")]
    [TestCase("zh-HK", "8 步全部一致")]
    [TestCase("en", "all 8 steps agree")]
    public async Task The_published_draw_is_computed_again_and_agrees(string culture, string verdict)
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, culture: culture);
        var page = await device.OpenAsync(DemoDraw.Page);

        Assert.That(await RecomputeAsync(page), Does.Contain(verdict));
        Assert.That(await DifferingAsync(page), Is.Empty);
        await page.HasNoAxeFindingsAsync();
        Assert.That(Browser.CspViolations, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Lies()
    {
        yield return Lie("two places swapped", b => Swap(b["order"]!.AsArray()), "file order");
        yield return Lie("a kin rule invented", b => Marry(b), "file order");
        yield return Lie(
            "a number changed",
            b => b["values"]![0]!["numbers"]![0] = "9",
            "file randomness key lots order"
        );
        yield return Lie(
            "a code changed",
            b => b["parties"]![0]!["code"] = new string('0', 64),
            "file commitments salt key lots order"
        );
        yield return Lie(
            "a commitment that fits another code",
            b => b["parties"]![0]!["commitment"] = new string('0', 64),
            "file commitments"
        );
        yield return Lie("a project left out", b => b["labels"]!.AsArray().RemoveAt(0), "file labels lots order");
    }

    [TestCaseSource(nameof(Lies))]
    public async Task A_bundle_that_was_tampered_with_differs(Action<JsonNode> tamper, string differing)
    {
        ArgumentNullException.ThrowIfNull(tamper);
        var bundle = JsonNode.Parse((await DemoDraw.RecordAsync(_app)).Bundle!)!;
        tamper(bundle);
        var page = await PageWithAsync(bundle.ToJsonString());

        var verdict = await RecomputeAsync(page);

        Assert.That(await DifferingAsync(page), Is.EqualTo(differing.Split(' ')));
        Assert.That(verdict, Does.Contain($"有 {differing.Split(' ').Length} 步不一致"));
    }

    [Test]
    public async Task A_bundle_that_is_none_verifies_nothing()
    {
        var page = await PageWithAsync("""{"labels":["A01"]}""");

        Assert.That(await RecomputeAsync(page), Does.Contain("没有完成复算"));
        Assert.That(await page.Locator("[data-check]").IsVisibleAsync(), Is.False);
    }

    private static IEnumerable<TestCaseData> Vectors()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", "draw-vectors.json");
        var vectors = JsonNode.Parse(File.ReadAllText(path))!["vectors"]!.AsArray();
        return vectors.Select(v => new TestCaseData(v!.ToJsonString()).SetArgDisplayNames(v["name"]!.ToString()));
    }

    /// <summary>The published vectors, computed without Contest; the page's own announcement is put aside for them.</summary>
    [TestCaseSource(nameof(Vectors))]
    public async Task The_browser_computes_the_published_vectors(string vector)
    {
        var node = JsonNode.Parse(vector)!;
        var page = await PageWithAsync(vector);
        await page.EvaluateAsync(
            "said => { document.querySelector('[data-announced]').textContent = said; }",
            JsonSerializer.Serialize(
                new
                {
                    bundleHash = "",
                    labelsHash = node["labelsHash"],
                    labels = node["labels"],
                    values = node["values"],
                    order = node["order"],
                    commitments = node["parties"],
                }
            )
        );

        await RecomputeAsync(page);

        Assert.That((await DifferingAsync(page)).Intersect(Computed), Is.Empty);
        var key = await page.Locator("[data-step=key] code").TextContentAsync();
        Assert.That(key, Is.EqualTo(node["key"]!.ToString()));
        var order = await page.Locator("[data-step=order] code").TextContentAsync();
        Assert.That(order, Is.EqualTo(string.Join(' ', node["order"]!.AsArray())));
    }

    [TestCase(DemoDraw.Screen)]
    [TestCase(DemoDraw.Console)]
    public async Task The_screen_and_the_console_are_accessible(string path)
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 1440, 900);
        var page = await device.OpenAsync("/demo");
        await page.ClickAsync($"button:has-text('{DemoDraw.Organizer}')");
        await page.GotoAsync(path);

        await page.HasNoAxeFindingsAsync();
        Assert.That(Browser.CspViolations, Is.Empty);
    }

    private async Task<IPage> PageWithAsync(string bundle)
    {
        var device = await Browser.NewDeviceAsync(_app.Address);
        await device.RouteAsync(
            "**/draw/bundle.json",
            route => route.FulfillAsync(new() { Body = bundle, ContentType = "application/json" })
        );
        return await device.OpenAsync(DemoDraw.Page);
    }

    private static async Task<string?> RecomputeAsync(IPage page)
    {
        await page.ClickAsync("[data-recompute]");
        await page.WaitForSelectorAsync(".draw-verdict.note");
        return await page.Locator(".draw-verdict").TextContentAsync();
    }

    private static async Task<IReadOnlyList<string>> DifferingAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('[data-step][data-agrees=false]')].map(s => s.dataset.step)"
        );

    private static TestCaseData Lie(string name, Action<JsonNode> tamper, string differing) =>
        new TestCaseData(tamper, differing).SetArgDisplayNames(name);

    private static void Swap(JsonArray order)
    {
        var first = order[0]!.ToString();
        order[0] = order[1]!.ToString();
        order[1] = first;
    }

    private static void Marry(JsonNode bundle)
    {
        var order = bundle["order"]!.AsArray().Select(o => o!.ToString()).ToList();
        JsonArray kin = [];
        foreach (var label in order.Take(2))
            kin.Add(new JsonObject { ["label"] = label, ["parties"] = new JsonArray("x") });
        bundle["kin"] = kin;
    }
}
