using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>How one entry's place came about, from every mark to the cut, so that a person can follow it with a pencil.</summary>
public sealed class StandingModel(ContestDb db, CurrentEdition edition) : PageModel
{
    /// <summary>
    /// One judge's sheet for the entry, as frozen where the standings are; Points by criterion, empty while nothing is
    /// submitted. ChangedAt: what is kept now is another, since then, and does not count.
    /// </summary>
    public sealed record SheetLine(
        string Judge,
        string? Variant,
        IReadOnlyDictionary<string, decimal> Points,
        bool IsRecused,
        string? SetAside,
        DateTimeOffset? ChangedAt
    )
    {
        public bool Counts => Points.Count > 0 && SetAside is null;
        public decimal Total => Points.Values.Sum();
    }

    public CurrentEdition Edition => edition;

    /// <summary>The criteria of the entry's sheets: of one variant, unless it changed while the entry was judged.</summary>
    public IReadOnlyList<Criterion> Criteria =>
        [
            .. Sheets
                .Select(s => s.Variant)
                .Distinct()
                .SelectMany(v => edition.Rulebook.Preliminary.On(v).Sheet)
                .DistinctBy(c => c.Code),
        ];

    /// <summary>评分表版本, where the edition has several.</summary>
    public string? VariantName =>
        edition.Rulebook.Preliminary.Variants.Count == 0
            ? null
            : string.Join(
                " / ",
                Sheets.Select(s => s.Variant).Distinct().Select(edition.Rulebook.Preliminary.SheetName)
            );
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Group { get; private set; } = "";
    public IReadOnlyList<SheetLine> Sheets { get; private set; } = [];
    public ShownStandings Shown { get; private set; } = null!;
    public Standing? Standing { get; private set; }
    public IReadOnlyDictionary<Guid, string> Codes { get; private set; } = new Dictionary<Guid, string>();

    public string Score(decimal score) =>
        score.ToString("F" + edition.Rulebook.Preliminary.Places, CultureInfo.InvariantCulture);

    public static string Points(decimal points) => points.ToString("0.####", CultureInfo.InvariantCulture);

    public string Moment(DateTimeOffset at) => Moments.OnPaper(at, edition.Zone, CultureInfo.CurrentUICulture);

    /// <summary>What a tie rule compares, in words.</summary>
    public string TieName(TieRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var name = Rules.ResourceManager.GetString("TieKind_" + rule.Kind, Rules.Culture) ?? $"{rule.Kind}";
        var criterion = edition.Rulebook.Preliminary.CriteriaByCode().FirstOrDefault(c => c.Key == rule.Criterion);
        return criterion is null
            ? name
            : $"{name} · {string.Join(" / ", criterion.Select(c => $"{c.Name}").Distinct())}";
    }

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        var entry = await db
            .Entries.Where(e => e.Id == entryId && e.CompetitionId == edition.Id && e.Code != null)
            .Select(e => new
            {
                e.Code,
                e.Title,
                e.Group,
            })
            .SingleOrDefaultAsync(cancel);
        if (entry is null)
            return NotFound();
        (Code, Title, Group) = (entry.Code!, entry.Title, entry.Group ?? "");
        Shown = await ShownStandings.ReadAsync(db, edition, cancel);
        Standing = Shown.Standings.Groups.SelectMany(g => g.Standings).FirstOrDefault(s => s.EntryId == entryId);
        Sheets = await SheetsAsync(entryId, cancel);
        Codes = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.Code != null)
            .ToDictionaryAsync(e => e.Id, e => e.Code!, cancel);
        return Page();
    }

    private async Task<IReadOnlyList<SheetLine>> SheetsAsync(Guid entryId, CancellationToken cancel)
    {
        var frozenAt = Shown.Sheet?.ComputedAt ?? DateTimeOffset.MaxValue;
        var sheets = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            where s.EntryId == entryId && s.Round == Stage.Preliminary
            orderby j.Name, s.Id
            select new Kept(
                s.Id,
                j.Name,
                s.Variant,
                s.RecusedAt,
                s.SetAsideAt,
                s.SetAsideReason,
                s.SubmittedAt,
                s.SubmittedAt == null ? 0 : s.Submissions
            )
        ).ToListAsync(cancel);
        var counted = await CountedAsync(sheets, frozenAt, cancel);
        var ids = sheets.ConvertAll(s => s.Id);
        var marks = (await db.Marks.AsNoTracking().Where(m => ids.Contains(m.SheetId)).ToListAsync(cancel)).ToLookup(
            m => (m.SheetId, m.Submission)
        );
        return
        [
            .. sheets.Select(s => new SheetLine(
                s.Judge,
                s.Variant,
                marks[(s.Id, counted[s.Id])].ToDictionary(m => m.Criterion, m => m.Points),
                s.RecusedAt <= frozenAt,
                s.SetAsideAt <= frozenAt ? s.SetAsideReason ?? "" : null,
                s.Moments.Where(at => at > frozenAt).Max()
            )),
        ];
    }

    /// <summary>Which submission of each sheet counts: the last, or the last before the standings were frozen.</summary>
    private async Task<Dictionary<Guid, int>> CountedAsync(
        List<Kept> sheets,
        DateTimeOffset frozenAt,
        CancellationToken cancel
    )
    {
        var counted = sheets.ToDictionary(s => s.Id, s => s.Submissions);
        foreach (var later in sheets.Where(s => s.SubmittedAt > frozenAt))
        {
            var subject = $"sheet:{later.Id}";
            counted[later.Id] = await db.AuditEvents.CountAsync(
                e =>
                    e.CompetitionId == edition.Id && e.Act == "SubmitSheet" && e.Subject == subject && e.At <= frozenAt,
                cancel
            );
        }
        return counted;
    }

    private sealed record Kept(
        Guid Id,
        string Judge,
        string? Variant,
        DateTimeOffset? RecusedAt,
        DateTimeOffset? SetAsideAt,
        string? SetAsideReason,
        DateTimeOffset? SubmittedAt,
        int Submissions
    )
    {
        public IEnumerable<DateTimeOffset?> Moments => [RecusedAt, SetAsideAt, SubmittedAt];
    }
}
