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
}
