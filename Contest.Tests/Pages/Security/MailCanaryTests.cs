using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Mails;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>Nobody's mail says anything of another's entry, nor another person's mailbox (issue 3).</summary>
public sealed partial class MailCanaryTests
{
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _app = await ContestApp.StartAtAsync(DemoStage.Registration);

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task A_decisions_mail_goes_to_its_own_entrys_mailbox_and_tells_of_no_other_entry()
    {
        await MarkEveryEntryAsync();
        await WriteTemplatesAsync();
        var before = await MailsAsync();
        var decided = await DecideSomeAsync();
        var mails = (await MailsAsync()).ExceptBy(before.Select(m => m.Id), m => m.Id).ToList();

        Assert.That(mails, Has.Count.EqualTo(decided.Count));
        foreach (var mail in mails)
        {
            Assert.That(mail.Body, Does.StartWith("自订\n").And.Not.Contain("{{"));
            var told = Marks().Matches(mail.To + mail.Subject + mail.Body).Select(m => m.Groups[1].Value).Distinct();
            Assert.That(told, Is.EqualTo(new[] { mail.To.Split('@')[0]["kanarie".Length..] }), mail.Body);
        }
        Assert.That(
            mails.Select(m => m.To),
            Is.EquivalentTo(decided.Select(n => $"kanarie{n}@entry.example.invalid")),
            "each to its own"
        );
    }

    [Test]
    public async Task No_mail_of_the_whole_contest_names_a_mailbox_that_is_not_its_addressees()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Results);
        var mails = await app.WithDbAsync(db => db.OutboxMails.AsNoTracking().ToListAsync());

        Assert.That(mails, Is.Not.Empty);
        Assert.That(
            mails.SelectMany(m =>
                Mailboxes().Matches(m.Subject + m.Body).Select(found => found.Value).Where(v => v != m.To)
            ),
            Is.Empty
        );
    }

    /// <summary>An organizer's own words that name everything there is to name, for every kind of mail.</summary>
    private async Task WriteTemplatesAsync()
    {
        var edition = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Id).SingleAsync());
        var organizer = await _app.WithDbAsync(db => db.Users.FirstAsync(u => u.Role == Role.Organizer));
        foreach (var kind in Enum.GetValues<MailKind>())
        foreach (var language in MailWords.Languages)
        {
            var names = MailPlaceholder.AllowedIn(kind).Select(n => "{{" + n + "}}").ToList();
            var subject = string.Join(' ', names.Intersect(["{{entry}}", "{{contact}}"]));
            MailWords words = new("自订 " + subject, "自订\n" + string.Join('\n', names));
            SaveMailTemplate.Command command = new(
                edition,
                kind,
                language,
                words,
                null,
                new(organizer.Id, organizer.DisplayName, Role.Organizer)
            );
            Assert.That(await _app.WithAsync((SaveMailTemplate act) => act.HandleAsync(command, default)), Is.Empty);
        }
    }

    /// <summary>Words with the entry's number in all that is its own.</summary>
    private Task<int> MarkEveryEntryAsync() =>
        _app.WithDbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                update entries set title = 'kanarie' || number || '题', contact_name = 'kanarie' || number || '人',
                    contact_email = 'kanarie' || number || '@entry.example.invalid', summary = 'kanarie' || number || '述';
                update patents p set title = 'kanarie' || e.number || '利' from entries e where e.id = p.entry_id;
                """
            )
        );

    /// <summary>Each outcome twice; the numbers of the entries decided on.</summary>
    private async Task<IReadOnlyList<int>> DecideSomeAsync()
    {
        var staff = await _app.WithDbAsync(db => db.Users.FirstAsync(u => u.Role == Role.Staff));
        var waiting = await _app.WithDbAsync(db =>
            db.Entries.AsNoTracking()
                .Where(e => e.State == EntryState.Submitted)
                .OrderBy(e => e.Number)
                .Take(6)
                .ToListAsync()
        );
        var outcomes = Enum.GetValues<ReviewOutcome>();
        List<int> decided = [];
        foreach (var (entry, n) in waiting.Select((e, n) => (e, n)))
        {
            var outcome = outcomes[n % outcomes.Length];
            DecideEntry.Command command = new(
                entry.Id,
                null,
                outcome,
                outcome == ReviewOutcome.Accepted ? [] : ["R06"],
                "请看",
                new(staff.Id, staff.DisplayName, Role.Staff)
            );
            var refusal = await _app.WithAsync((DecideEntry act) => act.HandleAsync(command, default));
            Assert.That(refusal, Is.Null, $"{outcome}");
            if (outcome == ReviewOutcome.Rejected)
                await ConfirmAsync(entry.Id);
            decided.Add(entry.Number);
        }
        return decided;
    }

    /// <summary>The second person's word: only with it is the entrant told.</summary>
    private async Task ConfirmAsync(Guid entry)
    {
        var organizer = await _app.WithDbAsync(db => db.Users.FirstAsync(u => u.Role == Role.Organizer));
        var (proposal, version) = await _app.WithDbAsync(async db =>
            (
                await db.RejectionProposals.Where(p => p.EntryId == entry).Select(p => p.Id).SingleAsync(),
                await db.Entries.Where(e => e.Id == entry).Select(e => e.Version).SingleAsync()
            )
        );
        Actor second = new(organizer.Id, organizer.DisplayName, Role.Organizer);
        var refusal = await _app.WithAsync(
            (AnswerRejection act) => act.HandleAsync(new(entry, proposal, version, true, "", second), default)
        );
        Assert.That(refusal, Is.Null);
    }

    private Task<List<OutboxMail>> MailsAsync() => _app.WithDbAsync(db => db.OutboxMails.AsNoTracking().ToListAsync());

    [GeneratedRegex(@"kanarie(\d+)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Mailboxes();
}
