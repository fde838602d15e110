using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>How far a sheet is, as a console may know it: never what is on it.</summary>
public enum SheetStep
{
    Open = 1,
    Begun = 2,
    Submitted = 3,
    Recused = 4,
    SetAside = 5,
}

/// <summary>How far the preliminary's judging is: per judge, entry and day, counts and no marks.</summary>
public sealed record JuryProgress(
    IReadOnlyList<JuryProgress.JudgeLine> Judges,
    IReadOnlyList<JuryProgress.EntryLine> Entries,
    IReadOnlyDictionary<DateOnly, int> SubmittedOn
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
        int Open,
        int? Panel,
        bool HasLeft,
        bool WasReminded,
        DateTimeOffset? LastSubmittedAt
    )
    {
        /// <summary>The sheets this judge still owes or has given.</summary>
        public int Due => Submitted + Open;
    }

    public sealed record EntryLine(
        Guid Id,
        string Code,
        string Title,
        int? Panel,
        IReadOnlyDictionary<Guid, SheetStep> Sheets
    )
    {
        public int Submitted => Sheets.Values.Count(s => s == SheetStep.Submitted);
        public int Recused => Sheets.Values.Count(s => s == SheetStep.Recused);
        public int Open => Sheets.Values.Count(s => s is SheetStep.Open or SheetStep.Begun);
    }

    public int Submitted => Judges.Sum(j => j.Submitted);
    public int Due => Judges.Sum(j => j.Due);
    public int Recused => Judges.Sum(j => j.Recused);
    public int Finished => Judges.Count(j => j.Due > 0 && j.Open == 0);
    public bool IsAssigned => Due + Recused > 0;

    public static async Task<JuryProgress> ReadAsync(ContestDb db, CurrentEdition edition, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        var (competitionId, today) = (edition.Id, edition.Today);
        var sheets = await db
            .JudgeSheets.Where(s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary)
            .Select(s => new Sheet(
                s.JudgeId,
                s.EntryId,
                s.SetAsideAt != null ? SheetStep.SetAside
                    : s.RecusedAt != null ? SheetStep.Recused
                    : s.SubmittedAt != null ? SheetStep.Submitted
                    : s.Version > 0 ? SheetStep.Begun
                    : SheetStep.Open
            ))
            .ToListAsync(cancel);
        var judges = await db
            .Judges.AsNoTracking()
            .Where(j => j.CompetitionId == competitionId)
            .OrderBy(j => j.Id)
            .ToListAsync(cancel);
        var panels = await db
            .EntryPanels.Where(p => p.CompetitionId == competitionId)
            .ToDictionaryAsync(p => p.EntryId, p => (int?)p.Panel, cancel);
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
        var reminded = await db
            .JudgeReminders.Where(r => r.CompetitionId == competitionId && r.On == today)
            .Select(r => r.JudgeId)
            .ToHashSetAsync(cancel);
        var given = await GivenOnAsync(db, edition, cancel);
        var last = given.GroupBy(g => g.JudgeId).ToDictionary(g => g.Key, g => g.Max(day => day.Last));
        var addresses = invited.ToLookup(i => i.JudgeId, i => i.Email);
        var byJudge = sheets.ToLookup(s => s.JudgeId);
        var byEntry = sheets.ToLookup(s => s.EntryId);
        return new(
            [
                .. judges.Select(j =>
                    Line(
                        j,
                        addresses[j.Id].LastOrDefault(),
                        [.. byJudge[j.Id]],
                        reminded.Contains(j.Id),
                        last.GetValueOrDefault(j.Id)
                    )
                ),
            ],
            [
                .. entries.Select(e => new EntryLine(
                    e.Id,
                    e.Code!,
                    e.Title,
                    panels.GetValueOrDefault(e.Id),
                    byEntry[e.Id].ToDictionary(s => s.JudgeId, s => s.Step)
                )),
            ],
            given.GroupBy(g => g.Day).ToDictionary(g => g.Key, g => g.Sum(judge => judge.Count))
        );
    }

    /// <summary>The preliminary's sheets that are submitted and count.</summary>
    public static IQueryable<JudgeSheet> Given(ContestDb db, Guid competitionId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.JudgeSheets.Where(s =>
            s.CompetitionId == competitionId
            && s.Round == Stage.Preliminary
            && s.SubmittedAt != null
            && s.RecusedAt == null
            && s.SetAsideAt == null
        );
    }

    /// <summary>Those by judge and by day at the contest's place, counted where they are.</summary>
    private static Task<List<GivenOn>> GivenOnAsync(ContestDb db, CurrentEdition edition, CancellationToken cancel)
    {
        var zone = edition.Rulebook.TimeZone;
        return Given(db, edition.Id)
            .Select(s => new
            {
                s.JudgeId,
                At = s.SubmittedAt!.Value,
                Day = DateOnly.FromDateTime(
                    TimeZoneInfo.ConvertTimeBySystemTimeZoneId(s.SubmittedAt!.Value.UtcDateTime, zone)
                ),
            })
            .GroupBy(s => new { s.JudgeId, s.Day })
            .Select(g => new GivenOn(g.Key.JudgeId, g.Key.Day, g.Count(), g.Max(s => s.At)))
            .ToListAsync(cancel);
    }

    private static JudgeLine Line(
        Judge judge,
        string? address,
        IReadOnlyCollection<Sheet> sheets,
        bool wasReminded,
        DateTimeOffset? last
    ) =>
        new(
            judge.Id,
            judge.Name,
            judge.Employer,
            judge.Discipline,
            judge.IsFinalJudge,
            judge.PersonId is not null,
            address,
            sheets.Count(s => s.Step == SheetStep.Submitted),
            sheets.Count(s => s.Step == SheetStep.Recused),
            sheets.Count(s => s.Step is SheetStep.Open or SheetStep.Begun),
            judge.Panel,
            judge.LeftAt is not null,
            wasReminded,
            last
        );

    private sealed record Sheet(Guid JudgeId, Guid EntryId, SheetStep Step);

    private sealed record GivenOn(Guid JudgeId, DateOnly Day, int Count, DateTimeOffset? Last);
}
