using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>What is done about a round that is behind: the forecast, reminders, entries at risk, disagreements.</summary>
public sealed partial class IndexModel
{
    private const int RowsOfGrid = 50;
    private const int MostAtRisk = 20;
    private const int MostTasks = 50;

    /// <summary>An entry that lacks a judge, and who could take it.</summary>
    public sealed record AtRisk(JuryProgress.EntryLine Entry, IReadOnlyList<string> Candidates);

    /// <summary>A disagreement; Lowest and Highest are marks and null for whoever may not see them.</summary>
    public sealed record Disagreement(
        DiscrepancyTask Task,
        string Code,
        string Title,
        decimal? Lowest,
        decimal? Highest,
        IReadOnlyList<(Guid Id, string Name)> Candidates
    );

    [BindProperty(SupportsGet = true)]
    public int? Panel { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int At { get; set; } = 1;

    public Forecast? Forecast { get; private set; }
    public IReadOnlyList<JuryProgress.EntryLine> Grid { get; private set; } = [];
    public IReadOnlyList<JuryProgress.JudgeLine> GridJudges { get; private set; } = [];
    public int Matching { get; private set; }
    public int Pages => int.Max(1, (Matching + RowsOfGrid - 1) / RowsOfGrid);
    public IReadOnlyList<int> Panels { get; private set; } = [];
    public IReadOnlyList<AtRisk> Short { get; private set; } = [];
    public int ShortCount { get; private set; }
    public IReadOnlyList<Disagreement> Disagreements { get; private set; } = [];
    public int OpenDisagreements { get; private set; }

    public bool MayRemind => User.Role() is Role.Organizer or Role.Staff && Run.IsOpen;

    public int ToRemind => Progress.Judges.Count(CanRemind);

    public static bool CanRemind(JuryProgress.JudgeLine judge) =>
        judge is { HasAccount: true, Open: > 0, WasReminded: false, HasLeft: false };

    public bool IsBehind(JuryProgress.JudgeLine judge) =>
        Run.OpenedAt is { } opened && Forecast.IsBehind(judge.Submitted, judge.Due, opened, Closes, edition.Now);

    public async Task<IActionResult> OnPostRemindAsync(Guid? judgeId, CancellationToken cancel)
    {
        ModelState.Clear();
        if (User.Role() is not (Role.Organizer or Role.Staff))
            return Forbid();
        var whom = judgeId is { } one
            ? [one]
            : await db.Judges.Where(j => j.CompetitionId == edition.Id).Select(j => j.Id).ToListAsync(cancel);
        var reminded = await remind.HandleAsync(
            new(edition.Id, whom, Request.Public(settings.Value), User.Actor()),
            cancel
        );
        Refusal = reminded.Refusal;
        return await DoneAsync(
            reminded.Value is { } names ? string.Format(null, Planning.Reminded, names.Count) : "",
            cancel
        );
    }

    public async Task<IActionResult> OnPostResolveAsync(
        Guid taskId,
        DiscrepancyOutcome outcome,
        Guid? judgeId,
        string? note,
        CancellationToken cancel
    )
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        Refusal = await resolve.HandleAsync(
            new(edition.Id, taskId, outcome, judgeId, note ?? "", User.Actor()),
            cancel
        );
        return await DoneAsync(Planning.Resolved, cancel);
    }

    /// <summary>The page's address with the filter kept.</summary>
    public string Address(int page) =>
        $"/organise/{edition.Slug}/jury?"
        + string.Join(
            '&',
            new[]
            {
                Panel is { } panel ? FormattableString.Invariant($"panel={panel}") : null,
                string.IsNullOrWhiteSpace(Search) ? null : "q=" + Uri.EscapeDataString(Search),
                FormattableString.Invariant($"p={page}"),
            }.Where(p => p is not null)
        )
        + "#coverage";

    private async Task ReadFollowUpAsync(CancellationToken cancel)
    {
        if (Run.OpenedAt is { } opened && Run.IsOpen)
            await ForecastAsync(opened, cancel);
        ReadGrid();
        await ReadWorkAsync(cancel);
    }

    private async Task ForecastAsync(DateTimeOffset opened, CancellationToken cancel)
    {
        var (from, now) = (Forecast.From(opened, edition.Now), edition.Now);
        var given = await JuryProgress
            .Given(db, edition.Id)
            .CountAsync(s => s.SubmittedAt > from && s.SubmittedAt <= now, cancel);
        Forecast = Forecast.Of(Progress.Due - Progress.Submitted, given, opened, now);
    }

    private void ReadGrid()
    {
        Panels = [.. Progress.Entries.Select(e => e.Panel).OfType<int>().Distinct().Order()];
        var lines = Progress
            .Entries.Where(e => Panel is not { } panel || e.Panel == panel)
            .Where(e =>
                string.IsNullOrWhiteSpace(Search)
                || e.Code.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase)
                || e.Title.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        Matching = lines.Count;
        At = int.Clamp(At, 1, Pages);
        Grid = [.. lines.Skip((At - 1) * RowsOfGrid).Take(RowsOfGrid)];
        var there = Grid.SelectMany(e => e.Sheets.Keys).ToHashSet();
        GridJudges = [.. Progress.Judges.Where(j => there.Contains(j.Id))];
    }

    private async Task ReadWorkAsync(CancellationToken cancel)
    {
        var tasks = await db
            .DiscrepancyTasks.AsNoTracking()
            .Where(t => t.CompetitionId == edition.Id)
            .OrderBy(t => t.ResolvedAt != null)
            .ThenBy(t => t.Id)
            .ToListAsync(cancel);
        OpenDisagreements = tasks.Count(t => t.ResolvedAt is null);
        var needed = edition.Rulebook.Preliminary.JudgesPerEntry;
        var lacking = Progress.IsAssigned ? Progress.Entries.Where(e => e.Submitted + e.Open < needed).ToList() : [];
        ShortCount = lacking.Count;
        var sheets = await db.PlanSheetsAsync(edition.Id, cancel);
        var input = await db.PlanInputAsync(edition.Id, sheets, keepsSheets: true, cancel);
        var names = Progress.Judges.ToDictionary(j => j.Id, j => j.Name);
        var entries = Progress.Entries.ToDictionary(e => e.Id);
        var known = input.Entries.Select(e => e.EntryId).ToHashSet();
        IReadOnlyList<(Guid Id, string Name)> Free(Guid entry, int most) =>
            known.Contains(entry)
                ? [.. Replacement.Candidates(input, entry).Take(most).Select(p => (p.JudgeId, names[p.JudgeId]))]
                : [];
        Short = [.. lacking.Take(MostAtRisk).Select(e => new AtRisk(e, [.. Free(e.Id, 3).Select(f => f.Name)]))];
        var maySeeMarks = edition.MaySee(User.Viewer(), Sight.AllSheets);
        Disagreements =
        [
            .. tasks
                .Where(t => entries.ContainsKey(t.EntryId))
                .Take(MostTasks)
                .Select(t => new Disagreement(
                    t,
                    entries[t.EntryId].Code,
                    entries[t.EntryId].Title,
                    maySeeMarks ? t.Lowest : null,
                    maySeeMarks ? t.Highest : null,
                    t.ResolvedAt is null ? Free(t.EntryId, 30) : []
                )),
        ];
    }
}
