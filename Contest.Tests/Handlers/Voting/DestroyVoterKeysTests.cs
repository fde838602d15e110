using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting;

public class DestroyVoterKeysTests
{
    [Test]
    public async Task The_key_is_destroyed_at_its_time_and_the_audit_log_says_so_and_every_proof_stays()
    {
        await using var edition = await A.EditionInVotingAsync();
        var receipts = await A.CastAsync(edition, 30);
        await A.AppendAsync(edition.Acts);
        await A.SignAsync(edition.Acts);
        await edition.CloseAsync(Stage.Voting);
        var before = await ProofsAsync(edition);
        var ended = await EndResultsAsync(edition);

        edition.Clock.Set(ended.AddDays(edition.Rulebook.Retention.VoterKeyDays).AddSeconds(-1));
        Assert.That(await DestroyAsync(edition), Is.Zero);
        edition.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await DestroyAsync(edition), Is.EqualTo(1));
        Assert.That(await DestroyAsync(edition), Is.Zero);

        Assert.That(
            await edition.Acts.WithDbAsync(db => db.Competitions.Select(c => c.VoterKey).SingleAsync()),
            Is.Null
        );
        var line = await edition.Acts.WithDbAsync(db =>
            db.AuditEvents.SingleAsync(e => e.Act == nameof(DestroyVoterKeys))
        );
        Assert.That((line.Who, line.Role), Is.EqualTo((Actor.Clock.Name, (Role?)null)));
        Assert.That(await edition.Acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
        Assert.That(await ProofsAsync(edition), Is.EqualTo(before));
        var recount = Recount.Of(await A.LeavesAsync(edition));
        Assert.That((recount.Received, recount.Closing?.Received), Is.EqualTo((30, 30)));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.Ballots.CountAsync(b => receipts.Contains(b.Receipt))),
            Is.EqualTo(30)
        );
    }

    [Test]
    public async Task Two_nodes_at_once_destroy_a_key_once_and_record_it_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using var node = edition.Acts.SecondNode();
        edition.Clock.Set((await EndResultsAsync(edition)).AddDays(400));

        var both = await Task.WhenAll(
            DestroyAsync(edition),
            node.WithAsync((DestroyVoterKeys act) => act.HandleAsync(default))
        );

        Assert.That(both, Is.EquivalentTo(new[] { 0, 1 }));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == nameof(DestroyVoterKeys))),
            Is.EqualTo(1)
        );
    }

    private static Task<int> DestroyAsync(A.Edition edition) =>
        edition.Acts.WithAsync((DestroyVoterKeys act) => act.HandleAsync(default));

    /// <summary>The results stage is over; how it comes to that is tested elsewhere.</summary>
    private static async Task<DateTimeOffset> EndResultsAsync(A.Edition edition)
    {
        var ended = edition.Closes(Stage.Results);
        await edition.Acts.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == Stage.Results)
                .ExecuteUpdateAsync(r =>
                    r.SetProperty(x => x.OpenedAt, ended.AddDays(-5)).SetProperty(x => x.ClosedAt, ended)
                )
        );
        return ended;
    }

    private static async Task<string> ProofsAsync(A.Edition edition) =>
        string.Join(
            '\n',
            (await A.LeavesAsync(edition))
                .Select(leaf => leaf.ToString())
                .Concat((await A.CheckpointsAsync(edition)).Select(c => CanonicalJson.Write(c)))
        );
}
