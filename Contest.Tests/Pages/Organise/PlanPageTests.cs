using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>The plan's page walked without script.</summary>
public sealed class PlanPageTests
{
    [Test]
    public async Task A_plan_is_computed_explained_changed_by_hand_and_applied_for_the_difference_only()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        var slug = await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        var path = $"/organise/{slug}/jury/plan";
        using Visitor organizer = new(app, "zh-CN");
        await organizer.SignInAsync(app, Role.Organizer);
        var first = await organizer.SeeAsync(path);

        await Submit(organizer, first, "form[action*=Draft]", path);
        var page = await organizer.SeeAsync(path);
        var entry = page.QuerySelector("section[aria-labelledby=entries] tbody a")!.GetAttribute("href")!;
        var close = await organizer.SeeAsync(entry.Split('#')[0]);
        Assert.That(close.QuerySelectorAll("#entry li").Length, Is.GreaterThan(8), "each pair is explained");
        await Submit(organizer, close, "#entry > form", entry.Split('#')[0]);
        var changed = await organizer.SeeAsync(path);
        Assert.That(changed.Body!.TextContent, Does.Contain("人工"));
        var before = await app.WithDbAsync(db => db.JudgeSheets.CountAsync());
        await Submit(organizer, changed, "form[action*=Apply]", path);

        Assert.That(await app.WithDbAsync(db => db.JudgeSheets.CountAsync()), Is.EqualTo(before + 1));
        Assert.That((await organizer.SeeAsync(path)).QuerySelector(".note")!.TextContent, Does.Contain("新建 1 份"));

        using Visitor supervisor = new(app, "zh-CN");
        await supervisor.SignInAsync(app, Role.Supervisor);
        var seen = await supervisor.SeeAsync(path);
        Assert.That(seen.QuerySelectorAll("main form[method=post]"), Is.Empty);
        using Visitor staff = new(app, "zh-CN");
        await staff.SignInAsync(app, Role.Staff);
        var overview = await staff.SeeAsync($"/organise/{slug}/jury");
        Assert.That(overview.QuerySelector(".coverage"), Is.Not.Null);
    }

    [TestCase("zh-HK", 390)]
    [TestCase("en", 1440)]
    public async Task Axe_finds_nothing_on_the_overview_and_the_plan(string culture, int width)
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        var slug = await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        await A.PersonAsync(app, "organizer@example.invalid", Role.Organizer);
        await using var device = await Browser.NewDeviceAsync(app.Address, width, 900, culture);
        var page = await device.OpenAsync("/account/sign-in");
        await page.FillAsync("[name=Email]", "organizer@example.invalid");
        await page.FillAsync("[name=Password]", A.Password);
        await page.ClickAsync("form:has([name=Password]) button:not([formnovalidate])");
        await page.GotoAsync($"{app.Address.TrimEnd('/')}/organise/{slug}/jury/plan");
        await page.ClickAsync("form[action*=Draft] button");
        await page.ClickAsync("section[aria-labelledby=entries] tbody a");
        await page.WaitForSelectorAsync("#entry form");
        await CleanAsync(page);
        await page.GotoAsync($"{app.Address.TrimEnd('/')}/organise/{slug}/jury");
        await CleanAsync(page);
    }

    private static async Task CleanAsync(Microsoft.Playwright.IPage page)
    {
        await page.HasNoAxeFindingsAsync();
        await page.HasNamesAsync();
        Assert.That(
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(0)
        );
    }

    private static async Task Submit(Visitor visitor, IDocument page, string form, string path)
    {
        var answer = await visitor.SubmitAsync(page.QuerySelector<IHtmlFormElement>(form)!, path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }
}
