using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Tests.Support;

namespace Contest.Tests.Handlers.Voting.Ledger;

public class ShownCountsTests
{
    [Test]
    public async Task Counters_with_what_the_clerk_has_not_taken_are_the_full_count_at_any_moment()
    {
        await using var edition = await A.EditionInVotingAsync();
        var opened = edition.Clock.GetUtcNow();
        await A.CastAsync(edition, 30);
        await A.AppendAsync(edition.Acts);
        edition.Clock.Set(opened.AddMinutes(90));
        await A.CastAsync(edition, 10, from: 30);
        var entries = await edition.EntriesAsync();
        foreach (var voter in Enumerable.Range(0, 10)) // who have voted before
            await A.CastOneAsync(edition.Acts, edition.Id, voter, entries[(voter + 1) % entries.Count]);
        await A.AppendAsync(edition.Acts);
        edition.Clock.Set(opened.AddMinutes(130));
        await A.CastAsync(edition, 5, from: 100);
        edition.Clock.Set(opened.AddMinutes(131));
        var now = edition.Clock.GetUtcNow();

        foreach (var minutes in new[] { 0, 60, 95, 120, 131 })
        {
            var upTo = opened.AddMinutes(minutes);
            var (shown, full, voters) = await edition.Acts.WithDbAsync(async db =>
                (
                    await db.ShownCountsAsync(edition.Id, upTo, now, default),
                    await db.VoteCountsAsync(edition.Id, upTo, default),
                    db.Ballots.Where(b => b.CastAt < upTo).Select(b => b.Voter).Distinct().LongCount()
                )
            );
            Assert.That(shown.Counts, Is.EqualTo(full), $"after {minutes} minutes");
            Assert.That(shown.Voters, Is.EqualTo(voters), $"after {minutes} minutes");
        }
    }
}
