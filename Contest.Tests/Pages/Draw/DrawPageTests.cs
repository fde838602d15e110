using System.Net;
using Contest.Core.Draw;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Draw;

public sealed class DrawPageTests
{
    [Test]
    public async Task Before_the_stage_there_is_no_draw_to_see()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Registration);
        var slug = await app.WithDbAsync(db => Task.FromResult(db.Competitions.Single().Slug));
        using Visitor visitor = new(app);

        foreach (var path in new[] { "draw", "draw/screen", "draw/screen?handler=State", "draw/bundle.json" })
            Assert.That(
                (await visitor.GetAsync($"/{slug}/{path}")).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound),
                path
            );
        using var organizer = await DemoDraw.VisitorAsync(app, DemoDraw.Organizer);
        var console = await organizer.SeeAsync($"/organise/{slug}/draw");
        Assert.That(console.QuerySelector(".note")?.TextContent, Does.Contain("抽签阶段还没有开始"));
    }

    [Test]
    public async Task Everybody_sees_each_step_when_it_is_made_and_places_only_when_they_are_opened()
    {
        await using var app = await DemoDraw.StartAsync();
        using Visitor visitor = new(app);
        var code = DemoDrawCode.Of("supervisor");

        var announced = await visitor.SeeAsync(DemoDraw.Page);
        var record = await DemoDraw.RecordAsync(app);
        var text = announced.Body!.TextContent;
        Assert.That(text, Does.Contain(record.LabelsHash).And.Contain("福彩 3D 当日开奖号码"));
        Assert.That(record.Commitments.Where(c => !text.Contains(c.Hash, StringComparison.Ordinal)), Is.Empty);
        Assert.That(text, Does.Not.Contain(code).And.Contain("路演顺序还没有抽出"));

        await DemoDraw.DrawAsync(app);
        var order = DrawBundle.Parse((await DemoDraw.RecordAsync(app)).Bundle!).Order;
        Assert.That((await visitor.SeeAsync(DemoDraw.Page)).Body!.TextContent, Does.Contain(code));
        await ShowsAsync(visitor, []);
        await DemoDraw.OpenAsync(app);
        await DemoDraw.OpenAsync(app);
        await ShowsAsync(visitor, order.Take(2));
        Assert.That((await visitor.GetAsync(DemoDraw.Bundle)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        // who is signed in makes no difference to the hall and the public page
        using var organizer = await DemoDraw.VisitorAsync(app, DemoDraw.Organizer);
        await ShowsAsync(organizer, order.Take(2));
        Assert.That((await organizer.GetAsync(DemoDraw.Bundle)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        await DemoDraw.OpenAsync(app, all: true);
        await ShowsAsync(visitor, order);
        var bundle = await visitor.GetAsync(DemoDraw.Bundle);
        Assert.That(bundle.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(
            Contest.Core.CanonicalJson.HashText(await bundle.Content.ReadAsStringAsync()),
            Is.EqualTo((await DemoDraw.RecordAsync(app)).BundleHash)
        );
    }

    private static async Task ShowsAsync(Visitor visitor, IEnumerable<string> order)
    {
        var page = await visitor.SeeAsync(DemoDraw.Page);
        Assert.That(
            page.QuerySelectorAll("section[aria-labelledby=order] tbody td:nth-child(2) .num")
                .Select(c => c.TextContent),
            Is.EqualTo(order)
        );
        foreach (var path in new[] { DemoDraw.Screen, DemoDraw.Screen + "?handler=State" })
        {
            var screen = await visitor.SeeAsync(path);
            Assert.That(screen.QuerySelectorAll(".draw-places b").Select(c => c.TextContent), Is.EqualTo(order), path);
        }
    }
}
