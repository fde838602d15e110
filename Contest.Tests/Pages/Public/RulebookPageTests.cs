using System.Net;
using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Public;

public sealed class RulebookPageTests
{
    [Test]
    public async Task The_downloaded_rulebook_has_the_hash_that_the_page_shows()
    {
        await using var app = await ContestApp.StartAsync();
        await A.OpenEditionAsync(app);
        using Visitor visitor = new(app);

        var page = await visitor.SeeAsync("/yunjiang-2026/rulebook");
        var file = await visitor.GetAsync("/yunjiang-2026/rulebook.json");

        Assert.That(file.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
        var bytes = await file.Content.ReadAsByteArrayAsync();
        var shown = page.QuerySelector("#rulebook-hash")!.TextContent;
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(shown));
        Assert.That(CanonicalJson.Read<Rulebook>(Encoding.UTF8.GetString(bytes)).Year, Is.EqualTo(2026));
    }

    [Test]
    public async Task The_rules_of_the_vote_stand_behind_the_anchor_that_the_ballot_paper_links_to()
    {
        await using var app = await ContestApp.StartAsync();
        await A.OpenEditionAsync(app);
        using Visitor visitor = new(app);

        var page = await visitor.SeeAsync("/yunjiang-2026/rulebook");

        Assert.That(page.QuerySelector("#vote")!.TextContent, Does.Contain("每人每日 3 票"));
        // the sheets of designs and layout-designs, and the one of all others
        Assert.That(
            page.QuerySelectorAll("#preliminary tbody").Select(sheet => sheet.ChildElementCount),
            Is.EqualTo([6, 6, 6])
        );
        Assert.That(page.QuerySelector("#dates")!.TextContent, Does.Contain("北京时间（UTC+8）"));
    }

    [Test]
    public async Task A_change_is_shown_with_its_reason_its_differences_and_both_files()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.OpenEditionAsync(app);
        var before = await app.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync());
        await ChangeAsync(app, edition, before);
        using Visitor visitor = new(app);

        var page = await visitor.SeeAsync("/yunjiang-2026/rulebook");
        var change = page.QuerySelector("#change-1")!;
        Assert.That(change.TextContent, Does.Contain("参赛单位要求增加票数"));
        var cells = change.QuerySelectorAll("tbody td").Select(c => c.TextContent);
        Assert.That(cells, Is.EqualTo(new[] { "网络投票规则 › 每人每日票数", "3", "5" }));

        foreach (var (version, hash) in ((int, string)[])[(0, before.RulebookHash), (1, Shown(page))])
        {
            var file = await visitor.GetAsync($"/yunjiang-2026/rulebook.json?version={version}");
            var bytes = await file.Content.ReadAsByteArrayAsync();
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(hash));
        }
        var none = await visitor.GetAsync("/yunjiang-2026/rulebook.json?version=2");
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_notice_of_a_change_shows_its_facts_and_their_fingerprint()
    {
        await using var app = await ContestApp.StartAsync();
        var edition = await A.OpenEditionAsync(app);
        var before = await app.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync());
        await ChangeAsync(app, edition, before);
        using Visitor visitor = new(app, "en");

        var list = await visitor.SeeAsync("/yunjiang-2026/notices");
        Assert.That(list.QuerySelector(".line-list a")!.TextContent, Is.EqualTo("Rulebook change notice no. 1"));
        var page = await visitor.SeeAsync("/yunjiang-2026/notices/1");
        var facts = page.QuerySelector("#facts")!.TextContent;
        var hashes = page.QuerySelectorAll(".dl .hash").Select(h => h.TextContent).ToList();
        Assert.That(hashes[0], Is.EqualTo(before.RulebookHash));
        Assert.That(hashes[^1], Is.EqualTo(CanonicalJson.HashText(facts)));
        Assert.That(
            page.QuerySelector("main .btn-primary")!.GetAttribute("href"),
            Is.EqualTo("/yunjiang-2026/rulebook#change-1")
        );
    }

    private static string Shown(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelector("#rulebook-hash")!.TextContent;

    private static async Task ChangeAsync(ContestApp app, Guid edition, Competition before)
    {
        var rules = CanonicalJson.Read<Rulebook>(before.RulebookJson);
        Actor organizer = new(Guid.NewGuid(), "方慧敏", Role.Organizer);
        var changed = rules with { Vote = rules.Vote with { BallotsPerDay = 5 } };
        var refused = await app.WithAsync(
            (SaveRulebook act) =>
                act.HandleAsync(
                    new(edition, changed, before.RulebookHash, "参赛单位要求增加票数", organizer),
                    CancellationToken.None
                )
        );
        Assert.That(refused, Is.Null);
    }
}
