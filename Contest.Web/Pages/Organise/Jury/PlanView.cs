using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The draft of a plan with the names of people and projects, what it leaves undone and what applying it would do.</summary>
public sealed record PlanView(
    PlanDraft Draft,
    PlanInput Input,
    IReadOnlyList<PlannedSeat> Seats,
    IReadOnlyList<PlanView.Line> Lines,
    IReadOnlyList<PlanFinding> Findings,
    PlanConnections Connections,
    PlanBalance Balance,
    PlanDiff Diff,
    DraftLeaver? Leaver
)
{
    public sealed record Judge(Guid Id, string Name, string Employer, Discipline Discipline, bool HasLeft);

    public sealed record Line(
        Guid EntryId,
        string Code,
        string Title,
        int? Panel,
        IReadOnlyList<DraftSeat> Seats,
        IReadOnlyList<PlanFinding> Findings
    );

    public int Forbidden => Findings.Count(f => f.IsForbidden);

    public int LoadOf(Guid judge) => Loads.GetValueOrDefault(judge);

    public int MostLoad => Loads.Values.DefaultIfEmpty(0).Max();

    public int LeastLoad => Input.Judges.Select(j => LoadOf(j.JudgeId)).DefaultIfEmpty(0).Min();

    public int? PanelOf(Guid judge) => Panels.GetValueOrDefault(judge);

    private Dictionary<Guid, int> Loads { get; } = Seats.CountBy(s => s.JudgeId).ToDictionary();

    private Dictionary<Guid, int?> Panels { get; } = Draft.Content().Judges.ToDictionary(j => j.JudgeId, j => j.Panel);

    /// <summary>The fit points of all seats, and how many there could be.</summary>
    public (int Points, int Most) FitPoints()
    {
        var judges = Input.Judges.ToDictionary(j => j.JudgeId);
        var entries = Input.Entries.ToDictionary(e => e.EntryId);
        var known = Seats.Where(s => judges.ContainsKey(s.JudgeId) && entries.ContainsKey(s.EntryId)).ToList();
        return (known.Sum(s => Fit.Of(entries[s.EntryId], judges[s.JudgeId]).Points), known.Count * Fit.Most);
    }

    /// <summary>Who could take one more seat of an entry, best first, without those barred from it.</summary>
    public IReadOnlyList<Guid> Candidates(Guid entry) =>
        [
            .. Replacement
                .Candidates(Input with { Fixed = Seats.Select(s => s.Pair).ToHashSet() }, entry)
                .Select(p => p.JudgeId),
        ];

    public static async Task<IReadOnlyList<Judge>> JudgesAsync(
        ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        await db
            .Judges.Where(j => j.CompetitionId == competitionId)
            .OrderBy(j => j.Id)
            .Select(j => new Judge(j.Id, j.Name, j.Employer, j.Discipline, j.LeftAt != null))
            .ToListAsync(cancel);

    /// <summary>The open draft; null where none is computed.</summary>
    public static async Task<PlanView?> ReadAsync(
        ContestDb db,
        Guid competitionId,
        IReadOnlyList<Judge> judges,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.OpenPlanAsync(competitionId, cancel) is not { } draft)
            return null;
        var content = draft.Content();
        var sheets = await db.PlanSheetsAsync(competitionId, cancel);
        var input = (await db.PlanInputAsync(competitionId, sheets, keepsSheets: true, cancel)).WithLeaver(
            content.Leaver,
            sheets
        );
        var known = judges.Select(j => j.Id).ToHashSet();
        var entries = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                e.Code,
                e.Title,
            })
            .ToDictionaryAsync(e => e.Id, cancel);
        var seats = content.Seats().Where(s => known.Contains(s.JudgeId) && entries.ContainsKey(s.EntryId)).ToList();
        List<Pairing> pairs = [.. seats.Select(s => s.Pair)];
        var findings = PlanCheck.Of(input, pairs);
        var byEntry = findings.ToLookup(f => f.EntryId);
        return new(
            draft,
            input with
            {
                Panels = content
                    .Entries.Where(e => e.Panel is not null)
                    .ToDictionary(e => e.EntryId, e => e.Panel!.Value),
            },
            seats,
            [
                .. content
                    .Entries.Where(e => entries.ContainsKey(e.EntryId))
                    .Select(e => new Line(
                        e.EntryId,
                        entries[e.EntryId].Code!,
                        entries[e.EntryId].Title,
                        e.Panel,
                        e.Seats,
                        [.. byEntry[e.EntryId]]
                    )),
            ],
            findings,
            PlanConnections.Of(
                input,
                pairs,
                content.Judges.Where(j => j.Panel is not null).ToDictionary(j => j.JudgeId, j => j.Panel!.Value)
            ),
            PlanBalance.Of(input, pairs),
            PlanDiff.Of(sheets, pairs),
            content.Leaver
        );
    }
}
