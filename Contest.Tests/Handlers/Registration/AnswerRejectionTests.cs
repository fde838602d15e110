using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public class AnswerRejectionTests
{
    private static readonly Actor Second = new(Guid.CreateVersion7(), "审查员乙", Role.Staff);
    private static readonly Actor Third = new(Guid.CreateVersion7(), "组委会丙", Role.Organizer);

    private Acts _acts = null!;
    private Guid _edition;
    private Guid _entry;

    [SetUp]
    public async Task StartAsync()
    {
        _acts = await Acts.StartAsync();
        _edition = await A.EditionInRegistrationAsync(_acts);
        _entry = await A.DraftAsync(_acts, _edition);
        Assert.That((await A.SubmitAsync(_acts, _entry)).Refusal, Is.Null);
        _acts.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await DecideAsync(ReviewOutcome.Rejected, "R05"), Is.Null);
    }

    [TearDown]
    public async Task StopAsync() => await _acts.DisposeAsync();

    [Test]
    public async Task A_proposed_rejection_tells_the_entrant_nothing_and_counts_as_undecided()
    {
        Assert.That(await StateAsync(), Is.EqualTo(EntryState.Submitted));
        Assert.That(await MailsAsync(), Is.Zero);
        Assert.That(await _acts.WithDbAsync(db => db.ReviewDecisions.CountAsync()), Is.Zero);
        var open = await _acts.WithDbAsync(async db =>
            await db.OpenItemsAsync(_edition, await db.RulebookOfAsync(_edition, default), default)
        );
        Assert.That(open.UndecidedEntries, Is.EqualTo(1));
        Assert.That(
            (await DecideAsync(ReviewOutcome.Accepted))?.Code,
            Is.EqualTo("review.rejection_proposed"),
            "nobody decides past it"
        );
    }

    [Test]
    public async Task Another_reviewer_confirms_and_only_then_a_mail_is_written()
    {
        Assert.That((await AnswerAsync(A.Reviewer, true))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That((await AnswerAsync(A.Reviewer, false))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That(
            (await AnswerAsync(Second with { Role = Role.Supervisor }, true))?.Code,
            Is.EqualTo("review.not_yours")
        );
        Assert.That(await MailsAsync(), Is.Zero);

        Assert.That(await AnswerAsync(Second, true), Is.Null);

        Assert.That(await StateAsync(), Is.EqualTo(EntryState.Rejected));
        Assert.That(await MailsAsync(), Is.EqualTo(1));
        var decision = await _acts.WithDbAsync(db => db.ReviewDecisions.SingleAsync());
        Assert.That((decision.Reasons, decision.DecidedByName), Is.EqualTo(("R05", Second.Name)));
    }

    [Test]
    public async Task Of_two_who_answer_at_once_one_is_told()
    {
        var both = await Task.WhenAll(AnswerAsync(Second, true), AnswerAsync(Third, false));

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "review.proposal_gone" }));
        Assert.That(await MailsAsync(), Is.EqualTo(await StateAsync() == EntryState.Rejected ? 1 : 0));
    }

    [Test]
    public async Task A_declined_proposal_leaves_the_entry_waiting()
    {
        Assert.That((await AnswerAsync(Second, false, " "))?.Code, Is.EqualTo("review.decline_without_note"));
        Assert.That(await AnswerAsync(Second, false), Is.Null);

        Assert.That((await StateAsync(), await MailsAsync()), Is.EqualTo((EntryState.Submitted, 0)));
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
    }

    [Test]
    public async Task Withdrawing_voids_the_proposal_and_submitting_again_does_not_revive_it()
    {
        var taken = await _acts.WithAsync((WithdrawEntry act) => act.HandleAsync(new(_entry, A.Lin), default));
        Assert.That(taken, Is.Null);
        Assert.That((await AnswerAsync(Second, true))?.Code, Is.EqualTo("review.proposal_gone"));

        Assert.That((await A.SubmitAsync(_acts, _entry)).Refusal, Is.Null);
        Assert.That((await AnswerAsync(Second, true))?.Code, Is.EqualTo("review.proposal_gone"));
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
    }

    [Test]
    public async Task What_was_changed_since_the_second_person_read_it_is_not_rejected()
    {
        var seen = await VersionAsync();
        await _acts.WithDbAsync(db => db.Entries.ExecuteUpdateAsync(e => e.SetProperty(x => x.Title, "新名")));

        Assert.That((await AnswerAsync(Second, true, "", seen))?.Code, Is.EqualTo("review.changed"));
    }

    private Task<Refusal?> DecideAsync(ReviewOutcome outcome, params string[] reasons) =>
        _acts.WithAsync(
            (DecideEntry act) => act.HandleAsync(new(_entry, null, outcome, reasons, "", A.Reviewer), default)
        );

    private async Task<Refusal?> AnswerAsync(Actor actor, bool confirm, string note = "可以补正", uint? version = null)
    {
        var proposal = await _acts.WithDbAsync(db => db.RejectionProposals.Select(p => p.Id).SingleAsync());
        var seen = version ?? await VersionAsync();
        return await _acts.WithAsync(
            (AnswerRejection act) => act.HandleAsync(new(_entry, proposal, seen, confirm, note, actor), default)
        );
    }

    private Task<uint> VersionAsync() =>
        _acts.WithDbAsync(db => db.Entries.Where(e => e.Id == _entry).Select(e => e.Version).SingleAsync());

    private Task<EntryState> StateAsync() =>
        _acts.WithDbAsync(db => db.Entries.Where(e => e.Id == _entry).Select(e => e.State).SingleAsync());

    private Task<int> MailsAsync() =>
        _acts.WithDbAsync(db => db.OutboxMails.CountAsync(m => m.Key!.StartsWith("review:")));
}
