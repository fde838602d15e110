using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting.Ledger;

public class LedgerClosingTests
{
    [Test]
    public async Task Closing_takes_what_the_clerk_has_not_and_signs_the_count_anyone_can_make_from_the_leaves()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CastAsync(edition, 50);
        await A.AppendAsync(edition.Acts);
        await A.SignAsync(edition.Acts);
        await A.CastAsync(edition, 13, from: 50);

        await edition.CloseAsync(Stage.Voting);

        var leaves = await A.LeavesAsync(edition);
        var recount = Recount.Of(leaves);
        Assert.That((recount.Received, recount.Receipts, leaves[^1].Kind), Is.EqualTo((63, 63, LeafKind.Close)));
        var entries = await edition.EntriesAsync();
        var json = CanonicalJson.Write(recount.Tally(entries.Select(e => e.Code!)));
        var sheet = await edition.Acts.WithDbAsync(db => db.TallySheets.AsNoTracking().SingleAsync());
        Assert.That(sheet.PublicJson, Is.EqualTo(json));
        Assert.That(leaves[^1].TallyHash, Is.EqualTo(CanonicalJson.HashText(json)));
        Assert.That((await A.CheckpointsAsync(edition)).Select(c => c.Size), Is.EqualTo(new[] { 80L, leaves.Count }));
        Assert.That((await A.HeadAsync(edition)).IsClosed);
    }

    [Test]
    public async Task A_clerk_in_the_middle_of_its_round_while_the_vote_closes_takes_nothing_twice()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using var node = edition.Acts.SecondNode();
        await A.CastAsync(edition, 60);
        await using var held = await HeldTable.HoldAsync(edition, "ledger_heads");
        var round = A.AppendAsync(node);
        await held.WaitForAsync(1);
        var closing = edition.CloseAsync(Stage.Voting);
        await held.WaitForAsync(2);
        await held.ReleaseAsync();

        await Task.WhenAll(round, closing);

        var recount = Recount.Of(await A.LeavesAsync(edition));
        Assert.That((recount.Received, recount.Closing?.Received), Is.EqualTo((60, 60)));
    }

    [Test]
    public async Task A_vote_without_a_ballot_closes_with_an_empty_ledger()
    {
        await using var edition = await A.EditionInVotingAsync();

        await edition.CloseAsync(Stage.Voting);

        Assert.That((await A.LeavesAsync(edition)).Select(leaf => leaf.Kind), Is.EqualTo(new[] { LeafKind.Close }));
    }

    [Test]
    public async Task A_counter_that_disagrees_with_the_ballots_keeps_the_vote_open_and_says_where()
    {
        await using var edition = await A.EditionInVotingAsync();
        await A.CastAsync(edition, 24);
        await A.AppendAsync(edition.Acts);
        var entries = await edition.EntriesAsync();
        await edition.Acts.WithDbAsync(db =>
            db.VoteCounters.Where(c => c.Entry == entries[3].Number)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Votes, x => x.Votes + 1))
        );

        Assert.That(
            async () => await edition.CloseAsync(Stage.Voting),
            Throws
                .InvalidOperationException.With.Message.StartsWith("ledger.counters_disagree")
                .And.Message.Contains(entries[3].Code!)
        );
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.Zero);
        Assert.That((await A.HeadAsync(edition)).IsClosed, Is.False);
    }

    [Test]
    public async Task Where_several_tiers_vote_the_leaves_and_the_tally_say_which()
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { Identities = [VoterIdentity.Device, VoterIdentity.Email] },
            }
        );
        await A.CastAsync(edition, 4);

        await edition.CloseAsync(Stage.Voting);

        var tally = Recount.Of(await A.LeavesAsync(edition)).Tally((await edition.EntriesAsync()).Select(e => e.Code!));
        Assert.That(tally.Tiers!.Select(t => (t.Tier, t.Ballots.Counted)), Is.EqualTo(new[] { ("device", 4L) }));
    }
}
