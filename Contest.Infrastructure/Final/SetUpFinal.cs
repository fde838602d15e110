using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Final;

/// <summary>Opening the final makes a turn for each finalist in the drawn order, and a sheet for each judge without conflict.</summary>
public sealed class SetUpFinal(ContestDb db) : IOnStageOpened
{
    public Stage Stage => Stage.Final;

    public async Task AfterOpeningAsync(
        Competition competition,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        var finalists = await db.Finalists.Where(f => f.CompetitionId == competition.Id).ToListAsync(cancel);
        var barred = await db.ConflictingPairsAsync(competition.Id, cancel);
        var judges = await db
            .Judges.Where(j => j.CompetitionId == competition.Id && j.IsFinalJudge && j.LeftAt == null)
            .OrderBy(j => j.Id)
            .Select(j => j.Id)
            .ToListAsync(cancel);
        foreach (var finalist in finalists)
        {
            db.FinalTurns.Add(
                new()
                {
                    CompetitionId = competition.Id,
                    EntryId = finalist.EntryId,
                    Slot = finalist.Slot!.Value,
                    Phase = TurnPhase.Waiting,
                }
            );
        }
        var pairs = finalists.SelectMany(f => judges.Select(j => new Pairing(j, f.EntryId)));
        await db.AddSheetsAsync(competition.Id, Stage.Final, [.. pairs.Where(p => !barred.Contains(p))], now, cancel);
        await db.TellScreensAsync(competition.Id, Stage.Final, cancel);
    }
}
