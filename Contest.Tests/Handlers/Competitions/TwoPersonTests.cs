using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Competitions;

/// <summary>Two people for what cannot be undone (PRODUCT.md, promise 7), on closing the vote before its time.</summary>
public class TwoPersonTests
{
    [Test]
    public async Task Closing_the_vote_early_only_asks_and_the_second_person_closes_it()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);
        Assert.That(await IsOpenAsync(edition), "one person closed the vote");

        Assert.That(await DecideAsync(edition, asked, A.Supervisor), Is.Null);

        Assert.That(await IsOpenAsync(edition), Is.False);
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.EqualTo(1));
        var lines = await edition.Acts.WithDbAsync(db =>
            db.AuditEvents.OrderBy(e => e.Number).Select(e => new { e.Act, e.Who }).ToListAsync()
        );
        Assert.That(
            lines.TakeLast(4).Select(l => (l.Act, l.Who)),
            Is.EqualTo(
                new[]
                {
                    ("AskForApproval", A.Organizer.Name),
                    ("CountVotes", A.Organizer.Name),
                    ("CloseStage", A.Organizer.Name),
                    ("ApproveRequest", A.Supervisor.Name),
                }
            )
        );
        Assert.That(await edition.Acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
    }

    [Test]
    public async Task Who_asked_does_not_approve()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        Assert.That((await DecideAsync(edition, asked, A.Organizer))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That(
            (await DecideAsync(edition, asked, A.Organizer with { Role = Role.Supervisor }))?.Code,
            Is.EqualTo("approval.same_person")
        );
        Assert.That(await IsOpenAsync(edition));
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    public async Task Only_organizers_and_supervisors_are_second_persons(Role role)
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        var refusal = await DecideAsync(edition, asked, new(Guid.NewGuid(), "别人", role));

        Assert.That(refusal?.Code, Is.EqualTo("approval.not_yours"));
        Assert.That(await IsOpenAsync(edition));
    }

    [Test]
    public async Task The_clock_and_the_console_are_no_second_person()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        foreach (var nobody in new[] { Actor.Clock, Actor.Console, new(null, "没有人", Role.Organizer) })
            Assert.That(
                (await DecideAsync(edition, asked, nobody))?.Code,
                Is.EqualTo("approval.not_yours"),
                nobody.Name
            );
        Assert.That(await IsOpenAsync(edition));
    }

    [Test]
    public async Task Two_second_persons_at_once_close_the_vote_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        var both = await Task.WhenAll(
            DecideAsync(edition, asked, A.Supervisor),
            DecideAsync(edition, asked, A.OtherOrganizer)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.EqualTo(1));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "ApproveRequest")),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Approved_and_declined_at_once_is_one_of_the_two()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        var both = await Task.WhenAll(
            DecideAsync(edition, asked, A.Supervisor),
            DecideAsync(edition, asked, A.OtherOrganizer, approve: false)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        Assert.That(await IsOpenAsync(edition), Is.EqualTo(both[0] is not null));
    }

    [Test]
    public async Task Two_who_ask_at_once_make_one_request()
    {
        StartLine line = new(2);
        await using var edition = await A.EditionInVotingAsync(line);

        var both = await Task.WhenAll(CloseAsync(edition, A.Organizer), CloseAsync(edition, A.OtherOrganizer));

        Assert.That(line.Arrived, Is.GreaterThanOrEqualTo(2), "the two did not collide");
        Assert.That(both.Select(r => r.Refusal?.Code), Is.EquivalentTo(new[] { null, "approval.already_open" }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Approvals.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_what_was_shown_is_approved()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        var otherHash = await DecideAsync(edition, asked, A.Supervisor, hash: new('0', 64));
        await edition.WithRulesAsync(r =>
            r with
            {
                Windows =
                [
                    .. r.Windows.Select(w => w.Stage == Stage.Voting ? w with { ClosesAt = w.ClosesAt.AddDays(1) } : w),
                ],
            }
        );
        var otherPlan = await DecideAsync(edition, asked, A.Supervisor);

        Assert.That(otherHash?.Code, Is.EqualTo("approval.changed"));
        Assert.That(otherPlan?.Code, Is.EqualTo("approval.changed"));
        Assert.That(await IsOpenAsync(edition));
    }

    [Test]
    public async Task What_was_declined_is_not_done_and_may_be_asked_again()
    {
        await using var edition = await A.EditionInVotingAsync();
        var asked = await AskAsync(edition);

        Assert.That(await DecideAsync(edition, asked, A.Supervisor, approve: false), Is.Null);
        Assert.That(await IsOpenAsync(edition));
        Assert.That((await DecideAsync(edition, asked, A.Supervisor))?.Code, Is.EqualTo("approval.already_decided"));
        Assert.That((await CloseAsync(edition, A.Organizer)).Value?.ApprovalId, Is.Not.Null.And.Not.EqualTo(asked.Id));
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    public async Task Others_do_not_even_ask(Role role)
    {
        await using var edition = await A.EditionInVotingAsync();

        var answer = await CloseAsync(edition, new(Guid.NewGuid(), "别人", role));

        Assert.That(answer.Refusal?.Code, Is.EqualTo("competition.organizer_only"));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Approvals.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Nobody_is_asked_about_a_vote_that_is_not_open()
    {
        await using var edition = await A.EditionInVotingAsync();
        await NotYetOpenAsync(edition);

        Assert.That((await CloseAsync(edition, A.Organizer)).Refusal?.Code, Is.EqualTo("stage.not_open"));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Approvals.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Opening_the_vote_early_takes_two_people_as_well()
    {
        await using var edition = await A.EditionInVotingAsync();
        await NotYetOpenAsync(edition);
        edition.Clock.Set(edition.Opens(Stage.Voting).AddMinutes(-1));

        var asked = A.Must(await OpenAsync(edition, A.Organizer));
        Assert.That(
            (asked.IsOpen, await IsOpenedAsync(edition)),
            Is.EqualTo((false, false)),
            "one person opened the vote"
        );
        var approval = await edition.Acts.WithDbAsync(db => db.Approvals.SingleAsync(a => a.Id == asked.ApprovalId));
        Assert.That(await DecideAsync(edition, approval, A.Supervisor), Is.Null);

        Assert.That(await IsOpenedAsync(edition));
    }

    [Test]
    public async Task From_its_time_on_one_organizer_opens_the_vote()
    {
        await using var edition = await A.EditionInVotingAsync();
        await NotYetOpenAsync(edition);

        Assert.That(A.Must(await OpenAsync(edition, A.Organizer)).IsOpen);
    }

    [Test]
    public async Task One_person_cannot_end_or_open_the_vote_early_by_a_change_of_the_rulebook()
    {
        await using var edition = await A.EditionInVotingAsync();
        await FreezeAsync(edition);
        var window = edition.Rulebook.Window(Stage.Voting);

        var ended = await MoveVoteAsync(edition, window with { ClosesAt = window.ClosesAt.AddMinutes(-1) });
        await NotYetOpenAsync(edition);
        var opened = await MoveVoteAsync(edition, window with { OpensAt = window.OpensAt.AddMinutes(-1) });

        Assert.That((ended?.Code, opened?.Code), Is.EqualTo(("competition.vote_earlier", "competition.vote_earlier")));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.Competitions.Select(c => c.RulebookHash).SingleAsync()),
            Is.EqualTo(CanonicalJson.HashText(CanonicalJson.Write(edition.Rulebook)))
        );
    }

    [Test]
    public async Task A_change_of_the_rulebook_may_give_the_vote_more_time()
    {
        await using var edition = await A.EditionInVotingAsync();
        await FreezeAsync(edition);
        var window = edition.Rulebook.Window(Stage.Voting);

        var refusal = await MoveVoteAsync(edition, window with { ClosesAt = window.ClosesAt.AddMinutes(1) });

        // the test's short rulebook has another problem, which is asked after this
        Assert.That(refusal?.Code, Is.EqualTo("competition.rulebook_has_problem"));
    }

    private static Task<int> FreezeAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync();
            competition.FrozenAt = competition.CreatedAt;
            db.RulebookVersions.Add(
                new()
                {
                    CompetitionId = competition.Id,
                    Json = competition.RulebookJson,
                    Hash = competition.RulebookHash,
                    Reason = "",
                    At = competition.CreatedAt,
                    By = A.Organizer.Name,
                }
            );
            return await db.SaveChangesAsync();
        });

    private static Task<Refusal?> MoveVoteAsync(A.Edition edition, StageWindow window) =>
        edition.Acts.WithAsync(
            (SaveRulebook act) =>
                act.HandleAsync(
                    new(
                        edition.Id,
                        edition.Rulebook with
                        {
                            Windows = [.. edition.Rulebook.Windows.Select(w => w.Stage == Stage.Voting ? window : w)],
                        },
                        CanonicalJson.HashText(CanonicalJson.Write(edition.Rulebook)),
                        "一个人的理由",
                        A.Organizer
                    ),
                    CancellationToken.None
                )
        );

    private static Task<int> NotYetOpenAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Voting)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, (DateTimeOffset?)null))
        );

    private static Task<bool> IsOpenedAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.StageRuns.AnyAsync(r => r.Stage == Stage.Voting && r.OpenedAt != null));

    private static Task<Outcome<OpenStage.Answer>> OpenAsync(A.Edition edition, Actor actor) =>
        edition.Acts.WithAsync(
            (OpenStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, actor), CancellationToken.None)
        );

    private static async Task<Approval> AskAsync(A.Edition edition)
    {
        edition.Clock.Advance(TimeSpan.FromDays(2));
        var id = A.Must(await CloseAsync(edition, A.Organizer)).ApprovalId;
        return await edition.Acts.WithDbAsync(db => db.Approvals.AsNoTracking().SingleAsync(a => a.Id == id));
    }

    private static Task<Outcome<CloseStage.Answer>> CloseAsync(A.Edition edition, Actor actor) =>
        edition.Acts.WithAsync(
            (CloseStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, actor), CancellationToken.None)
        );

    private static Task<Refusal?> DecideAsync(
        A.Edition edition,
        Approval asked,
        Actor second,
        bool approve = true,
        string? hash = null
    ) =>
        edition.Acts.WithAsync(
            (DecideApproval act) =>
                act.HandleAsync(new(asked.Id, hash ?? asked.ShownHash, approve, second), CancellationToken.None)
        );

    private static Task<bool> IsOpenAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.StageRuns.AnyAsync(r => r.Stage == Stage.Voting && r.ClosedAt == null));
}
