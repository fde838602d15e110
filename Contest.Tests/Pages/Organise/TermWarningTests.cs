using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>Where objection days are about to begin, the organizer is told what the calendar does not know of them.</summary>
public sealed class TermWarningTests
{
    [TestCase(DemoStage.Preliminary, "jury")]
    [TestCase(DemoStage.Results, "results")]
    public async Task A_year_without_holidays_is_told_before_objection_days_begin(DemoStage stage, string page)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        using var organizer = new Visitor(app);
        await organizer.SignInAsync(app, Role.Organizer);
        var slug = await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());

        var shown = new[] { page, "", "settings" }.Where(p => p.Length > 0 || stage == DemoStage.Preliminary).ToList();
        foreach (var at in shown)
            Assert.That((await organizer.SeeAsync($"/organise/{slug}/{at}")).QuerySelector("#uncounted"), Is.Null, at);
        await app.WithDbAsync(db => db.CalendarDays.Where(d => d.Date.Year == 2026).ExecuteDeleteAsync());
        foreach (var at in shown)
        {
            var unknown = await organizer.SeeAsync($"/organise/{slug}/{at}");
            Assert.That(unknown.QuerySelector("#uncounted")?.TextContent, Does.Contain("2026"), at);
            Assert.That(
                unknown.QuerySelector("#uncounted a")?.GetAttribute("href"),
                Is.EqualTo($"/organise/{slug}/calendar")
            );
        }
    }
}
