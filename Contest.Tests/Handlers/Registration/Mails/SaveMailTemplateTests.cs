using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Mails;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration.Mails;

public sealed class SaveMailTemplateTests
{
    private static readonly Actor Fang = new(Guid.Parse("0190a000-0000-7000-8000-00000000f001"), "方", Role.Organizer);
    private static readonly MailWords First = new("甲 {{entry}}", "{{contact}}：{{entry}}，编号 {{code}}。");
    private static readonly MailWords Second = new("乙 {{entry}}", "{{entry}} 的编号是 {{code}}");

    [Test]
    public async Task A_template_is_kept_changed_and_given_up_and_the_log_has_every_text()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await EditionAsync(acts);

        Assert.That(await SaveAsync(acts, edition, First, null), Is.Empty);
        var first = await acts.WithDbAsync(db => db.MailTemplates.SingleAsync());
        Assert.That((first.Words, first.ChangedBy), Is.EqualTo((First, Fang.PersonId)));
        Assert.That(await SaveAsync(acts, edition, Second, first.Version), Is.Empty);
        var second = await acts.WithDbAsync(db => db.MailTemplates.SingleAsync());
        Assert.That(await SaveAsync(acts, edition, null, second.Version), Is.Empty);

        Assert.That(await acts.WithDbAsync(db => db.MailTemplates.AnyAsync()), Is.False);
        var log = await acts.WithDbAsync(db =>
            db.AuditEvents.Where(e => e.Act == "SaveMailTemplate").OrderBy(e => e.Number).ToListAsync()
        );
        Assert.That(log.Select(e => e.Subject), Is.All.EqualTo("mail:Accepted:zh-CN"));
        Assert.That(
            log.Select(e => (e.Before?.Contains('甲'), e.Before?.Contains('乙'), e.After?.Contains('乙'))),
            Is.EqualTo(new (bool?, bool?, bool?)[] { (null, null, false), (true, false, true), (false, true, null) })
        );
    }

    [Test]
    public async Task Who_read_an_older_text_is_told_and_the_newer_one_stays()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await EditionAsync(acts);
        await SaveAsync(acts, edition, First, null);
        var seen = await acts.WithDbAsync(db => db.MailTemplates.Select(t => t.Version).SingleAsync());
        await SaveAsync(acts, edition, Second, seen);

        Assert.That(Codes(await SaveAsync(acts, edition, First, seen)), Is.EqualTo(new[] { "mail.changed" }));
        Assert.That(Codes(await SaveAsync(acts, edition, First, null)), Is.EqualTo(new[] { "mail.changed" }));
        Assert.That(Codes(await SaveAsync(acts, edition, null, seen)), Is.EqualTo(new[] { "mail.changed" }));
        Assert.That((await acts.WithDbAsync(db => db.MailTemplates.SingleAsync())).Words, Is.EqualTo(Second));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Of_two_editors_at_once_one_saves_and_the_other_is_told(bool isKept)
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var edition = await EditionAsync(acts);
        if (isKept)
            await SaveAsync(acts, edition, new("丙", "{{entry}}{{code}}"), null);
        var seen = await acts.WithDbAsync(db => db.MailTemplates.Select(t => (uint?)t.Version).SingleOrDefaultAsync());
        line.IsArmed = true;

        var both = await Task.WhenAll(SaveAsync(acts, edition, First, seen), SaveAsync(acts, edition, Second, seen));

        Assert.That(both.Select(r => string.Join(',', Codes(r))), Is.EquivalentTo(new[] { "", "mail.changed" }));
        var kept = await acts.WithDbAsync(db => db.MailTemplates.SingleAsync());
        Assert.That(kept.Words, Is.EqualTo(both[0].Count == 0 ? First : Second));
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "SaveMailTemplate")),
            Is.EqualTo(isKept ? 2 : 1)
        );
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    public async Task Only_organizers_change_it(Role role)
    {
        await using var acts = await Acts.StartAsync();

        var refusals = await SaveAsync(acts, await EditionAsync(acts), First, null, Fang with { Role = role });

        Assert.That(Codes(refusals), Is.EqualTo(new[] { "mail.not_yours" }));
        Assert.That(await acts.WithDbAsync(db => db.MailTemplates.AnyAsync()), Is.False);
    }

    [Test]
    public async Task A_bad_text_is_refused_and_nothing_is_kept()
    {
        await using var acts = await Acts.StartAsync();

        var refusals = await SaveAsync(acts, await EditionAsync(acts), new("{{receipt}}", "{{entry}}"), null);

        Assert.That(Codes(refusals), Is.EqualTo(new[] { "mail.subject_unknown", "mail.missing" }));
        Assert.That(await acts.WithDbAsync(db => db.MailTemplates.AnyAsync()), Is.False);
    }

    [Test]
    public async Task The_organizers_words_arrive_at_the_entrant_once_in_the_entrants_language()
    {
        await using SmtpServer server = new();
        await using var acts = await Acts.StartAsync(
            null,
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{server.Port}"),
            ("Smtp:From", "contest@example.invalid")
        );
        var entry = await SubmittedAsync(acts);
        MailWords returned = new(
            "补正通知：{{entry}}",
            "{{reasons}}\n{{note}}\n请在 {{correct_by}} 前：{{link}}\n{{organizer}}\n{{entry}}"
        );
        await SaveAsync(acts, entry.CompetitionId, returned, null, kind: MailKind.Returned);
        await SaveAsync(
            acts,
            entry.CompetitionId,
            returned with
            {
                Subject = "HK",
            },
            null,
            Fang,
            MailKind.Returned,
            "zh-HK"
        );

        await acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(
                    new(
                        entry.Id,
                        null,
                        ReviewOutcome.Returned,
                        ["R05"],
                        "第 3 件已终止 {{link}}",
                        A.Reviewer,
                        Address: "https://contest.example/"
                    ),
                    default
                )
        );
        Assert.That(await acts.WithAsync((SendDueMail act) => act.HandleAsync(default)), Is.EqualTo(1));
        Assert.That(await acts.WithAsync((SendDueMail act) => act.HandleAsync(default)), Is.Zero);

        var mail = server.Accepted.Single();
        Assert.That((mail.To, mail.Subject), Is.EqualTo((entry.ContactEmail, $"补正通知：{entry.Title}")));
        var slug = await acts.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        Assert.That(
            mail.Body.ReplaceLineEndings("\n").TrimEnd(),
            Does.StartWith(
                    "R05 专利已失效\n第 3 件已终止 {{link}}\n请在 2026 年 3 月 5 日 00:00 北京时间（UTC+8） 前："
                        + $"https://contest.example/my/{slug}/entries/{entry.Id}\n"
                )
                .And.EndWith($"\n{entry.Title}")
        );
    }

    [Test]
    public async Task A_decision_that_is_not_kept_sends_no_mail_and_a_template_changed_later_changes_no_mail_that_waits()
    {
        await using var acts = await Acts.StartAsync();
        var entry = await SubmittedAsync(acts);
        await SaveAsync(acts, entry.CompetitionId, First, null);

        var both = await Task.WhenAll(AcceptAsync(acts, entry.Id), AcceptAsync(acts, entry.Id));
        var seen = await acts.WithDbAsync(db => db.MailTemplates.Select(t => (uint?)t.Version).SingleAsync());
        await SaveAsync(acts, entry.CompetitionId, Second, seen);

        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        var mail = await acts.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.Key!.StartsWith("review:")));
        Assert.That(mail.Subject, Is.EqualTo($"甲 {entry.Title}"));
    }

    private static Task<Guid> EditionAsync(Acts acts) => A.EditionInRegistrationAsync(acts);

    private static async Task<Entry> SubmittedAsync(Acts acts)
    {
        var edition = await EditionAsync(acts);
        Assert.That((await A.ImportAsync(acts, edition)).Refusal, Is.Null);
        return await acts.WithDbAsync(db => db.Entries.AsNoTracking().OrderBy(e => e.Number).FirstAsync());
    }

    private static Task<Refusal?> AcceptAsync(Acts acts, Guid entry) =>
        acts.WithAsync(
            (DecideEntry act) => act.HandleAsync(new(entry, null, ReviewOutcome.Accepted, [], "", A.Reviewer), default)
        );

    private static Task<IReadOnlyList<Refusal>> SaveAsync(
        Acts acts,
        Guid edition,
        MailWords? words,
        uint? seen,
        Actor? actor = null,
        MailKind kind = MailKind.Accepted,
        string language = "zh-CN"
    ) =>
        acts.WithAsync(
            (SaveMailTemplate act) => act.HandleAsync(new(edition, kind, language, words, seen, actor ?? Fang), default)
        );

    private static IEnumerable<string> Codes(IEnumerable<Refusal> refusals) => refusals.Select(r => r.Code);
}
