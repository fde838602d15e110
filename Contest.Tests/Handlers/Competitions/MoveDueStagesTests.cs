using Contest.Core;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Competitions;

public class MoveDueStagesTests
{
    [Test]
    public async Task Two_nodes_at_once_close_a_due_vote_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        edition.Clock.Set(edition.Closes(Stage.Voting));

        var both = await Task.WhenAll(MoveAsync(edition), MoveAsync(edition));

        Assert.That(both, Is.EquivalentTo(new[] { 1, 0 }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.EqualTo(1));
        Assert.That(await LinesAsync(edition, "CloseStage", "stage:Voting"), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_nodes_at_once_open_a_due_vote_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        var before = await LinesAsync(edition, "OpenStage", "stage:Voting");
        await edition.Acts.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Voting)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, (DateTimeOffset?)null))
        );

        var both = await Task.WhenAll(MoveAsync(edition), MoveAsync(edition));

        Assert.That(both, Is.EquivalentTo(new[] { 1, 0 }));
        Assert.That(await LinesAsync(edition, "OpenStage", "stage:Voting"), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task Nothing_moves_before_its_moment()
    {
        await using var edition = await A.EditionInVotingAsync();
        edition.Clock.Set(edition.Closes(Stage.Voting).AddTicks(-10));

        Assert.That(await MoveAsync(edition), Is.Zero);
    }

    [Test]
    public async Task A_stage_whose_gate_says_no_stays_and_does_not_hold_up_the_others()
    {
        await using var edition = await A.EditionInVotingAsync();
        edition.Clock.Set(edition.Closes(Stage.Preliminary)); // nobody has scored

        Assert.That(await MoveAsync(edition), Is.EqualTo(1));

        var runs = await edition.Acts.WithDbAsync(db => db.StageRuns.ToDictionaryAsync(r => r.Stage));
        Assert.That((runs[Stage.Voting].IsOpen, runs[Stage.Preliminary].IsOpen), Is.EqualTo((false, true)));
    }

    private static Task<int> MoveAsync(A.Edition edition) =>
        edition.Acts.WithAsync((MoveDueStages act) => act.HandleAsync(CancellationToken.None));

    private static Task<int> LinesAsync(A.Edition edition, string act, string subject) =>
        edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == act && e.Subject == subject));
}
