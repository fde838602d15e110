using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting;

public class CastBallotTests
{
    private static readonly Guid Voter = new("01020304-0506-0708-090a-0b0c0d0e0f10");

    [Test]
    public async Task A_ballot_gets_a_receipt_and_is_in_the_database()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];

        var answer = A.Must(await CastAsync(edition, Guid.NewGuid(), entry));

        var ballot = await edition.Acts.WithDbAsync(db => db.Ballots.SingleAsync());
        Assert.That(
            (ballot.Receipt, ballot.CastAt, (int)ballot.Choices.Single(), ballot.Nth),
            Is.EqualTo((answer.Receipt, edition.Clock.GetUtcNow(), entry.Number, (short)1))
        );
        Assert.That(answer.Left, Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_ballot_sent_to_two_nodes_at_once_and_once_more_later_is_one_ballot_with_one_receipt()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        var ballot = Guid.NewGuid();

        var both = await CollideAsync(edition, [(ballot, entry), (ballot, entry)]);
        edition.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await CastAsync(edition, ballot, entry);

        Assert.That(both.Append(later).Select(a => A.Must(a).Receipt).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(both.Append(later).Select(a => a.Value!.Left), Is.All.EqualTo(2));
        Assert.That(await BallotsAsync(edition), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_tabs_with_a_vote_each_for_one_project_count_once_and_the_second_is_told()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];

        var both = await CollideAsync(edition, [(Guid.NewGuid(), entry), (Guid.NewGuid(), entry)]);

        Assert.That(both.Select(a => a.Refusal?.Code), Is.EquivalentTo(new[] { null, "voting.already_voted" }));
        Assert.That(await BallotsAsync(edition), Is.EqualTo(1));
    }

    [Test]
    public async Task Five_tabs_at_five_nodes_cast_as_many_ballots_as_the_day_allows()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();

        var all = await CollideAsync(edition, [.. entries.Take(5).Select(e => (Guid.NewGuid(), e))]);

        Assert.That(all.Count(a => a.Refusal is null), Is.EqualTo(3));
        Assert.That(
            all.Where(a => a.Refusal is not null).Select(a => a.Refusal!.Code),
            Is.All.EqualTo("voting.no_ballots_left")
        );
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.Ballots.OrderBy(b => b.Nth).Select(b => b.Nth).ToListAsync()),
            Is.EqualTo(new short[] { 1, 2, 3 })
        );
    }

    [Test]
    public async Task A_thousand_voters_at_once_with_three_ballots_each_are_all_counted()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();

        var answers = await Task.WhenAll(
            from voter in Enumerable.Range(1, 1000)
            from entry in entries.Take(3)
            select CastAsync(edition, new Guid(voter, 0, 0, new byte[8]), Guid.NewGuid(), entry)
        );

        Assert.That(answers.Select(a => A.Must(a).Receipt), Is.Unique);
        Assert.That(await BallotsAsync(edition), Is.EqualTo(3000));
    }

    [Test]
    public async Task A_box_that_stops_first_answers_whoever_was_let_in()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        var node = edition.Acts.SecondNode();
        await using var held = await HeldBallots.HoldAsync(edition, Voter, node);
        var casting = CastAsync(node, edition.Id, Voter, Guid.NewGuid(), entry);
        await held.WaitForWritersAsync(1);

        var stopping = node.DisposeAsync().AsTask();
        Assert.That(stopping.IsCompleted, Is.False);
        await held.ReleaseAsync();
        await stopping;

        A.Must(await casting);
    }

    [Test]
    public async Task A_ballot_whose_connection_breaks_is_decided_again_and_counted_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        await using var held = await HeldBallots.HoldAsync(edition, Voter, edition.Acts);
        var casting = CastAsync(edition, Guid.NewGuid(), entry);
        await held.WaitForWritersAsync(1);

        await held.BreakWritersAsync();
        await held.ReleaseAsync();

        A.Must(await casting);
        Assert.That(await BallotsAsync(edition), Is.EqualTo(1));
    }

    [Test]
    public async Task A_ballot_that_cannot_be_decided_stops_nobody_behind_it()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];

        var patience = TimeSpan.FromSeconds(30);
        // an edition there is not; then the same voter, so the same writer
        var lost = await CastAsync(edition.Acts, Guid.NewGuid(), Voter, Guid.NewGuid(), entry).WaitAsync(patience);
        var next = await CastAsync(edition, Guid.NewGuid(), entry).WaitAsync(patience);

        Assert.That(lost.Refusal?.Code, Is.EqualTo("voting.unconfirmed"));
        A.Must(next);
    }

    [Test]
    public async Task A_ballot_in_flight_when_the_vote_closes_is_counted()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        await using var held = await HeldBallots.HoldAsync(edition, Voter, edition.Acts);
        var casting = CastAsync(edition, Guid.NewGuid(), entry);
        await held.WaitForWritersAsync(1);

        var closing = edition.CloseAsync(Stage.Voting);
        await held.WaitForMoverAsync(); // the vote does not close over a ballot in flight
        await held.ReleaseAsync();
        A.Must(await casting);
        await closing;

        Assert.That(
            await edition.Acts.WithDbAsync(db => db.TallySheets.Select(t => t.Votes).SingleAsync()),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_ballot_that_comes_while_the_vote_closes_is_refused_and_not_kept()
    {
        HeldSave<TallySheet> held = new();
        await using var edition = await A.EditionInVotingAsync(held);
        var entry = (await edition.EntriesAsync())[0];
        var closing = edition.CloseAsync(Stage.Voting);
        await held.IsHeld;
        edition.Clock.Set(edition.Closes(Stage.Voting).AddMinutes(-1)); // a node whose clock is late

        var casting = CastAsync(edition, Guid.NewGuid(), entry);
        var waits = await Task.WhenAny(casting, Task.Delay(400)) != casting;
        held.Release();
        await closing;

        Assert.That(waits, "the ballot did not wait for the closing");
        Assert.That((await casting).Refusal?.Code, Is.EqualTo("stage.is_closed"));
        Assert.That(await BallotsAsync(edition), Is.Zero);
    }

    [Test]
    public async Task Under_a_crowd_the_vote_closes_soon_and_counts_every_confirmed_ballot()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        using CancellationTokenSource tooLong = new(TimeSpan.FromSeconds(30));
        var crowd = Enumerable
            .Range(0, 12)
            .Select(n => Task.Run(() => CrowdAsync(edition, entries, n, tooLong.Token)))
            .ToList();
        await Task.Delay(700);

        edition.Clock.Set(edition.Closes(Stage.Voting).AddMinutes(-1)); // closed by hand, so that ballots keep coming
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await edition.Acts.WithAsync(
            (CloseStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, Actor.Clock), CancellationToken.None)
        );
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        var receipts = (await Task.WhenAll(crowd)).SelectMany(r => r).ToList();

        Assert.That(receipts, Is.Not.Empty.And.Unique);
        var sheet = await edition.Acts.WithDbAsync(db => db.TallySheets.SingleAsync());
        Assert.That((sheet.Ballots, sheet.Votes), Is.EqualTo((receipts.Count, receipts.Count)));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5)), "the crowd kept the vote open");
    }

    [Test]
    public async Task A_day_ends_at_midnight_of_the_editions_time_zone()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        edition.Clock.Set(new(2026, 6, 25, 15, 59, 59, TimeSpan.Zero)); // a second before midnight in China
        foreach (var entry in entries.Take(3))
            A.Must(await CastAsync(edition, Guid.NewGuid(), entry));

        var late = await CastAsync(edition, Guid.NewGuid(), entries[3]);
        edition.Clock.Advance(TimeSpan.FromSeconds(1));
        var nextDay = await CastAsync(edition, Guid.NewGuid(), entries[0]);

        Assert.That(late.Refusal?.Code, Is.EqualTo("voting.no_ballots_left"));
        Assert.That(nextDay.Value?.Left, Is.EqualTo(2));
    }

    [TestCase(1, "voting.choices")]
    [TestCase(2, null)]
    [TestCase(3, null)]
    [TestCase(4, "voting.choices")]
    public async Task A_ballot_has_as_many_choices_as_the_rulebook_says(int choices, string? refusal)
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { FewestChoices = 2, MostChoices = 3 },
            }
        );
        var entries = await edition.EntriesAsync();

        var answer = await CastAsync(edition, Guid.NewGuid(), [.. entries.Take(choices)]);

        Assert.That(answer.Refusal?.Code, Is.EqualTo(refusal));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.Ballots.SumAsync(b => b.Choices.Length)),
            Is.EqualTo(refusal is null ? choices : 0)
        );
    }

    [Test]
    public async Task A_project_twice_on_a_ballot_is_refused()
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { MostChoices = 2, PerEntryPerDay = 2 },
            }
        );
        var entry = (await edition.EntriesAsync())[0];

        Assert.That(
            (await CastAsync(edition, Guid.NewGuid(), entry, entry)).Refusal?.Code,
            Is.EqualTo("voting.chosen_twice")
        );
    }

    [TestCase(EntryState.Withdrawn)]
    [TestCase(EntryState.Rejected)]
    public async Task A_project_that_does_not_take_part_gets_no_votes(EntryState state)
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        await edition.Acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == entry.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.State, state))
        );

        Assert.That(
            (await CastAsync(edition, Guid.NewGuid(), entry)).Refusal?.Code,
            Is.EqualTo("voting.not_on_the_paper")
        );
    }

    [Test]
    public async Task No_ballot_at_or_after_the_planned_end_even_when_nobody_has_closed_the_vote()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        edition.Clock.Set(edition.Closes(Stage.Voting).AddTicks(-10));
        var before = await CastAsync(edition, Guid.NewGuid(), entries[0]);
        edition.Clock.Set(edition.Closes(Stage.Voting));

        Assert.That(before.Refusal, Is.Null);
        Assert.That(
            (await CastAsync(edition, Guid.NewGuid(), entries[1])).Refusal?.Code,
            Is.EqualTo("stage.is_closed")
        );
    }

    [Test]
    public async Task An_id_that_comes_again_with_other_choices_is_refused_and_not_answered_with_the_old_receipt()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entries = await edition.EntriesAsync();
        var ballot = Guid.NewGuid();
        A.Must(await CastAsync(edition, ballot, entries[0]));

        var other = await CastAsync(edition, ballot, entries[1]);

        Assert.That(other.Refusal?.Code, Is.EqualTo("voting.other_ballot"));
    }

    [Test]
    public async Task An_id_of_somebody_elses_ballot_gives_nothing_away()
    {
        await using var edition = await A.EditionInVotingAsync();
        var entry = (await edition.EntriesAsync())[0];
        var ballot = Guid.NewGuid();
        var first = A.Must(await CastAsync(edition, ballot, entry));

        var other = A.Must(await CastAsync(edition, Guid.NewGuid(), ballot, entry));

        Assert.That(other.Receipt, Is.Not.EqualTo(first.Receipt));
        Assert.That(await BallotsAsync(edition), Is.EqualTo(2), "ids are the voter's own");
    }

    [Test]
    public async Task A_voter_casts_no_more_ballots_in_the_whole_vote_than_the_rulebook_allows()
    {
        await using var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { BallotsPerDay = 2, MostBallots = 3 },
            }
        );
        var entries = await edition.EntriesAsync();
        A.Must(await CastAsync(edition, Guid.NewGuid(), entries[0]));
        A.Must(await CastAsync(edition, Guid.NewGuid(), entries[1]));
        edition.Clock.Advance(TimeSpan.FromDays(1));

        var third = await CastAsync(edition, Guid.NewGuid(), entries[0]);
        var fourth = await CastAsync(edition, Guid.NewGuid(), entries[1]);

        Assert.That(third.Value?.Left, Is.Zero);
        Assert.That(fourth.Refusal?.Code, Is.EqualTo("voting.no_ballots_at_all"));
    }

    private static async Task<List<string>> CrowdAsync(
        A.Edition edition,
        List<Entry> entries,
        int number,
        CancellationToken tooLong
    )
    {
        List<string> receipts = [];
        for (var n = 0; !tooLong.IsCancellationRequested; n++)
        {
            Guid voter = new(number, (short)(n >> 16), (short)n, new byte[8]);
            var answer = await CastAsync(edition, voter, Guid.NewGuid(), entries[n % entries.Count]);
            if (answer.Refusal is { } refusal)
            {
                Assert.That(refusal.Code, Is.EqualTo("stage.is_closed"));
                break;
            }
            receipts.Add(answer.Value!.Receipt);
        }
        return receipts;
    }

    /// <summary>Each ballot of the one voter at a node of its own; all decide by the same ballots, then all write.</summary>
    private static async Task<Outcome<CastBallot.Answer>[]> CollideAsync(
        A.Edition edition,
        IReadOnlyList<(Guid ClientId, Entry Entry)> ballots
    )
    {
        Acts[] nodes = [.. ballots.Select(_ => edition.Acts.SecondNode())];
        await using var held = await HeldBallots.HoldAsync(edition, Voter, nodes);
        List<Task<Outcome<CastBallot.Answer>>> casting =
        [
            .. ballots.Zip(nodes, (b, node) => CastAsync(node, edition.Id, Voter, b.ClientId, b.Entry)),
        ];
        await held.WaitForWritersAsync(ballots.Count);
        await held.ReleaseAsync();
        var outcomes = await Task.WhenAll(casting);
        foreach (var node in nodes)
            await node.DisposeAsync();
        return outcomes;
    }

    private static Task<Outcome<CastBallot.Answer>> CastAsync(
        A.Edition edition,
        Guid clientId,
        params Entry[] choices
    ) => CastAsync(edition, Voter, clientId, choices);

    private static Task<Outcome<CastBallot.Answer>> CastAsync(
        A.Edition edition,
        Guid voter,
        Guid clientId,
        params Entry[] choices
    ) => CastAsync(edition.Acts, edition.Id, voter, clientId, choices);

    private static Task<Outcome<CastBallot.Answer>> CastAsync(
        Acts node,
        Guid edition,
        Guid voter,
        Guid clientId,
        params Entry[] choices
    ) =>
        node.WithAsync(
            (CastBallot act) =>
                act.HandleAsync(
                    new(edition, clientId, voter, [.. choices.Select(e => (short)e.Number)]),
                    CancellationToken.None
                )
        );

    private static Task<int> BallotsAsync(A.Edition edition) => edition.Acts.WithDbAsync(db => db.Ballots.CountAsync());
}
