using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
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
        var entries = await db.PlannedEntriesAsync(competition.Id, cancel);
        var judges = await db.PlannedJudgesAsync(competition.Id, cancel, finalOnly: true);
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
            var entry = entries.Single(e => e.EntryId == finalist.EntryId);
            db.JudgeSheets.AddRange(
                judges
                    .Where(j => !AssignmentPlan.InConflict(j, entry))
                    .Select(j => Sheets.New(competition.Id, Stage.Final, new(j.JudgeId, entry.EntryId), now))
            );
        }
        await db.TellScreensAsync(competition.Id, Stage.Final, cancel);
    }
}
