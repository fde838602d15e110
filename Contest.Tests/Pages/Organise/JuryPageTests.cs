using System.Net;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Organise;

public sealed class JuryPageTests
{
    [Test]
    public async Task A_judge_is_added_and_invited_before_the_round_opens()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Registration);
        using Visitor organizer = new(app);
        await organizer.SignInAsync(app, Role.Organizer);
        var path = await app.WithDbAsync(db => db.Competitions.Select(c => $"/organise/{c.Slug}/jury").SingleAsync());

        var added = await organizer.SendAsync(
            path,
            ("Input.Name", "新评委"),
            ("Input.Employer", "省专利协会"),
            ("Input.Email", "new@example.invalid")
        );

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await app.WithDbAsync(db => db.Judges.AnyAsync(j => j.Name == "新评委")));
        Assert.That(await app.WithDbAsync(db => db.OutboxMails.AnyAsync(m => m.To == "new@example.invalid")));
    }

    /// <summary>A sheet every half hour, so that some lie between midnight there and midnight of UTC, and on the window's edge.</summary>
    [Test]
    public async Task Sheets_are_counted_by_the_day_at_the_contests_place_by_judge_and_in_the_last_24_hours()
    {
        await using var app = await DemoJury.StartAsync();
        var now = app.Clock.GetUtcNow();
        var given = await app.WithDbAsync(async db =>
        {
            var sheets = await db
                .JudgeSheets.Where(s => s.Round == Stage.Preliminary && s.SubmittedAt != null)
                .OrderBy(s => s.Id)
                .ToListAsync();
            foreach (var (nth, sheet) in sheets.Index())
                sheet.SubmittedAt = now.AddMinutes(-30 * nth);
            await db.SaveChangesAsync();
            return sheets;
        });
        Assert.That(given, Has.Count.GreaterThan(96), "two days of half hours");
        using Visitor organizer = new(app);
        await organizer.SignInAsync(app, Role.Organizer);

        var page = await organizer.SeeAsync("/organise/yunjiang-2026/jury");

        var drawn = page.QuerySelectorAll("section[aria-labelledby=daily] tbody tr")
            .Select(r => (Day: r.QuerySelector("th")!.TextContent, Count: r.QuerySelector("td")!.TextContent));
        Assert.That(drawn, Is.EqualTo(Enumerable.Range(-13, 14).Select(CountedOn)));
        var judges = await app.WithDbAsync(db => db.Judges.OrderBy(j => j.Id).Select(j => j.Id).ToListAsync());
        Assert.That(
            page.QuerySelectorAll("td[data-label=最近提交]").Select(d => d.TextContent),
            Is.EqualTo(judges.Select(LastOf))
        );
        // 48 half hours, without the one the window begins with
        Assert.That(page.QuerySelector(".page-head p")!.TextContent, Does.Contain("按最近 24 小时的 48 份推算"));

        DateTimeOffset There(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8));
        (string, string) CountedOn(int day)
        {
            var on = There(now).AddDays(day);
            return ($"{on:M' 月 'd' 日'}", $"{given.Count(s => There(s.SubmittedAt!.Value).Date == on.Date)}");
        }
        string LastOf(Guid judge) =>
            given.Where(s => s.JudgeId == judge).Max(s => s.SubmittedAt) is { } last
                ? $"{There(last):M' 月 'd' 日 'HH:mm}"
                : "—";
    }
}
