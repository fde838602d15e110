using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

public sealed class JuryConsoleTests
{
    private const string Jury = "/organise/test-2026/jury";

    [Test]
    public async Task A_judge_added_with_an_address_is_invited_by_a_mail_with_a_link_to_this_house()
    {
        await using var app = await ContestApp.StartAsync();
        await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        await A.PersonAsync(app, "organizer@example.invalid", Role.Organizer);
        using Visitor organizer = new(app, "zh-CN");
        await organizer.SendAsync("/account/sign-in", ("Email", "organizer@example.invalid"), ("Password", A.Password));
        var page = await organizer.SeeAsync(Jury);
        var form = page.QuerySelector<IHtmlFormElement>("section[aria-labelledby=add] form")!;

        var answer = await organizer.SubmitAsync(
            form,
            Jury,
            ("Input.Name", "陈一心"),
            ("Input.Employer", "云江大学"),
            ("Input.Email", "chen@example.com")
        );

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var mail = await app.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.To == "chen@example.com"));
        var line = (await organizer.SeeAsync(Jury)).QuerySelector("tbody tr")!;
        Assert.That(line.TextContent, Does.Contain("陈一心").And.Contain("已邀请").And.Contain("chen@example.com"));
        Assert.That(mail.Body, Does.Match(@"https?://\S+/account/invitation"));
    }
}
