using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Printing;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Public;

/// <summary>How projects are shown to chat apps, search engines, on paper and by their covers.</summary>
public sealed class ShowcaseTests
{
    private const string Address = "https://contest.example.gov.cn";
    private const string Hostile = "</script><script>alert(1)</script>\"'<!--";
    private ContestApp _app = null!;
    private Guid _edition;
    private Guid _cover;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await ContestApp.StartAsync(null, ("Contest:PublicAddress", Address + "/"));
        _edition = await A.EditionInVotingAsync(_app);
        var hostile = await A.EntryAsync(_app, _edition, "A09", Hostile);
        await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == hostile.Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Summary, Hostile + new string('长', 400)))
        );
        _cover = await CoverAsync("A02", isPublished: true);
        await CoverAsync("B01", isPublished: false);
        await _app.WithDbAsync(db =>
            db.Entrants.Where(e => e.Name == "B01 科技有限公司")
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Region, "湖州市"))
        );
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _app.DisposeAsync();

    [TestCase("/yunjiang-2026/entries")]
    [TestCase("/yunjiang-2026/vote")]
    [TestCase("/yunjiang-2026")]
    public async Task A_card_shows_the_cover_where_its_project_consents_and_else_the_figure(string path)
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync(path);

        var picture = page.QuerySelectorAll(".project-card img").Single();
        Assert.That(picture.GetAttribute("src"), Is.EqualTo($"/files/{_cover}"));
        Assert.That(picture.GetAttribute("alt"), Is.EqualTo("协作机器人关节"));
        Assert.That(picture.GetAttribute("width"), Is.EqualTo("108").And.EqualTo(picture.GetAttribute("height")));
        Assert.That(page.QuerySelectorAll(".project-card .fig"), Has.Length.EqualTo(3));
    }

    [TestCase("A02", HttpStatusCode.OK)]
    [TestCase("B01", HttpStatusCode.NotFound)]
    public async Task A_cover_without_consent_is_neither_shown_nor_served(string code, HttpStatusCode served)
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync($"/yunjiang-2026/entries/{code}");
        var file = await _app.WithDbAsync(db =>
            (
                from f in db.StoredFiles
                join e in db.Entries on f.EntryId equals e.Id
                where e.Code == code
                select f.Id
            ).SingleAsync()
        );

        Assert.That(
            page.QuerySelectorAll(".entry-figure img"),
            Has.Length.EqualTo(served == HttpStatusCode.OK ? 1 : 0)
        );
        Assert.That(
            page.QuerySelectorAll(".entry-figure .fig"),
            Has.Length.EqualTo(served == HttpStatusCode.OK ? 0 : 1)
        );
        Assert.That(await visitor.StatusAsync(HttpMethod.Get, $"/files/{file}"), Is.EqualTo(served));
    }

    [TestCase("zh-CN", "zh_CN")]
    [TestCase("en", "en_US")]
    public async Task A_chat_app_is_told_title_beginning_picture_and_language(string culture, string locale)
    {
        using Visitor visitor = new(_app, culture);
        using HttpRequestMessage request = new(HttpMethod.Get, "/yunjiang-2026/entries/A01?q=x");
        request.Headers.Host = "evil.example";
        var page = await ReadAsync(await visitor.AskAsync(request));
        string? Meta(string name) => page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");

        Assert.That(Meta("og:title"), Is.EqualTo("液冷储能电池簇"));
        Assert.That(Meta("og:description"), Is.EqualTo("液冷储能电池簇的简介"));
        Assert.That(Meta("og:locale"), Is.EqualTo(locale));
        Assert.That(Meta("og:url"), Is.EqualTo($"{Address}/yunjiang-2026/entries/A01"));
        Assert.That(Meta("og:image"), Is.EqualTo($"{Address}/yunjiang-2026/entries/A01/card.png"));
        Assert.That(
            page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"),
            Is.EqualTo($"{Address}/yunjiang-2026/entries/A01")
        );
        Assert.That(
            page.QuerySelectorAll("link[hreflang]").Select(l => l.GetAttribute("hreflang")),
            Is.EqualTo(new[] { "zh-CN", "zh-HK", "en", "x-default" })
        );
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain("evil.example"));
    }

    [Test]
    public async Task A_search_engine_is_told_of_a_work_and_its_organisations()
    {
        using Visitor visitor = new(_app);
        var work = Data(await visitor.SeeAsync("/yunjiang-2026/entries/A01"));

        Assert.That(work.GetProperty("@type").GetString(), Is.EqualTo("CreativeWork"));
        Assert.That(work.GetProperty("name").GetString(), Is.EqualTo("液冷储能电池簇"));
        Assert.That(work.GetProperty("url").GetString(), Is.EqualTo($"{Address}/yunjiang-2026/entries/A01"));
        var author = work.GetProperty("author").EnumerateArray().Single();
        Assert.That(author.GetProperty("@type").GetString(), Is.EqualTo("Organization"));
        Assert.That(author.GetProperty("name").GetString(), Is.EqualTo("A01 科技有限公司"));
    }

    [TestCase("/")]
    [TestCase("/yunjiang-2026")]
    public async Task An_edition_is_an_event_of_its_hosts(string path)
    {
        using Visitor visitor = new(_app);
        var told = Data(await visitor.SeeAsync(path));

        Assert.That(told.GetProperty("@type").GetString(), Is.EqualTo("Event"));
        Assert.That(told.GetProperty("organizer").GetArrayLength(), Is.Positive);
        Assert.That(
            DateTimeOffset.Parse(told.GetProperty("startDate").GetString()!, CultureInfo.InvariantCulture),
            Is.LessThan(DateTimeOffset.Parse(told.GetProperty("endDate").GetString()!, CultureInfo.InvariantCulture))
        );
    }

    [Test]
    public async Task A_title_cannot_end_the_data_it_stands_in()
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync("/yunjiang-2026/entries/A09");

        Assert.That(Data(page).GetProperty("name").GetString(), Is.EqualTo(Hostile));
        Assert.That(page.QuerySelectorAll("script:not([src]):not([type='application/ld+json'])"), Is.Empty);
        Assert.That(
            page.QuerySelector("meta[property='og:description']")!.GetAttribute("content"),
            Has.Length.EqualTo(160).And.EndsWith("…")
        );
    }

    [Test]
    public async Task No_page_breaks_the_policy_by_its_data()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 390);
        foreach (var path in (string[])["/yunjiang-2026", "/yunjiang-2026/entries", "/yunjiang-2026/entries/A09"])
        {
            var page = await device.OpenAsync(path);
            Assert.That(await page.Locator("script[type='application/ld+json']").CountAsync(), Is.EqualTo(1), path);
            await page.HasNoAxeFindingsAsync();
        }
        Assert.That(Browser.CspViolations.Where(v => v.StartsWith("/yunjiang", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Without_a_public_address_nothing_absolute_is_said()
    {
        await using var app = await ContestApp.StartAsync();
        await A.EditionInVotingAsync(app);
        using Visitor visitor = new(app);

        var page = await visitor.SeeAsync("/yunjiang-2026/entries/A01");
        Assert.That(page.QuerySelector("meta[property='og:title']"), Is.Not.Null);
        Assert.That(
            page.QuerySelectorAll(
                "link[rel=canonical], link[hreflang], meta[property='og:url'], meta[property='og:image']"
            ),
            Is.Empty
        );
        Assert.That(Data(page).TryGetProperty("url", out _), Is.False);
        Assert.That((await visitor.GetAsync("/sitemap.xml")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            await (await visitor.GetAsync("/robots.txt")).Content.ReadAsStringAsync(),
            Does.Not.Contain("Sitemap")
        );
    }

    [Test]
    public async Task The_sitemap_lists_what_everybody_may_see_and_nothing_else()
    {
        using Visitor visitor = new(_app);
        var map = XDocument.Parse(await (await visitor.GetAsync("/sitemap.xml")).Content.ReadAsStringAsync());
        var pages = map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => e.Value).ToList();

        Assert.That(pages, Has.All.StartsWith(Address));
        Assert.That(pages, Does.Contain($"{Address}/yunjiang-2026/entries/A01"));
        Assert.That(pages.Where(p => p.Contains("A03") || p.Contains("A04") || p.Contains("results")), Is.Empty);
        foreach (var path in pages.Select(p => p[Address.Length..]))
            Assert.That(await visitor.StatusAsync(HttpMethod.Get, path), Is.EqualTo(HttpStatusCode.OK), path);
        var robots = await (await visitor.GetAsync("/robots.txt")).Content.ReadAsStringAsync();
        Assert.That(robots, Does.Contain($"Sitemap: {Address}/sitemap.xml").And.Contain("Disallow: /organise"));
    }

    [TestCase("A01")]
    [TestCase("A02")]
    [TestCase("A09")]
    public async Task A_card_is_a_picture_of_1200_by_630_that_caches_may_keep(string code)
    {
        using Visitor visitor = new(_app);
        using var answer = await visitor.GetAsync($"/yunjiang-2026/entries/{code}/card.png");
        var png = await answer.Content.ReadAsByteArrayAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That((Number(png, 16), Number(png, 20)), Is.EqualTo((SocialCard.Width, SocialCard.Height)));
        Assert.That(answer.Headers.CacheControl?.Public, Is.True);
        Assert.That(answer.Headers.ETag?.IsWeak, Is.False);
        Keep(code, png);

        using HttpRequestMessage again = new(HttpMethod.Get, $"/yunjiang-2026/entries/{code}/card.png");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.That((await visitor.AskAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [TestCase("A03")] // withdrawn
    [TestCase("A04")] // rejected
    [TestCase("Z99")]
    public async Task There_is_no_card_of_what_takes_no_part(string code)
    {
        using Visitor visitor = new(_app);
        var status = await visitor.StatusAsync(HttpMethod.Get, $"/yunjiang-2026/entries/{code}/card.png");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("?region=湖州市", "B01")]
    [TestCase("?region=湖州市&group=startup", "")]
    [TestCase("?region=nowhere", "")]
    public async Task Projects_are_filtered_by_the_place_they_come_from(string query, string codes)
    {
        using Visitor visitor = new(_app);
        var page = await visitor.SeeAsync("/yunjiang-2026/entries" + query);
        var shown = page.QuerySelectorAll(".project-card .code").Select(c => c.TextContent);

        Assert.That(string.Join(' ', shown), Is.EqualTo(codes));
        Assert.That(
            page.QuerySelectorAll("#region option").Select(o => o.TextContent),
            Is.EquivalentTo(new[] { "全部地区", "云江市", "湖州市" })
        );
    }

    [Test]
    public async Task A_list_of_patents_is_a_table_on_paper_and_a_chart_is_legible_on_a_phone()
    {
        await using var device = await Browser.NewDeviceAsync(_app.Address, 390);
        var page = await device.OpenAsync("/yunjiang-2026/entries/A01");
        var scale = await page.EvaluateAsync<double>(
            "(c => parseFloat(getComputedStyle(c).fontSize) * c.getBoundingClientRect().width / 480)(document.querySelector('.chart'))"
        );
        Assert.That(scale, Is.GreaterThanOrEqualTo(13));

        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var display = await page.EvaluateAsync<string>(
            "getComputedStyle(document.querySelector('.entry-body > .table')).display"
        );
        Assert.That(display, Is.EqualTo("table"));
    }

    private static JsonElement Data(IHtmlDocument page) =>
        JsonElement.Parse(page.QuerySelectorAll("script[type='application/ld+json']").Single().TextContent);

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    private static int Number(byte[] png, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at, 4));

    /// <summary>Kept to be looked at where a folder is named.</summary>
    private static void Keep(string name, byte[] png)
    {
        if (Environment.GetEnvironmentVariable("CONTEST_PICTURES") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, $"card-{name}.png"), png);
    }

    private async Task<Guid> CoverAsync(string code, bool isPublished)
    {
        var id = Guid.CreateVersion7();
        var entry = await _app.WithDbAsync(db => db.Entries.Where(e => e.Code == code).Select(e => e.Id).SingleAsync());
        var published = (isPublished ? PublishedFields.All : PublishedFields.Default).ToList();
        await _app.WithAsync(
            async (IFileStore store) =>
                await store.WriteAsync(FileKeys.Of(id), new MemoryStream(A.Png), A.Png.Length, default)
        );
        await _app.WithDbAsync(async db =>
        {
            await db
                .Entries.Where(e => e.Id == entry)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Published, published));
            db.StoredFiles.Add(
                new()
                {
                    Id = id,
                    EntryId = entry,
                    Slot = FileSlot.Cover,
                    Place = 1,
                    Name = "cover.png",
                    Kind = FileKind.Png,
                    Size = A.Png.Length,
                    Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(A.Png)),
                    Scan = ScanState.NotScanned,
                    StoredAt = _app.Clock.GetUtcNow(),
                    StoredBy = Guid.Empty,
                }
            );
            return await db.SaveChangesAsync();
        });
        return id;
    }
}
