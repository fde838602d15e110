using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Registration;
using Contest.Core.Scoring;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Final;

/// <summary>A finalist in the running order, with the score only when the viewer may see it.</summary>
public sealed record ShowTurn(
    Guid EntryId,
    int Slot,
    string Code,
    string Title,
    string ShortTitle,
    string Entrant,
    string? Summary,
    string Industry,
    string? Group,
    int Inventions,
    int Patents,
    TurnPhase Phase,
    DateTimeOffset? BeganAt,
    DateTimeOffset? EndsAt,
    FinalScore? Score
);

/// <summary>A place so far, among the scores that are shown; ties are told apart only when the final is closed.</summary>
public sealed record ShowPlace(int Rank, ShowTurn Turn);

/// <summary>What the hall and the public see of a final: read from the turns alone, so a sheet cannot leak.</summary>
public sealed record FinalShow(IReadOnlyList<ShowTurn> Turns, StageClock Clock, int Decimals)
{
    /// <summary>The turn on stage; when none is, the one that ended last; null before the first.</summary>
    public ShowTurn? Hero =>
        OnStage
        ?? Turns
            .Where(t => HallScores.IsOver(t.Phase))
            .OrderByDescending(t => t.BeganAt)
            .ThenByDescending(t => t.Slot)
            .FirstOrDefault();

    public ShowTurn? OnStage => Turns.FirstOrDefault(t => HallScores.IsOnStage(t.Phase));

    public ShowTurn? Next => Turns.FirstOrDefault(t => t.Phase == TurnPhase.Waiting);

    public int Over => Turns.Count(t => HallScores.IsOver(t.Phase));

    /// <summary>Changes with every step, and with nothing else.</summary>
    public string Version =>
        Hero is { } hero
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Over}-{hero.Slot}-{hero.Phase}-{Turns.Count(t => t.Score is not null)}"
            )
            : "0";

    /// <summary>The places of one group so far, best first.</summary>
    public IReadOnlyList<ShowPlace> Ranking(string? group)
    {
        var scored = Turns.Where(t => t.Score is not null && t.Group == group).ToDictionary(t => t.EntryId);
        var contenders = scored.Values.Select(t => new Contender(
            t.EntryId,
            t.Code,
            t.Score!.Worked.Exact,
            new Dictionary<string, Fraction>()
        ));
        return
        [
            .. Core.Scoring.Ranking.Of(contenders, Decimals, []).Select(p => new ShowPlace(p.Rank, scored[p.EntryId])),
        ];
    }

    /// <summary>Points and scores as the rulebook rounds them: 95.08.</summary>
    public string Number(decimal score) =>
        score.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <param name="db">The database.</param>
    /// <param name="edition">The edition.</param>
    /// <param name="everyScore">The viewer may see scores before the hall does.</param>
    public static async Task<FinalShow> ReadAsync(
        ContestDb db,
        CurrentEdition edition,
        bool everyScore,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        var rules = edition.Rulebook;
        var lines = await LinesAsync(db, edition.Id, cancel);
        var groups = lines.ToLookup(l => l.Turn.Group, l => l.Turn.Phase);
        return new(
            [.. lines.Select(l => l.Turn with { Score = IsSeen(l.Turn) ? Score(l.Json) : null })],
            rules.Clock,
            rules.Final.Places
        );

        bool IsSeen(ShowTurn turn) =>
            everyScore || HallScores.IsShown(turn.Phase, groups[turn.Group], rules.Clock.Display);
    }

    private static FinalScore? Score(string? json) => json is null ? null : CanonicalJson.Read<FinalScore>(json);

    private static async Task<IReadOnlyList<(ShowTurn Turn, string? Json)>> LinesAsync(
        ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var rows = await (
            from t in db.FinalTurns
            join e in db.Entries on t.EntryId equals e.Id
            where t.CompetitionId == competitionId
            orderby t.Slot
            select new
            {
                Turn = new ShowTurn(
                    e.Id,
                    t.Slot,
                    e.Code!,
                    e.Title,
                    e.ShortTitle ?? e.Title,
                    e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).FirstOrDefault() ?? "",
                    null,
                    e.Industry,
                    e.Group,
                    e.Patents.Count(p => p.Kind == PatentKind.Invention),
                    e.Patents.Count,
                    t.Phase,
                    t.PhaseBeganAt,
                    t.PhaseEndsAt,
                    null
                ),
                t.Score,
                e.Published,
                e.Summary,
            }
        ).ToListAsync(cancel);
        return
        [
            .. rows.Select(r =>
                (
                    r.Turn with
                    {
                        Summary = PublishedFields.Only(r.Published, PublishedFields.Summary, r.Summary),
                    },
                    r.Score
                )
            ),
        ];
    }
}
