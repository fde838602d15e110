using Contest.Core;
using Contest.Core.Voting;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Infrastructure.Voting.Ledger;
using Contest.Web.Editions;
using Contest.Web.Look;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Ballots;

/// <summary>The numbers of a case: its hours against the entry's own baseline, and the ranking with and without.</summary>
/// <param name="From">The first hour shown.</param>
/// <param name="To">The end of the last hour shown.</param>
/// <param name="Hours">The entry's votes by hour, and what its own share of the others' votes would be.</param>
/// <param name="Ranking">The first places and those around the entry, by the place with these ballots.</param>
public sealed record CaseFigures(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<ChartHour> Hours,
    IReadOnlyList<CaseFigures.Place> Ranking
)
{
    private const int Around = 24;
    private const int Top = 5;

    public sealed record Place(string Label, int With, long VotesWith, int Without, long VotesWithout, bool IsEntry);

    public static async Task<CaseFigures> OfAsync(
        ContestDb db,
        CurrentEdition edition,
        FraudCase file,
        short entry,
        CancellationToken cancel
    )
    {
        var evidence = file.Parts.Select(p => CanonicalJson.Read<FraudEvidence>(p.Evidence)).ToList();
        var (first, last) = (Hour(evidence.Min(e => e.From)), Hour(evidence.Max(e => e.To)));
        var (from, to) = (first.AddHours(-Around), last.AddHours(Around / 4));
        var counters = await db
            .VoteCounters.AsNoTracking()
            .Where(c => c.CompetitionId == edition.Id && c.Hour < to)
            .GroupBy(c => new { c.Hour, IsOwn = c.Entry == entry })
            .Select(g => new
            {
                g.Key.Hour,
                g.Key.IsOwn,
                Votes = g.Sum(c => c.Votes),
            })
            .ToListAsync(cancel);
        long Votes(DateTimeOffset hour, bool isOwn) =>
            counters.Where(c => c.Hour == hour && c.IsOwn == isOwn).Sum(c => c.Votes);
        var own = counters.Where(c => c.IsOwn && c.Hour < first).Sum(c => c.Votes);
        var others = long.Max(1, counters.Where(c => !c.IsOwn && c.Hour < first).Sum(c => c.Votes));
        var hours = Enumerable.Range(0, (int)(to - from).TotalHours).Select(h => from.AddHours(h));
        return new(
            from,
            to,
            [
                .. hours.Select(h => new ChartHour(
                    Votes(h, isOwn: true),
                    Votes(h, isOwn: false) * own / others,
                    first <= h && h <= last
                )),
            ],
            await RankingAsync(db, edition, file, cancel)
        );
    }

    private static async Task<List<Place>> RankingAsync(
        ContestDb db,
        CurrentEdition edition,
        FraudCase file,
        CancellationToken cancel
    )
    {
        var now = await db.ShownCountsAsync(edition.Id, edition.Now, edition.Now, cancel);
        var (suspicious, counted) = await db.CaseVotesAsync(file, cancel);
        var numbers = await db
            .Entries.Where(e => e.CompetitionId == edition.Id)
            .ToDictionaryAsync(e => e.Id, e => e.Number, cancel);
        long Of(Dictionary<int, long> votes, VoteCount one) => votes.GetValueOrDefault(numbers[one.EntryId]);
        var without = Tally.Of(now.Counts.Select(c => c with { Votes = c.Votes - Of(counted, c) }));
        var with = Tally.Of(now.Counts.Select(c => c with { Votes = c.Votes - Of(counted, c) + Of(suspicious, c) }));
        var places = without.Lines.ToDictionary(l => l.EntryId);
        List<Place> all =
        [
            .. with.Lines.Select(l => new Place(
                l.Label,
                l.Rank,
                l.Votes,
                places[l.EntryId].Rank,
                places[l.EntryId].Votes,
                l.EntryId == file.EntryId
            )),
        ];
        var here = all.FindIndex(p => p.IsEntry);
        // the first places, and those the entry stands between: with its ballots and without
        bool IsNear(Place place, int i) =>
            i < Top || place.With <= Top || int.Abs(i - here) <= 1 || int.Abs(place.Without - all[here].Without) <= 1;
        return [.. all.Where(IsNear).Take(Top * 3)];
    }

    private static DateTimeOffset Hour(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
