using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
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
            EntriesWithoutJudges = await entries.CountAsync(
                e =>
                    e.State == EntryState.Accepted
                    && sheets.Count(s => s.EntryId == e.Id && s.RecusedAt == null)
                        < rulebook.Preliminary.JudgesPerEntry,
                cancel
            ),
            OpenSheets = await sheets.CountAsync(s => s.SubmittedAt == null && s.RecusedAt == null, cancel),
            OpenConflicts = await sheets.CountAsync(
                s =>
                    s.IsBarred
                    && s.SubmittedAt != null
                    && s.SetAsideAt == null
                    && db.Conflicts.Any(c =>
                        c.JudgeId == s.JudgeId && c.EntryId == s.EntryId && c.Decision == ConflictDecision.Open
                    ),
                cancel
            ),
            OpenFraudCases = await db.OpenFraudCasesAsync(competitionId, cancel),
            HasTally = await db.TallySheets.AnyAsync(t => t.CompetitionId == competitionId, cancel),
            HasStandings = await db.StandingSheets.AnyAsync(
                s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary,
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
}
