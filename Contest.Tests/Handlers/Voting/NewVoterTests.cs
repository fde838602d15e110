using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting;

/// <summary>Devices said to be new, which are not asked for their ballots: the outcome is that of any other voter.</summary>
public class NewVoterTests
{
    private static readonly Guid Voter = new("11121314-1516-1718-191a-1b1c1d1e1f10");

    private A.Edition _edition = null!;
    private Acts _other = null!;
    private List<Entry> _entries = null!;

    [SetUp]
    public async Task BeginAsync()
    {
        _edition = await A.EditionInVotingAsync();
        _other = _edition.Acts.SecondNode();
        _entries = await _edition.EntriesAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _other.DisposeAsync();
        await _edition.DisposeAsync();
    }

    [Test]
    public async Task A_repeat_at_a_node_that_has_not_met_the_voter_gets_the_first_receipt()
    {
        var ballot = Guid.NewGuid();
        var first = A.Must(await CastAsync(_edition.Acts, Voter, ballot, _entries[0]));

        var again = A.Must(await CastAsync(_other, Voter, ballot, _entries[0]));

        Assert.That((again.Receipt, again.Left), Is.EqualTo((first.Receipt, 2)));
        Assert.That(await NthsAsync(), Is.EqualTo(new short[] { 1 }));
    }

    [Test]
    public async Task A_repeat_after_the_vote_has_closed_gets_it_too()
    {
        var ballot = Guid.NewGuid();
        var first = A.Must(await CastAsync(_edition.Acts, Voter, ballot, _entries[0]));
        await _edition.CloseAsync(Stage.Voting);

        Assert.That(A.Must(await CastAsync(_other, Voter, ballot, _entries[0])).Receipt, Is.EqualTo(first.Receipt));
        Assert.That(
            (await CastAsync(_other, Voter, Guid.NewGuid(), _entries[1])).Refusal?.Code,
            Is.EqualTo("stage.is_closed")
        );
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Limits_hold_at_every_node_the_voter_is_new_to(bool atOnce)
    {
        Acts[] nodes = [.. Enumerable.Range(0, 5).Select(_ => _edition.Acts.SecondNode())];
        List<Outcome<CastBallot.Answer>> outcomes = [];
        var casting = nodes.Zip(_entries, (node, entry) => (node, entry)).ToList();
        if (atOnce)
            outcomes.AddRange(
                await Task.WhenAll(casting.Select(c => CastAsync(c.node, Voter, Guid.NewGuid(), c.entry)))
            );
        else
            foreach (var (node, entry) in casting)
                outcomes.Add(await CastAsync(node, Voter, Guid.NewGuid(), entry));
        foreach (var node in nodes)
            await node.DisposeAsync();

        Assert.That(
            outcomes.Select(o => o.Refusal?.Code),
            Is.EquivalentTo(new[] { null, null, null, "voting.no_ballots_left", "voting.no_ballots_left" })
        );
        Assert.That(await NthsAsync(), Is.EqualTo(new short[] { 1, 2, 3 }));
    }

    [Test]
    public async Task One_who_is_not_new_keeps_nobody_else_from_being_counted()
    {
        A.Must(await CastAsync(_edition.Acts, Voter, Guid.NewGuid(), _entries[0]));
        Guid[] voters = [Voter, .. Enumerable.Range(0, 200).Select(_ => Guid.NewGuid())];

        var outcomes = await Task.WhenAll(voters.Select(v => CastAsync(_other, v, Guid.NewGuid(), _entries[1])));

        Assert.That(outcomes.Select(o => A.Must(o).Receipt), Is.Unique);
        Assert.That(outcomes.Select(o => o.Value!.Left), Is.EqualTo(voters.Select(v => v == Voter ? 1 : 2)));
        Assert.That(await NthsAsync(), Is.EqualTo(new short[] { 1, 2 }));
    }

    private Task<Outcome<CastBallot.Answer>> CastAsync(Acts node, Guid voter, Guid ballot, Entry entry)
    {
        CastBallot.Command command = new(_edition.Id, ballot, voter, [(short)entry.Number], IsNewVoter: true);
        return node.WithAsync((CastBallot act) => act.HandleAsync(command, default));
    }

    private Task<List<short>> NthsAsync() =>
        _edition.Acts.WithDbAsync(db =>
            db.Ballots.Where(b => b.Voter == Voter).OrderBy(b => b.Nth).Select(b => b.Nth).ToListAsync()
        );
}
