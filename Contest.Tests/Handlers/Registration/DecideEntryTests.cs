using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public class DecideEntryTests
{
    [Test]
    public async Task An_accepted_entry_gets_the_next_code_of_its_group_and_a_mail()
    {
        await using var acts = await Acts.StartAsync();
        var entries = await SubmittedAsync(acts);
        var sameGroup = entries.GroupBy(e => e.Group).First(g => g.Count() > 1).Take(2).ToList();

        foreach (var entry in sameGroup)
            Assert.That(await DecideAsync(acts, entry.Id, ReviewOutcome.Accepted), Is.Null);

        var codes = await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Code != null).OrderBy(e => e.Code).Select(e => e.Code!).ToListAsync()
        );
        Assert.That(codes.Select(c => c[1..]), Is.EqualTo(new[] { "01", "02" }));
        var mails = await acts.WithDbAsync(db => db.OutboxMails.Where(m => m.Key!.StartsWith("review:")).ToListAsync());
        Assert.That(mails.Select(m => m.Subject), Has.Exactly(1).Contains(codes[0]).And.Exactly(1).Contains(codes[1]));
        Assert.That(mails.Select(m => m.To), Is.EquivalentTo(sameGroup.Select(e => e.ContactEmail)));
    }

    [Test]
    public async Task Two_reviewers_of_one_entry_at_once_make_one_decision()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await SubmittedAsync(acts))[0];

        var both = await Task.WhenAll(
            DecideAsync(acts, entry.Id, ReviewOutcome.Accepted),
            DecideAsync(acts, entry.Id, ReviewOutcome.Returned, "R05")
        );

        // who comes second meets what the first decided
        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        Assert.That(
            both.Single(r => r is not null)!.Code,
            Is.EqualTo(both[0] is null ? "review.already_decided" : "review.awaits_correction")
        );
        Assert.That(await acts.WithDbAsync(db => db.ReviewDecisions.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Many_entries_accepted_at_once_never_share_a_code()
    {
        await using var acts = await Acts.StartAsync();
        var entries = (await SubmittedAsync(acts)).GroupBy(e => e.Group).First(g => g.Count() > 3).Take(4).ToList();

        var refusals = await Task.WhenAll(entries.Select(e => DecideAsync(acts, e.Id, ReviewOutcome.Accepted)));

        Assert.That(refusals, Is.All.Null);
        var codes = await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Code != null).OrderBy(e => e.Code).Select(e => e.Code!).ToListAsync()
        );
        Assert.That(codes.Select(c => c[1..]), Is.EqualTo(new[] { "01", "02", "03", "04" }));
    }

    [Test]
    public async Task A_return_needs_a_reason_names_a_working_day_and_happens_as_often_as_the_rulebook_says()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await SubmittedAsync(acts))[0];

        Assert.That((await DecideAsync(acts, entry.Id, ReviewOutcome.Returned))?.Code, Is.EqualTo("review.no_reason"));
        Assert.That(
            (await DecideAsync(acts, entry.Id, ReviewOutcome.Returned, "R99"))?.Code,
            Is.EqualTo("review.unknown_reason")
        );
        Assert.That(await DecideAsync(acts, entry.Id, ReviewOutcome.Returned, "R10", "R06"), Is.Null);

        var decision = await acts.WithDbAsync(db => db.ReviewDecisions.SingleAsync());
        // Sunday 1 March 2026 in China: three working days end with Wednesday the 4th
        Assert.That(
            (decision.Reasons, decision.CorrectBy),
            Is.EqualTo(("R06,R10", (DateTimeOffset?)new DateTimeOffset(2026, 3, 4, 16, 0, 0, TimeSpan.Zero)))
        );
        Assert.That(
            (await DecideAsync(acts, entry.Id, ReviewOutcome.Rejected, "R10"))?.Code,
            Is.EqualTo("review.awaits_correction")
        );
        await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == entry.Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, EntryState.Submitted))
        );
        Assert.That(
            (await DecideAsync(acts, entry.Id, ReviewOutcome.Returned, "R10"))?.Code,
            Is.EqualTo("review.no_more_corrections")
        );
    }

    [Test]
    public async Task What_was_changed_since_it_was_read_is_not_decided()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await SubmittedAsync(acts))[0];
        await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == entry.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Title, "新名"))
        );

        var refusal = await acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(new(entry.Id, entry.Version, ReviewOutcome.Accepted, [], "", A.Reviewer), default)
        );

        Assert.That(refusal?.Code, Is.EqualTo("review.changed"));
    }

    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    [TestCase(Role.Supervisor)]
    public async Task Others_do_not_review(Role role)
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await SubmittedAsync(acts))[0];

        var refusal = await acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(
                    new(entry.Id, null, ReviewOutcome.Accepted, [], "", new(Guid.NewGuid(), "别人", role)),
                    default
                )
        );

        Assert.That(refusal?.Code, Is.EqualTo("review.not_yours"));
    }

    private static async Task<List<Entry>> SubmittedAsync(Acts acts)
    {
        var edition = await A.EditionInRegistrationAsync(acts);
        Assert.That((await A.ImportAsync(acts, edition)).Refusal, Is.Null);
        return await acts.WithDbAsync(db => db.Entries.AsNoTracking().OrderBy(e => e.Number).ToListAsync());
    }

    private static Task<Refusal?> DecideAsync(Acts acts, Guid entry, ReviewOutcome outcome, params string[] reasons) =>
        acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(new(entry, null, outcome, reasons, "请看备注", A.Reviewer), CancellationToken.None)
        );
}
