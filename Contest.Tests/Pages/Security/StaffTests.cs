using System.Net;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>Staff work in the console and read no scores, votes or mailboxes (PRODUCT.md, who uses it).</summary>
public sealed class StaffTests
{
    [Test]
    public async Task What_waits_for_a_second_person_is_shown_to_those_who_may_read_scores()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        await app.WithDbAsync(AskAsync);
        using Visitor staff = new(app);
        await staff.SignInAsync(app, Role.Staff);
        using Visitor supervisor = new(app);
        await supervisor.SignInAsync(app, Role.Supervisor);
        const string Approvals = "/organise/yunjiang-2026/approvals";

        Assert.That((await supervisor.SeeAsync(Approvals)).Body!.TextContent, Does.Contain("95.08"));
        var seen = (await staff.SeeAsync(Approvals)).Body!.TextContent;
        Assert.That(seen, Does.Contain("方慧敏"));
        Assert.That(seen, Does.Not.Contain("95.08"));
    }

    [TestCase("people")]
    [TestCase("mail")]
    public async Task Mailboxes_are_not_for_staff(string page)
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        using Visitor staff = new(app);
        await staff.SignInAsync(app, Role.Staff);

        var answer = await staff.GetAsync($"/organise/yunjiang-2026/{page}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task How_many_voted_is_shown_to_staff_on_no_page_before_the_vote_has_closed()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        using Visitor staff = new(app);
        await staff.SignInAsync(app, Role.Staff);
        using Visitor supervisor = new(app);
        await supervisor.SignInAsync(app, Role.Supervisor);
        const string Overview = "/organise/yunjiang-2026";
        const string Vote = Overview + "/vote";
        Assert.That(await app.WithDbAsync(db => db.Ballots.CountAsync()), Is.Positive);

        Assert.That(await FiguresAsync(supervisor, Overview), Has.Member("已投票数"));
        Assert.That(await FiguresAsync(supervisor, Vote), Is.SupersetOf(new[] { "选票", "投票人" }));
        Assert.That(await FiguresAsync(staff, Overview), Is.EqualTo(new[] { "通过审查的项目", "参赛主体", "专利" }));
        Assert.That(await FiguresAsync(staff, Vote), Is.EqualTo(new[] { "票数" }), "the counts everybody sees");
        Assert.That((await staff.SeeAsync(Vote)).QuerySelector("main .note-info")!.TextContent, Does.Contain("监督员"));

        await app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Voting)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.ClosedAt, app.Clock.GetUtcNow()))
        );
        Assert.That(await FiguresAsync(staff, Vote), Is.EqualTo(await FiguresAsync(supervisor, Vote)));
        Assert.That(await FiguresAsync(staff, Overview), Is.EqualTo(await FiguresAsync(supervisor, Overview)));
    }

    private static async Task<List<string>> FiguresAsync(Visitor who, string page) =>
        [.. (await who.SeeAsync(page)).QuerySelectorAll("main .figures dt").Select(dt => dt.TextContent.Trim())];

    private static async Task<int> AskAsync(Contest.Infrastructure.Data.ContestDb db)
    {
        var edition = await db.Competitions.SingleAsync();
        const string Shown = """{"score":"95.08"}""";
        db.Approvals.Add(
            new()
            {
                Id = Guid.NewGuid(),
                CompetitionId = edition.Id,
                Act = nameof(Contest.Infrastructure.Results.PublishResults),
                Shown = Shown,
                ShownHash = CanonicalJson.HashText(Shown),
                RequestedBy = Guid.NewGuid(),
                RequestedByName = "方慧敏",
                RequestedAt = edition.CreatedAt,
            }
        );
        return await db.SaveChangesAsync();
    }
}
