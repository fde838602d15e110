using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Tests.Handlers.Voting.Fraud;

public class FraudCaseTests
{
    [Test]
    public async Task What_is_under_review_does_not_count_and_stands_in_the_ledger_behind_its_vote()
    {
        await using var edition = await A.EditionInVotingAsync();
        var file = await A.CampaignAsync(edition);

        await A.AppendAsync(edition.Acts);

        Assert.That((file.Parts.Count, file.Parts[0].Ballots), Is.EqualTo((1, A.Purchased)));
        Assert.That(file.Parts[0].AnswerBy - file.Parts[0].FoundAt, Is.EqualTo(TimeSpan.FromHours(24)));
        var (shown, full) = await CountsAsync(edition);
        Assert.That(shown, Is.EqualTo(full));
        Assert.That(shown.Sum(), Is.EqualTo(90));
        var leaves = await A.LeavesAsync(edition);
        Assert.That(leaves.Count(l => l.Kind == LeafKind.Quarantine), Is.GreaterThan(0).And.LessThan(A.Purchased));
        Assert.That(() => Recount.Of(leaves), Throws.Nothing, "a decision stands before its vote");
        Assert.That(await A.ScanAsync(edition.Acts), Is.Zero, "the same ballots twice");
    }

    [TestCase(LeafKind.Void, 90)]
    [TestCase(LeafKind.Restore, 150)]
    public async Task Two_people_decide_and_the_count_and_the_recount_of_the_leaves_agree(LeafKind kind, int counted)
    {
        await using var edition = await A.EditionInVotingAsync();
        var file = await A.CampaignAsync(edition);
        edition.Clock.Set(file.Parts[0].AnswerBy);

        await A.DecideCaseAsync(edition, kind);
        var (shown, full) = await CountsAsync(edition);
        await edition.CloseAsync(Stage.Voting);

        Assert.That(shown, Is.EqualTo(full));
        Assert.That(shown.Sum(), Is.EqualTo(counted));
        var recount = Recount.Of(await A.LeavesAsync(edition));
        var entries = await edition.EntriesAsync();
        var sheet = await edition.Acts.WithDbAsync(db => db.TallySheets.AsNoTracking().SingleAsync());
        Assert.That(sheet.PublicJson, Is.EqualTo(CanonicalJson.Write(recount.Tally(entries.Select(e => e.Code!)))));
        var isVoid = kind == LeafKind.Void;
        Assert.That(
            CanonicalJson.Read<PublicTally>(sheet.PublicJson).Ballots,
            Is.EqualTo(new TallyNumbers(150, 60, isVoid ? 0 : 60, isVoid ? 60 : 0, 0, counted))
        );
        Assert.That((sheet.Ballots, sheet.Votes), Is.EqualTo(((long)counted, (long)counted)));
        Assert.That(await edition.Acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
    }

    [Test]
    public async Task The_count_waits_for_an_open_case_and_the_clock_looks_before_it_counts()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CastCampaignAsync(edition);
        edition.Clock.Set(edition.Clock.GetUtcNow().AddMinutes(1));
        var ended = await edition.WithRulesAsync(r => Ending(r, edition.Clock.GetUtcNow()));

        await edition.Acts.WithAsync((MoveDueStages act) => act.HandleAsync(default));

        Assert.That(await edition.Acts.WithDbAsync(db => db.FraudCases.CountAsync()), Is.EqualTo(1));
        Assert.That(
            async () => await ended.CloseAsync(Stage.Voting),
            Throws.InvalidOperationException.With.Message.StartsWith("fraud.cases_open")
        );
    }

    [Test]
    public async Task Nothing_is_voided_before_the_entrant_has_answered_or_a_day_has_passed()
    {
        await using var edition = await A.EditionInVotingAsync();
        var file = await A.CampaignAsync(edition);
        edition.Clock.Set(file.Parts[0].AnswerBy.AddTicks(-10));
        Assert.That((await A.ProposeAsync(edition, LeafKind.Void)).Refusal?.Code, Is.EqualTo("fraud.too_early"));

        var restoring = A.Must(await A.ProposeAsync(edition, LeafKind.Restore));
        Assert.That(await A.ConfirmAsync(edition, restoring, approve: false), Is.Null);
        edition.Clock.Set(file.Parts[0].AnswerBy);

        Assert.That((await A.ProposeAsync(edition, LeafKind.Void)).Refusal, Is.Null);
    }

    [Test]
    public async Task The_owner_answers_once_in_time_and_is_told_by_mail()
    {
        await using var edition = await A.EditionInVotingAsync();
        var owner = await A.EntrantAsync(edition.Acts, "林工", "en");
        var entries = await edition.EntriesAsync();
        await edition.Acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == entries[0].Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.OwnerId, owner.PersonId))
        );
        var file = await A.CampaignAsync(edition);
        Task<Refusal?> AnswerAsync(Actor who) =>
            edition.Acts.WithAsync(
                (AnswerFraudCase act) => act.HandleAsync(new(file.EntryId, 1, "我们在厂报上请大家投票。", who), default)
            );

        Assert.That((await AnswerAsync(A.Stranger))?.Code, Is.EqualTo("fraud.unknown"));
        Assert.That(await AnswerAsync(owner), Is.Null);
        Assert.That((await AnswerAsync(owner))?.Code, Is.EqualTo("fraud.too_late"));
        // the answer is there: nobody has to wait longer
        Assert.That((await A.ProposeAsync(edition, LeafKind.Void)).Refusal, Is.Null);
        var mail = await edition.Acts.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.Key!.StartsWith("fraud:")));
        Assert.That(mail.Body, Does.Contain($"/entries/{file.EntryId}/vote-review/1").And.Contains("accuses nobody"));
    }

    [Test]
    public async Task Who_proposed_does_not_confirm_and_nobody_but_an_organizer_proposes()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CampaignAsync(edition);
        Assert.That(
            (await A.ProposeAsync(edition, LeafKind.Restore, by: A.Supervisor)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
        var asked = A.Must(await A.ProposeAsync(edition, LeafKind.Restore));

        Assert.That((await A.ConfirmAsync(edition, asked, by: A.Organizer))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That((await A.CaseAsync(edition, 1)).Rulings, Is.Empty);
    }

    [Test]
    public async Task Two_scans_at_once_open_one_case()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using var node = edition.Acts.SecondNode();
        await A.CastCampaignAsync(edition);
        await using var held = await HeldTable.HoldAsync(edition, "ledger_heads");
        var both = new[] { A.ScanAsync(edition.Acts), A.ScanAsync(node) };
        await held.WaitForAsync(2);
        await held.ReleaseAsync();

        Assert.That(await Task.WhenAll(both), Is.EquivalentTo(new[] { A.Purchased, 0 }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.BallotDecisions.CountAsync()), Is.EqualTo(A.Purchased));
        Assert.That(await edition.Acts.WithDbAsync(db => db.FraudCases.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Confirmed_and_declined_at_once_is_one_of_the_two()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CampaignAsync(edition);
        var asked = A.Must(await A.ProposeAsync(edition, LeafKind.Restore));

        var both = await Task.WhenAll(
            A.ConfirmAsync(edition, asked),
            A.ConfirmAsync(edition, asked, approve: false, by: A.OtherOrganizer)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        var last = await edition.Acts.WithDbAsync(db => db.BallotDecisions.CountAsync(d => d.Step == 2));
        Assert.That(last, Is.EqualTo(both[0] is null ? A.Purchased : 0));
    }

    [Test]
    public async Task A_case_decided_while_the_vote_closes_is_in_the_count_or_the_vote_stays_open()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using var node = edition.Acts.SecondNode();
        await A.CampaignAsync(edition);
        var asked = A.Must(await A.ProposeAsync(edition, LeafKind.Restore));
        edition.Clock.Set(edition.Closes(Stage.Voting));
        await using var held = await HeldTable.HoldAsync(edition, "ledger_heads");
        var deciding = A.ConfirmAsync(edition, asked);
        await held.WaitForAsync(1);
        var closing = node.WithAsync(
            (CloseStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, Actor.Clock), default)
        );
        await held.ReleaseAsync();

        Assert.That(await deciding, Is.Null);
        // who decides holds the stage: the closing came after it
        Assert.That((await closing).Refusal, Is.Null);
        var recount = Recount.Of(await A.LeavesAsync(edition));
        var entries = await edition.EntriesAsync();
        Assert.That(recount.Tally(entries.Select(e => e.Code!)).Ballots.Restored, Is.EqualTo(A.Purchased));
    }

    [TestCase(1, 3)]
    [TestCase(2, 4)]
    [TestCase(2, 5)]
    public async Task The_database_takes_no_second_review_and_no_second_decision_of_a_ballot(int step, int kind)
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CampaignAsync(edition);
        A.Must(await A.ConfirmAsync(edition, A.Must(await A.ProposeAsync(edition, LeafKind.Restore))));

        Assert.That(
            () =>
                edition.Acts.WithDbAsync(db =>
                    db.Database.ExecuteSqlAsync(
                        $"""
                        insert into ballot_decisions (competition_id, arrival, step, after, kind, reason, case_id, part, at)
                        select competition_id, arrival, {step}, {(
                            step == 2 ? 1 : null
                        )}::int2, {kind}, 'genuine', case_id, part, at
                        from ballot_decisions limit 1
                        """
                    )
                ),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.UniqueViolation)
        );
    }

    [Test]
    public async Task Nothing_is_voided_that_was_not_under_review()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CampaignAsync(edition);

        Assert.That(
            () =>
                edition.Acts.WithDbAsync(db =>
                    db.Database.ExecuteSqlAsync(
                        $"""
                        insert into ballot_decisions (competition_id, arrival, step, after, kind, reason, case_id, part, at)
                        select competition_id, (select min(arrival) from ballots), 2, 1::int2, 5, 'automated', case_id, part, at
                        from ballot_decisions limit 1
                        """
                    )
                ),
            Throws
                .InstanceOf<PostgresException>()
                .With.Property("SqlState")
                .EqualTo(PostgresErrorCodes.ForeignKeyViolation)
        );
    }

    private static Rulebook Ending(Rulebook rulebook, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).DateTime;
        return rulebook with
        {
            Windows = [.. rulebook.Windows.Select(w => w.Stage == Stage.Voting ? w with { ClosesAt = local } : w)],
        };
    }

    private static Task<(List<long> Shown, List<long> Full)> CountsAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
        {
            var now = edition.Clock.GetUtcNow().AddHours(1);
            var shown = await db.ShownCountsAsync(edition.Id, now, now, default);
            var full = await db.VoteCountsAsync(edition.Id, now, default);
            return (shown.Counts.Select(c => c.Votes).ToList(), full.Select(c => c.Votes).ToList());
        });
}
