using Contest.Infrastructure.Mail;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Handlers.Mail;

public sealed class SendDueMailTests
{
    [Test]
    public async Task A_mail_is_sent_once_as_it_was_written()
    {
        await using SmtpServer server = new();
        await using var acts = await StartAsync(server);
        var id = await QueueAsync(
            acts,
            "mei@example.invalid",
            "邀请您开通大赛账号，请在十四天之内打开链接",
            "方慧敏，您好！\n.\n..第二行\nÀ bientôt"
        );

        Assert.That(await SendAsync(acts), Is.EqualTo(1));
        Assert.That(await SendAsync(acts), Is.Zero);

        var mail = server.Accepted.Single();
        Assert.Multiple(() =>
        {
            Assert.That(mail.From, Is.EqualTo("contest@example.invalid"));
            Assert.That(mail.To, Is.EqualTo("mei@example.invalid"));
            Assert.That(mail.Subject, Is.EqualTo("邀请您开通大赛账号，请在十四天之内打开链接"));
            Assert.That(
                mail.Body.ReplaceLineEndings("\n").TrimEnd(),
                Is.EqualTo("方慧敏，您好！\n.\n..第二行\nÀ bientôt")
            );
            Assert.That(mail.MessageId, Is.EqualTo($"<{id:N}@example.invalid>"));
        });
        Assert.That((await FindAsync(acts, id)).SentAt, Is.EqualTo(acts.Clock.GetUtcNow()));
    }

    [Test]
    public async Task A_temporary_refusal_is_tried_again_later_and_not_before()
    {
        await using SmtpServer server = new() { OnRecipient = _ => "451 come back" };
        await using var acts = await StartAsync(server);
        var id = await QueueAsync(acts, "mei@example.invalid");

        Assert.That(await SendAsync(acts), Is.Zero);
        var tried = await FindAsync(acts, id);
        Assert.That((tried.Tries, tried.FailedFor), Is.EqualTo((1, (string?)null)));
        Assert.That(tried.LastError, Does.Contain("come back"));

        server.OnRecipient = _ => null;
        acts.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await SendAsync(acts), Is.Zero);
        acts.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await SendAsync(acts), Is.EqualTo(1));
        Assert.That(server.Accepted, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_final_refusal_is_kept_with_the_servers_words_and_stops_nobody_else()
    {
        await using SmtpServer server = new()
        {
            OnRecipient = to => to.StartsWith("gone", StringComparison.Ordinal) ? "550 no such box" : null,
        };
        await using var acts = await StartAsync(server);
        var id = await QueueAsync(acts, "gone@example.invalid");
        await QueueAsync(acts, "mei@example.invalid");

        Assert.That(await SendAsync(acts), Is.EqualTo(1));
        acts.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await SendAsync(acts), Is.Zero);

        var failed = await FindAsync(acts, id);
        Assert.That((failed.SentAt, failed.Tries), Is.EqualTo(((DateTimeOffset?)null, 1)));
        Assert.That(failed.FailedFor, Does.Contain("no such box"));
        Assert.That(server.Accepted.Select(m => m.To), Is.EqualTo(new[] { "mei@example.invalid" }));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_tried_again_later()
    {
        SmtpServer server = new();
        await using var acts = await StartAsync(server);
        await server.DisposeAsync();
        var id = await QueueAsync(acts, "mei@example.invalid");

        Assert.That(await SendAsync(acts), Is.Zero);

        var tried = await FindAsync(acts, id);
        Assert.That(
            (tried.Tries, tried.FailedFor, tried.SentAt),
            Is.EqualTo((1, (string?)null, (DateTimeOffset?)null))
        );
        Assert.That(tried.NextTryAt, Is.EqualTo(acts.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Two_nodes_do_not_send_a_mail_twice()
    {
        await using SmtpServer server = new() { Thinks = TimeSpan.FromMilliseconds(200) };
        await using var acts = await StartAsync(server);
        for (var i = 0; i < 6; i++)
            await QueueAsync(acts, $"to{i}@example.invalid");

        var sent = await Task.WhenAll(SendAsync(acts), SendAsync(acts), SendAsync(acts));

        Assert.That(sent.Sum(), Is.EqualTo(6));
        Assert.That(sent, Is.All.LessThan(6), "more than one node was at work");
        Assert.That(
            server.Accepted.Select(m => m.To).Order(),
            Is.EqualTo(Enumerable.Range(0, 6).Select(i => $"to{i}@example.invalid"))
        );
    }

    [Test]
    public async Task Without_a_server_mails_wait()
    {
        await using var acts = await Acts.StartAsync();
        var id = await QueueAsync(acts, "mei@example.invalid");

        Assert.That(await SendAsync(acts), Is.Zero);

        Assert.That((await FindAsync(acts, id)).Tries, Is.Zero);
    }

    private static Task<Acts> StartAsync(SmtpServer server) =>
        Acts.StartAsync(
            null,
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{server.Port}"),
            ("Smtp:From", "contest@example.invalid")
        );

    private static Task<int> SendAsync(Acts acts) =>
        acts.WithAsync((SendDueMail send) => send.HandleAsync(CancellationToken.None));

    private static Task<OutboxMail> FindAsync(Acts acts, Guid id) =>
        acts.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.Id == id));

    private static Task<Guid> QueueAsync(Acts acts, string to, string subject = "Hello", string body = "Good day") =>
        acts.WithDbAsync(async db =>
        {
            var now = acts.Clock.GetUtcNow();
            OutboxMail mail = new()
            {
                Id = Guid.CreateVersion7(now),
                To = to,
                Subject = subject,
                Body = body,
                QueuedAt = now,
                NextTryAt = now,
            };
            db.Add(mail);
            await db.SaveChangesAsync();
            return mail.Id;
        });
}
