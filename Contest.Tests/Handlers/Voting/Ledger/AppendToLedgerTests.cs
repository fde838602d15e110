using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Tests.Handlers.Voting.Ledger;

public class AppendToLedgerTests
{
    [Test]
    public async Task Every_ballot_is_a_receipt_at_once_and_a_vote_when_forty_wait()
    {
        await using var edition = await A.EditionInVotingAsync();
        var receipts = await A.CastAsync(edition, 39);

        await A.AppendAsync(edition.Acts);
        var before = await A.LeavesAsync(edition);
        receipts = [.. receipts, .. await A.CastAsync(edition, 1, from: 39)];
        await A.AppendAsync(edition.Acts);

        Assert.That(before.Select(leaf => leaf.Kind), Is.All.EqualTo(LeafKind.Receipt).And.Exactly(39).Items);
        var leaves = await A.LeavesAsync(edition);
        Assert.That(ReceiptsOf(leaves), Is.EquivalentTo(receipts));
        var votes = leaves.Where(leaf => leaf.Kind == LeafKind.Vote).Select(leaf => leaf.Ballot).ToList();
        Assert.That(votes, Has.Count.EqualTo(20).And.Ordered.Using<string>(StringComparer.Ordinal));
        var oldest = await edition.Acts.WithDbAsync(db =>
            db.Ballots.OrderBy(b => b.Arrival).Take(20).Select(b => b.LedgerId).ToListAsync()
        );
        Assert.That(votes, Is.EquivalentTo(oldest.Select(id => id.ToString("N"))));
    }

    [Test]
    public async Task An_open_ledger_has_one_leaf_a_ballot_with_its_choices_and_a_rule_changed_later_does_not_change_it()
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(Receipts(LedgerMode.Open));
        var receipts = await A.CastAsync(edition, 3);
        await A.AppendAsync(edition.Acts);
        await edition.WithRulesAsync(Receipts(LedgerMode.InclusionOnly));
        receipts = [.. receipts, .. await A.CastAsync(edition, 2, from: 3)];
        await A.AppendAsync(edition.Acts);

        var leaves = await A.LeavesAsync(edition);

        Assert.That(leaves.Select(leaf => leaf.Kind), Is.All.EqualTo(LeafKind.Vote));
        Assert.That(leaves.Select(leaf => leaf.Ballot), Is.EquivalentTo(receipts));
        var entries = await edition.EntriesAsync();
        Assert.That(leaves.SelectMany(leaf => leaf.Labels), Is.EquivalentTo(entries.Take(5).Select(e => e.Code)));
    }

    [Test]
    public async Task Three_clerks_at_once_take_every_ballot_once_and_the_tree_is_that_of_the_leaves()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using var second = edition.Acts.SecondNode();
        await using var third = edition.Acts.SecondNode();
        var receipts = await A.CastAsync(edition, 700);
        await using var held = await HeldTable.HoldAsync(edition, "ledger_heads"); // so that none is through before all have come
        var rounds = new[] { edition.Acts, second, third }.Select(A.AppendAsync).ToList();
        await held.WaitForAsync(3);
        await held.ReleaseAsync();

        var taken = await Task.WhenAll(rounds);

        Assert.That(taken.Sum(), Is.EqualTo(700));
        await AssertWholeAsync(edition, receipts);
    }

    [Test]
    public async Task A_ballot_that_arrived_before_others_and_commits_after_them_is_not_skipped()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        await using var node = edition.Acts.SecondNode();
        await using var late = await LateCommit.OfAsync(edition, A.VoterOf(99));
        var casting = A.CastOneAsync(node, edition.Id, 99, entry);
        await late.WaitForBallotAsync();
        var receipts = await A.CastAsync(edition, 5);

        var round = A.AppendAsync(edition.Acts); // must wait for the late one: its arrival is lower than the others'
        await late.WaitForClerkAsync();
        await late.CommitAsync();
        await round;

        await AssertWholeAsync(edition, [await casting, .. receipts]);
        Assert.That(ReceiptsOf(await A.LeavesAsync(edition))[0], Is.EqualTo(await casting));
    }

    [Test]
    public async Task A_clerk_whose_connection_breaks_leaves_nothing_half_done_and_the_next_goes_on()
    {
        await using var edition = await A.EditionInVotingAsync();
        var receipts = await A.CastAsync(edition, 60);
        await A.AppendAsync(edition.Acts);
        receipts = [.. receipts, .. await A.CastAsync(edition, 60, from: 60)];
        await using var held = await HeldTable.HoldAsync(edition, "vote_counters"); // leaves and tiles are written by then
        var round = A.AppendAsync(edition.Acts);
        await held.WaitForAsync(1);

        await held.BreakAsync();
        await held.ReleaseAsync();

        Assert.That(async () => await round, Throws.Exception);
        Assert.That(ReceiptsOf(await A.LeavesAsync(edition)), Has.Count.EqualTo(60));
        await A.AppendAsync(edition.Acts);
        await AssertWholeAsync(edition, receipts);
    }

    [Test]
    public async Task Counters_say_the_hour_the_tier_and_how_many_voters_came_for_the_first_time()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        await A.CastOneAsync(edition.Acts, edition.Id, 1, entries[0]);
        await A.CastOneAsync(edition.Acts, edition.Id, 1, entries[1]);
        edition.Clock.Advance(TimeSpan.FromHours(1));
        await A.AppendAsync(edition.Acts);
        await A.CastOneAsync(edition.Acts, edition.Id, 1, entries[2]);
        await A.CastOneAsync(edition.Acts, edition.Id, 2, entries[0]);
        await A.AppendAsync(edition.Acts);

        var papers = await edition.Acts.WithDbAsync(db =>
            db.BallotCounters.OrderBy(c => c.Hour)
                .Select(c => new
                {
                    c.Tier,
                    c.Ballots,
                    c.Voters,
                })
                .ToListAsync()
        );
        Assert.That(
            papers.Select(p => (p.Tier, p.Ballots, p.Voters)),
            Is.EqualTo(new[] { (VoterIdentity.Device, 2L, 1L), (VoterIdentity.Device, 2L, 1L) })
        );
        var votes = await edition.Acts.WithDbAsync(db =>
            db.VoteCounters.Where(c => c.Entry == entries[0].Number)
                .OrderBy(c => c.Hour)
                .Select(c => c.Votes)
                .ToListAsync()
        );
        Assert.That(votes, Is.EqualTo(new[] { 1L, 1L }));
    }

    [TestCase("ledger_rows")]
    [TestCase("ledger_checkpoints")]
    public async Task Leaves_and_checkpoints_cannot_be_changed_in_the_database(string table)
    {
        await using var edition = await A.EditionInVotingAsync();
        await using NpgsqlConnection connection = new(edition.Acts.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand delete = new($"delete from {table}", connection);

        Assert.That(
            async () => await delete.ExecuteNonQueryAsync(),
            Throws.InstanceOf<PostgresException>().With.Message.Contains("append-only")
        );
    }

    private static async Task AssertWholeAsync(A.Edition edition, IReadOnlyList<string> receipts)
    {
        var leaves = await A.LeavesAsync(edition);
        Assert.That(ReceiptsOf(leaves), Is.EquivalentTo(receipts));
        Recount.Of(leaves); // throws where the ledger contradicts itself
        var head = await A.HeadAsync(edition);
        Assert.That((head.Size, head.Received), Is.EqualTo((leaves.Count, receipts.Count)));
        Assert.That(head.Votes, Is.EqualTo(leaves.Count(leaf => leaf.Kind == LeafKind.Vote)));
        var counted = await edition.Acts.WithDbAsync(db => db.VoteCounters.SumAsync(c => c.Votes));
        Assert.That(counted, Is.EqualTo(receipts.Count));
        await A.SignAsync(edition.Acts);
        var checkpoint = Checkpoint.Parse((await A.CheckpointsAsync(edition))[^1].Text);
        Assert.That(checkpoint.Root, Is.EqualTo(RootOf(leaves)));
    }

    private static string RootOf(IEnumerable<LedgerLeaf> leaves) =>
        Convert.ToHexStringLower(Contest.Core.Voting.MerkleLog.Root([.. leaves.Select(leaf => leaf.Hash())]));

    private static List<string> ReceiptsOf(IEnumerable<LedgerLeaf> leaves) =>
        [.. leaves.Where(leaf => leaf.Kind == LeafKind.Receipt).Select(leaf => leaf.Ballot)];

    private static Func<Rulebook, Rulebook> Receipts(LedgerMode mode) =>
        r => r with { Vote = r.Vote with { Receipts = mode } };
}
