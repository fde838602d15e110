using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

/// <summary>A decision is looked at by a second person, and what differs is settled: all in one queue.</summary>
public sealed class SpotCheckActsTests
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
        await A.SpotCheckAllAsync(_acts, _edition);
        _entry = await A.DraftAsync(_acts, _edition);
        Assert.That((await A.SubmitAsync(_acts, _entry)).Refusal, Is.Null);
        _acts.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.Decide }));
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
    }

    [TearDown]
    public async Task StopAsync() => await _acts.DisposeAsync();

    [Test]
    public async Task A_chosen_decision_waits_for_another_person_and_agreeing_ends_it()
    {
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.SpotCheck }));
        Assert.That((await CheckAsync(A.Reviewer, true))?.Code, Is.EqualTo("review.not_own_decision"));
        Assert.That(
            (await CheckAsync(Second with { Role = Role.Supervisor }, true))?.Code,
            Is.EqualTo("review.not_yours")
        );

        Assert.That(await CheckAsync(Second, true), Is.Null);

        Assert.That(await QueueAsync(), Is.Empty);
        Assert.That(await EntryAsync(), Is.EqualTo((EntryState.Accepted, "A01")));
        Assert.That(await ActsAsync(), Has.Some.EqualTo(nameof(CheckDecision)));
    }

    [Test]
    public async Task Of_two_who_check_at_once_one_is_told()
    {
        var both = await Task.WhenAll(CheckAsync(Second, true), CheckAsync(Third, false));

        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        Assert.That(both.Single(r => r is not null)!.Code, Is.EqualTo("review.already_checked"));
        Assert.That(await _acts.WithDbAsync(db => db.SpotChecks.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task What_differs_changes_nothing_until_it_is_opened_again_with_a_reason()
    {
        Assert.That(await CheckAsync(Second, false), Is.Null);
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.DecideAgain }));
        Assert.That(await EntryAsync(), Is.EqualTo((EntryState.Accepted, "A01")));
        Assert.That((await DecideAsync(ReviewOutcome.Returned, "R06"))?.Code, Is.EqualTo("review.already_decided"));
        Assert.That((await SettleAsync(A.Reviewer, true))?.Code, Is.EqualTo("review.not_own_decision"));
        Assert.That((await SettleAsync(Second, true, " "))?.Code, Is.EqualTo("review.settle_without_reason"));

        Assert.That(await SettleAsync(Second, true), Is.Null);

        Assert.That(await EntryAsync(), Is.EqualTo((EntryState.Submitted, "A01")));
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.Decide }));
        Assert.That(await ActsAsync(), Has.Some.EqualTo("ReopenEntry"));
        _acts.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
        Assert.That(await EntryAsync(), Is.EqualTo((EntryState.Accepted, "A01")), "the code is kept");
        Assert.That(
            await QueueAsync(),
            Is.EqualTo(new[] { ReviewTask.SpotCheck }),
            "the new decision is one of its own"
        );
    }

    [Test]
    public async Task A_decision_that_stands_leaves_the_queue_and_the_entry_as_it_is()
    {
        Assert.That(await CheckAsync(Second, false), Is.Null);
        Assert.That(await SettleAsync(Third, false), Is.Null);

        Assert.That(await QueueAsync(), Is.Empty);
        Assert.That(await EntryAsync(), Is.EqualTo((EntryState.Accepted, "A01")));
        Assert.That((await SettleAsync(Second, true))?.Code, Is.EqualTo("review.check_settled"));
        Assert.That(await ActsAsync(), Has.Some.EqualTo("KeepDecision").And.None.EqualTo("ReopenEntry"));
    }

    [Test]
    public async Task Of_two_who_settle_at_once_one_is_told()
    {
        Assert.That(await CheckAsync(Second, false), Is.Null);
        var version = await VersionAsync();

        var both = await Task.WhenAll(
            SettleAsync(Second, true, version: version),
            SettleAsync(Third, false, version: version)
        );

        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        Assert.That(both.Single(r => r is not null)!.Code, Is.EqualTo("review.check_settled"));
    }

    [Test]
    public async Task After_registration_nothing_is_checked_or_opened_again()
    {
        await A.SetStageAsync(_acts, _edition, _acts.Clock.GetUtcNow(), _acts.Clock.GetUtcNow());

        Assert.That((await CheckAsync(Second, false))?.Code, Is.EqualTo("stage.is_closed"));
    }

    [Test]
    public async Task The_queue_tells_corrections_overdue_ones_and_rejections_apart()
    {
        var other = await A.DraftAsync(_acts, _edition, A.Form(), A.Stranger);
        Assert.That((await A.SubmitAsync(_acts, other, A.Stranger)).Refusal, Is.Null);
        Assert.That(await CheckAsync(Second, false), Is.Null);
        Assert.That(await SettleAsync(Second, true), Is.Null);
        Assert.That(await DecideAsync(ReviewOutcome.Rejected, "R05"), Is.Null);
        Assert.That(await DecideAsync(other, ReviewOutcome.Returned, "R10"), Is.Null);
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.Confirm }), "a return waits for its entrant");

        _acts.Clock.Advance(TimeSpan.FromDays(10));
        Assert.That(await QueueAsync(), Is.EqualTo(new[] { ReviewTask.Confirm, ReviewTask.Overdue }));
        Assert.That(await QueueAsync(new(Mine: true), A.Reviewer.PersonId), Is.EqualTo(new[] { ReviewTask.Overdue }));
        Assert.That(await QueueAsync(new(Task: ReviewTask.Confirm)), Is.EqualTo(new[] { ReviewTask.Confirm }));
        Assert.That(await QueueAsync(new(Days: 6)), Is.EqualTo(new[] { ReviewTask.Confirm }));
        Assert.That(await QueueAsync(new(Group: "nobody")), Is.Empty);
        Assert.That(await QueueAsync(new(Unit: Guid.NewGuid())), Is.Empty);
    }

    private Task<ReviewTask[]> QueueAsync(QueueFilter? filter = null, Guid? viewer = null) =>
        _acts.WithDbAsync(async db =>
        {
            var now = _acts.Clock.GetUtcNow();
            var calendar = await db.WorkingCalendarAsync(default);
            var before = filter?.Before(calendar, now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
            return await db.ReviewQueueOf(_edition, now)
                .Where(filter ?? new(), viewer, before)
                .OldestFirst()
                .Select(r => r.Task)
                .ToArrayAsync();
        });

    private Task<Refusal?> DecideAsync(ReviewOutcome outcome, params string[] reasons) =>
        DecideAsync(_entry, outcome, reasons);

    private Task<Refusal?> DecideAsync(Guid entry, ReviewOutcome outcome, params string[] reasons) =>
        _acts.WithAsync(
            (DecideEntry act) => act.HandleAsync(new(entry, null, outcome, reasons, "", A.Reviewer), default)
        );

    private async Task<Refusal?> CheckAsync(Actor actor, bool agrees)
    {
        var decision = await _acts.WithDbAsync(db =>
            db.ReviewDecisions.Where(d => d.EntryId == _entry)
                .OrderByDescending(d => d.DecidedAt)
                .Select(d => d.Id)
                .FirstAsync()
        );
        return await _acts.WithAsync(
            (CheckDecision act) =>
                act.HandleAsync(new(_entry, decision, agrees, agrees ? "" : "专利权人不符", actor), default)
        );
    }

    private async Task<Refusal?> SettleAsync(Actor actor, bool reopen, string reason = "证据不足", uint? version = null)
    {
        var check = await _acts.WithDbAsync(db => db.SpotChecks.Select(c => c.Id).SingleAsync());
        var seen = version ?? await VersionAsync();
        return await _acts.WithAsync(
            (SettleSpotCheck act) => act.HandleAsync(new(_entry, check, seen, reopen, reason, actor), default)
        );
    }

    private Task<uint> VersionAsync() =>
        _acts.WithDbAsync(db => db.Entries.Where(e => e.Id == _entry).Select(e => e.Version).SingleAsync());

    private async Task<(EntryState, string?)> EntryAsync()
    {
        var entry = await _acts.WithDbAsync(db => db.Entries.SingleAsync(e => e.Id == _entry));
        return (entry.State, entry.Code);
    }

    private Task<List<string>> ActsAsync() => _acts.WithDbAsync(db => db.AuditEvents.Select(e => e.Act).ToListAsync());
}
