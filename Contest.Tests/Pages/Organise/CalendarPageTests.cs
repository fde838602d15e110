using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

public sealed class CalendarPageTests
{
    private const string Path = "/organise/test-2026/calendar";

    [Test]
    public async Task An_organizer_pastes_days_is_told_of_a_bad_line_and_of_another_editor_and_staff_only_read()
    {
        await using var app = await ContestApp.StartAsync();
        await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        using var organizer = await SignInAsync(app, Role.Organizer);
        var page = await organizer.SeeAsync(Path);
        Assert.That(page.QuerySelector("#unknown")!.TextContent, Does.Contain("2027"));

        var refused = await Visitor.ReadAsync(
            await organizer.SubmitAsync(page, Path, ("text", "2027-01-01 休 元旦\n2027-13-01 休"), ("reason", "通知"))
        );
        Assert.That(refused.QuerySelector("[role=alert]")!.TextContent, Does.Contain("第 2 行"));
        Assert.That(
            (refused.QuerySelector<IHtmlTextAreaElement>("#text")!.Value, Value(refused, "#reason")),
            Is.EqualTo(("2027-01-01 休 元旦\n2027-13-01 休", "通知"))
        );

        var saved = await organizer.SubmitAsync(page, Path, ("text", "2027-01-01 休 元旦"), ("reason", "通知"));
        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var late = await Visitor.ReadAsync(
            await organizer.SubmitAsync(page, Path, ("text", "2027-01-01 照常"), ("reason", "更正"))
        );
        Assert.That(late.QuerySelector("[role=alert]")!.TextContent, Does.Contain("别人改过 2027-01-01"));
        Assert.That(
            (await organizer.SubmitAsync(late, Path, ("text", "2027-01-01 照常"), ("reason", "更正"))).StatusCode,
            Is.EqualTo(HttpStatusCode.Redirect)
        );

        using var staff = await SignInAsync(app, Role.Staff);
        var seen = await staff.SeeAsync(Path);
        Assert.That(seen.QuerySelector("#unknown"), Is.Null);
        Assert.That(seen.QuerySelector("#text"), Is.Null);
        var token = seen.QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!.Value;
        var answer = await staff.PostBlindlyAsync(
            Path,
            ("text", "2027-01-02 休"),
            ("reason", "x"),
            ("__RequestVerificationToken", token)
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            await app.WithDbAsync(db =>
                db.CalendarDays.Where(d => d.Date >= new DateOnly(2027, 1, 1)).Select(d => d.Kind).ToListAsync()
            ),
            Is.EqualTo(new[] { CalendarDayKind.Ordinary })
        );
    }

    private static async Task<Visitor> SignInAsync(ContestApp app, Role role)
    {
        await A.PersonAsync(app, $"{role}@example.invalid", role);
        Visitor visitor = new(app);
        await visitor.SendAsync("/account/sign-in", ("Email", $"{role}@example.invalid"), ("Password", A.Password));
        return visitor;
    }

    private static string Value(IHtmlDocument page, string selector) =>
        page.QuerySelector<IHtmlInputElement>(selector)!.Value;
}
