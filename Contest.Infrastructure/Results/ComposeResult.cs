using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Results;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>Puts the result sheet together from the closed standings, the tally and the award table.</summary>
public static class ComposeResult
{
    public static async Task<Outcome<ResultSheet>> ResultSheetAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == competitionId, cancel);
        var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
        var sheet = await db.StandingsOfAsync(competitionId, Stage.Final, cancel);
        if (sheet is null)
            return new Refusal("results.no_standings");
        var standings = CanonicalJson.Read<Standings>(sheet.Json);
        var table = rulebook.Awards.Where(a => a.Basis == AwardBasis.Final).Select(Row).ToList();
        var awards = Awards.Of(table, standings.Groups);
        if (awards.Ties.Count > 0)
            return new Refusal("results.award_needs_draw", awards.Ties[0].Code);

        var facts = await FactsAsync(db, competitionId, cancel);
        var popular = await PopularAsync(db, competitionId, rulebook, cancel);
        return new ResultSheet
        {
            Edition = competition.Slug,
            RulebookHash = competition.RulebookHash,
            Groups =
            [
                .. standings.Groups.Select(g => new ResultGroup(
                    g.Group,
                    [.. g.Standings.Select(s => Line(s, facts[s.EntryId], awards))]
                )),
            ],
            AwardTable = [.. rulebook.Awards.Select(Row)],
            Popular = popular,
            StandingsHash = sheet.Hash,
        };
    }

    private static AwardRow Row(AwardRule rule) => new(rule.Code, rule.Name.ZhCn, rule.Quota, rule.Group, rule.Shared);

    private static ResultLine Line(Standing standing, Facts facts, Awards awards) =>
        new(
            standing,
            facts.Title,
            facts.Entrants,
            awards.Given.FirstOrDefault(a => a.EntryId == standing.EntryId)?.Code
        );

    /// <summary>The popularity awards by the counted vote; every entry may win one, finalist or not.</summary>
    private static async Task<IReadOnlyList<PopularLine>> PopularAsync(
        ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        var json = await db
            .TallySheets.Where(t => t.CompetitionId == competitionId)
            .Select(t => t.Json)
            .SingleAsync(cancel);
        var lines = CanonicalJson.Read<Tally>(json).Lines;
        var facts = await FactsAsync(db, competitionId, cancel);
        return
        [
            .. rulebook
                .Awards.Where(a => a.Basis == AwardBasis.Votes)
                .SelectMany(a =>
                    lines
                        .Where(l => l.Rank <= a.Quota && l.Votes > 0)
                        .Select(l => new PopularLine(
                            l.EntryId,
                            l.Label,
                            facts[l.EntryId].Title,
                            facts[l.EntryId].Entrants,
                            l.Votes,
                            a.Code
                        ))
                ),
        ];
    }

    private sealed record Facts(string Title, IReadOnlyList<string> Entrants);

    private static Task<Dictionary<Guid, Facts>> FactsAsync(
        ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                Facts = new Facts(
                    e.Title,
                    e.Participations.OrderBy(p => p.Position).Select(p => p.Entrant.Name).ToList()
                ),
            })
            .ToDictionaryAsync(e => e.Id, e => e.Facts, cancel);
}
