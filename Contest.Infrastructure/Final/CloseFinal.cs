using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Final;

/// <summary>Closing the final: its standings, with every calculation and tie, never changed afterwards.</summary>
public sealed class CloseFinal(ContestDb db) : IOnStageClosing
{
    public Stage Stage => Stage.Final;

    public async Task<Refusal?> BeforeClosedAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        ArgumentNullException.ThrowIfNull(actor);
        var standings = FinalRanking.Of(
            await db.FinalMarkedEntriesAsync(competition.Id, cancel),
            rulebook.FinalRules()
        );
        var json = CanonicalJson.Write(standings);
        db.StandingSheets.Add(
            new()
            {
                CompetitionId = competition.Id,
                Round = Stage.Final,
                Json = json,
                Hash = CanonicalJson.HashText(json),
                ComputedAt = now,
                By = actor.Name,
            }
        );
        await db.RecordAsync(
            actor,
            nameof(CloseFinal),
            "final",
            now,
            competition.Id,
            after: new { Hash = CanonicalJson.HashText(json) },
            cancel: cancel
        );
        await db.TellScreensAsync(competition.Id, Stage.Final, cancel);
        return null;
    }
}
