using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>How far the preliminary's judging is: per judge and per entry, counts and no marks.</summary>
public sealed record JuryProgress(
    IReadOnlyList<JuryProgress.JudgeLine> Judges,
    IReadOnlyList<JuryProgress.EntryLine> Entries
)
{
    /// <summary>InvitedAt: the address an invitation that still stands was sent to.</summary>
    public sealed record JudgeLine(
        Guid Id,
        string Name,
        string Employer,
        Discipline Discipline,
        bool IsFinalJudge,
        bool HasAccount,
        string? InvitedAt,
        int Submitted,
        int Recused,
        int Open
    )
    {
        /// <summary>The sheets this judge still owes or has given.</summary>
        public int Due => Submitted + Open;
    }

    public sealed record EntryLine(Guid Id, string Code, string Title, int Submitted, int Recused, int Open);

    public int Submitted => Judges.Sum(j => j.Submitted);
    public int Due => Judges.Sum(j => j.Due);
    public int Recused => Judges.Sum(j => j.Recused);
    public int Finished => Judges.Count(j => j.Due > 0 && j.Open == 0);
    public bool IsAssigned => Due + Recused > 0;

    public static async Task<JuryProgress> ReadAsync(ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sheets = await db
            .JudgeSheets.Where(s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary)
            .Select(s => new Sheet(s.JudgeId, s.EntryId, s.SubmittedAt != null, s.RecusedAt != null))
            .ToListAsync(cancel);
        var judges = await db
            .Judges.AsNoTracking()
            .Where(j => j.CompetitionId == competitionId)
            .OrderBy(j => j.Id)
            .ToListAsync(cancel);
        var entries = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .OrderBy(e => e.Code)
            .Select(e => new
            {
                e.Id,
                e.Code,
                e.Title,
            })
            .ToListAsync(cancel);
        var invited = await db
            .Invitations.Where(i => i.JudgeId != null && i.UsedAt == null && i.VoidedAt == null)
            .Select(i => new { JudgeId = i.JudgeId!.Value, i.Email })
            .ToListAsync(cancel);
        var addresses = invited.ToLookup(i => i.JudgeId, i => i.Email);
        var byJudge = sheets.ToLookup(s => s.JudgeId);
        var byEntry = sheets.ToLookup(s => s.EntryId);
        return new(
            [.. judges.Select(j => Line(j, addresses[j.Id].LastOrDefault(), byJudge[j.Id]))],
            [
                .. entries.Select(e => new EntryLine(
                    e.Id,
                    e.Code!,
                    e.Title,
                    byEntry[e.Id].Count(s => s.IsSubmitted),
                    byEntry[e.Id].Count(s => s.IsRecused),
                    byEntry[e.Id].Count(s => s.IsOpen)
                )),
            ]
        );
    }

    private static JudgeLine Line(Judge judge, string? address, IEnumerable<Sheet> sheets) =>
        new(
            judge.Id,
            judge.Name,
            judge.Employer,
            judge.Discipline,
            judge.IsFinalJudge,
            judge.PersonId is not null,
            address,
            sheets.Count(s => s.IsSubmitted),
            sheets.Count(s => s.IsRecused),
            sheets.Count(s => s.IsOpen)
        );

    private sealed record Sheet(Guid JudgeId, Guid EntryId, bool IsSubmitted, bool IsRecused)
    {
        public bool IsOpen => !IsSubmitted && !IsRecused;
    }
}
