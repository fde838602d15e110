using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting;

public class CountVotesTests
{
    [TestCase(7)]
    [TestCase(2026)]
    public async Task The_tally_is_what_a_recount_by_hand_says(int seed)
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { MostChoices = 5 },
            }
        );
        var entries = await edition.EntriesAsync();
        var byHand = entries.ToDictionary(e => e.Code!, _ => 0L);
        Random chance = new(seed);
        for (var n = 0; n < 60; n++)
        {
            var chosen = chance.GetItems(entries.ToArray(), 5).Distinct().Take(1 + chance.Next(5)).ToList();
            A.Must(await CastAsync(edition, VoterOf(n % 25), chosen, byHand));
            edition.Clock.Advance(TimeSpan.FromHours(3));
        }

        await edition.CloseAsync(Stage.Voting);

        var sheet = await edition.Acts.WithDbAsync(db => db.TallySheets.SingleAsync());
        var lines = CanonicalJson.Read<Tally>(sheet.Json).Lines;
        Assert.That(lines.ToDictionary(l => l.Label, l => l.Votes), Is.EqualTo(byHand));
        Assert.That(
            lines.Select(l => l.Rank),
            Is.EqualTo(lines.Select(l => 1 + byHand.Values.Count(v => v > byHand[l.Label])))
        );
        Assert.That((sheet.Ballots, sheet.Votes, sheet.Voters), Is.EqualTo((60, byHand.Values.Sum(), 25)));
        Assert.That(sheet.Hash, Is.EqualTo(CanonicalJson.HashText(sheet.Json)));
    }

    [Test]
    public async Task Votes_for_a_project_that_withdrew_stay_in_the_log_but_not_in_the_tally()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        foreach (var entry in entries.Take(2))
            A.Must(await CastAsync(edition, VoterOf(1), [entry], []));
        await edition.Acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == entries[0].Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, EntryState.Withdrawn))
        );

        await edition.CloseAsync(Stage.Voting);

        var sheet = await edition.Acts.WithDbAsync(db => db.TallySheets.SingleAsync());
        var tally = CanonicalJson.Read<Tally>(sheet.Json);
        Assert.That((sheet.Ballots, sheet.Votes, tally.Total), Is.EqualTo((2, 1, 1)));
        Assert.That(tally.Lines.Select(l => l.EntryId), Does.Not.Contain(entries[0].Id));
    }

    [Test]
    public async Task Every_receipt_is_proven_in_the_log_of_the_ballots_and_a_foreign_one_is_not()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        var codes = entries.ToDictionary(e => (short)e.Number, e => e.Code!);
        List<VoteLeaf> kept = [];
        for (var n = 0; n < 11; n++)
        {
            var entry = entries[n % entries.Count];
            var answer = A.Must(await CastAsync(edition, VoterOf(n), [entry], []));
            kept.Add(new("test-2026", answer.Receipt, entry.Code!, answer.CastAt)); // what the voter keeps
            edition.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        var ballots = await edition.Acts.WithDbAsync(db => db.Ballots.OrderBy(b => b.Arrival).ToListAsync());
        var leaves = ballots
            .SelectMany(b => b.Choices.Select(c => new VoteLeaf("test-2026", b.Receipt, codes[c], b.CastAt)))
            .Select(l => l.Hash())
            .ToList();
        var root = MerkleLog.Root(leaves);

        foreach (var (leaf, at) in kept.Select((leaf, at) => (leaf, at)))
        {
            var proof = MerkleLog.InclusionProof(leaves, at);
            Assert.That(MerkleLog.IsIncluded(leaf.Hash(), at, leaves.Count, proof, root), leaf.Receipt);
            var other = leaf with { Label = "Z99" };
            Assert.That(MerkleLog.IsIncluded(other.Hash(), at, leaves.Count, proof, root), Is.False);
        }
        var earlier = MerkleLog.Root(leaves[..4]);
        Assert.That(MerkleLog.IsConsistent(4, earlier, 11, root, MerkleLog.ConsistencyProof(leaves, 4)));
    }

    [Test]
    public async Task Closed_twice_at_once_the_vote_is_counted_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        edition.Clock.Set(edition.Closes(Stage.Voting));

        var both = await Task.WhenAll(CloseAsync(edition), CloseAsync(edition));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "stage.not_open" }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.EqualTo(1));
    }

    private static Task<Outcome<CloseStage.Answer>> CloseAsync(A.Edition edition) =>
        edition.Acts.WithAsync(
            (CloseStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, Actor.Clock), CancellationToken.None)
        );

    private static Guid VoterOf(int number) => new(number, 0, 0, new byte[8]);

    private static async Task<Outcome<CastBallot.Answer>> CastAsync(
        A.Edition edition,
        Guid voter,
        List<Entry> chosen,
        Dictionary<string, long> byHand
    )
    {
        var answer = await edition.Acts.WithAsync(
            (CastBallot act) =>
                act.HandleAsync(
                    new(edition.Id, Guid.NewGuid(), voter, [.. chosen.Select(e => (short)e.Number)]),
                    default
                )
        );
        foreach (var entry in chosen.Where(e => byHand.ContainsKey(e.Code!)))
            byHand[entry.Code!]++;
        return answer;
    }
}
