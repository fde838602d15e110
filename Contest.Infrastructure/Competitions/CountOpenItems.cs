using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Voting.Fraud;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>Counts what is still open in an edition, for the gates and for the console.</summary>
public static class CountOpenItems
{
    public static async Task<OpenItems> OpenItemsAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        var entries = db.Entries.Where(e => e.CompetitionId == competitionId);
        var sheets = db.JudgeSheets.Where(s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary);
        return new()
        {
            RulebookProblems = RulebookCheck.Problems(rulebook).Count,
            UndecidedEntries = await entries.CountAsync(
                e => e.State == EntryState.Submitted || e.State == EntryState.Returned,
                cancel
            ),
            AcceptedEntries = await entries.CountAsync(e => e.State == EntryState.Accepted, cancel),
            EntriesWithoutJudges = await db.EntriesWithoutJudgesAsync(competitionId, rulebook, cancel),
            OpenSheets = await sheets.CountAsync(s => s.SubmittedAt == null && s.RecusedAt == null, cancel),
            OpenFraudCases = await db.OpenFraudCasesAsync(competitionId, cancel),
            HasTally = await db.TallySheets.AnyAsync(t => t.CompetitionId == competitionId, cancel),
            OpenConflicts = await db.OpenConflictsAsync(competitionId, cancel),
            OpenDiscrepancies = await db.OpenDisagreementsAsync(competitionId, rulebook.Preliminary, cancel),
            HasStandings = await db.StageRuns.AnyAsync(
                r => r.CompetitionId == competitionId && r.Stage == Stage.Preliminary && r.ConfirmedAt != null,
                cancel
            ),
            IsDrawn = await db.DrawRecords.AnyAsync(d => d.CompetitionId == competitionId && d.DrawnAt != null, cancel),
            OpenTurns = await db.FinalTurns.CountAsync(
                t =>
                    t.CompetitionId == competitionId && t.Phase != TurnPhase.Revealed && t.Phase != TurnPhase.Forfeited,
                cancel
            ),
        };
    }

    /// <summary>Conflicts of interest of the preliminary, undecided or upheld, where the judge's marks still count.</summary>
    public static Task<int> OpenConflictsAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Conflicts.CountAsync(
            c =>
                c.CompetitionId == competitionId
                && c.Decision != ConflictDecision.Dismissed
                && db.JudgeSheets.Any(s =>
                    s.Round == Stage.Preliminary
                    && s.JudgeId == c.JudgeId
                    && s.EntryId == c.EntryId
                    && s.SubmittedAt != null
                    && s.SetAsideAt == null
                ),
            cancel
        );
    }
}
