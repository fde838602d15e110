using System.Diagnostics;
using Contest.Core;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Operations;

/// <summary>Quartz in the running product, on the machine's own clock: the alarms ring by themselves.</summary>
public sealed class JobsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Test]
    public async Task A_stage_whose_time_has_come_opens_and_a_waiting_mail_is_sent_without_anybody()
    {
        await using SmtpServer post = new();
        await using var app = await ContestApp.StartAsync(
            TimeProvider.System,
            ("Contest:Jobs", "true"),
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{post.Port}"),
            ("Smtp:From", "contest@example.invalid")
        );
        var yesterday = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("now", "jianggao-like", yesterday, Actor.Console), CancellationToken.None)
        );
        await app.WithAsync(
            (CreateOrganizer act) =>
                act.HandleAsync(new("fang@example.invalid", "方慧敏", app.Address, "zh-CN"), CancellationToken.None)
        );

        Assert.That(await UntilAsync(() => HasOpenedAsync(app)), "registration opens");
        Assert.That(await UntilAsync(() => Task.FromResult(!post.Accepted.IsEmpty)), "the invitation is sent");
        Assert.That(post.Accepted.Single().To, Is.EqualTo("fang@example.invalid"));
    }

    private static Task<bool> HasOpenedAsync(ContestApp app) =>
        app.WithDbAsync(db => db.StageRuns.AnyAsync(r => r.Stage == Stage.Registration && r.OpenedAt != null));

    private static async Task<bool> UntilAsync(Func<Task<bool>> ask)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (await ask())
                return true;
            await Task.Delay(200);
        }
        return false;
    }
}
