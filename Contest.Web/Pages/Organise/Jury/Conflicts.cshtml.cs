using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Conflicts of interest with their evidence, the undecided first; an organizer decides each with a reason.</summary>
public sealed class ConflictsModel(ContestDb db, CurrentEdition edition, FindConflicts find, DecideConflict decide)
    : PageModel
{
    private const int PageSize = 50;

    public sealed record Line(
        Guid Id,
        ConflictKind Kind,
        string Evidence,
        ConflictDecision Decision,
        DateTimeOffset FoundAt,
        DateTimeOffset? DecidedAt,
        string? DecidedBy,
        string? Reason,
        string Judge,
        Guid ExpertId,
        Guid EntryId,
        string? Code,
        string Title,
        bool HasMarks,
        bool IsAside,
        int Number
    )
    {
        /// <summary>The evidence in the reader's language.</summary>
        public ConflictEvidence Said => ConflictEvidence.Read(Evidence);
    }

    [BindProperty(SupportsGet = true)]
    public ConflictDecision? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public ConflictKind? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int At { get; set; } = 1;

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyDictionary<ConflictDecision, int> Counts { get; private set; } =
        new Dictionary<ConflictDecision, int>();
    public IReadOnlySet<Guid> Asked { get; private set; } = new HashSet<Guid>();
    public int Matching { get; private set; }
    public int Pages => (Matching + PageSize - 1) / PageSize;
    public Refusal? Refusal { get; private set; }

    /// <summary>The hit whose decision was refused, and what was typed there.</summary>
    public (Guid Id, string Reason)? Typed { get; private set; }

    public bool MayChange => User.Role() == Role.Organizer;
    public bool IsFiltered => State is not null || Kind is not null || !string.IsNullOrWhiteSpace(Search);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!MaySee)
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        var found = await find.HandleAsync(new(edition.Id, Actor: User.Actor()), cancel);
        TempData["done"] = string.Format(null, Experts.LookedDone, found);
        return Redirect(Address(1));
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, bool uphold, string? reason, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        var decided = await decide.HandleAsync(new(edition.Id, id, uphold, reason ?? "", User.Actor()), cancel);
        if (decided.Value is { } answer)
        {
            TempData["done"] =
                !answer.IsDecided ? Experts.AskedDone
                : !uphold ? Experts.DismissedDone
                : answer.ApprovalId is null ? Experts.UpheldDone
                : Experts.UpheldLateDone;
            return Redirect(Address(At));
        }
        (Refusal, Typed) = (decided.Refusal, (id, reason ?? ""));
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    /// <summary>This list at another page, with its filter.</summary>
    public string Address(int page)
    {
        QueryString query = new();
        if (State is { } state)
            query = query.Add("state", $"{state}");
        if (Kind is { } kind)
            query = query.Add("kind", $"{kind}");
        if (!string.IsNullOrWhiteSpace(Search))
            query = query.Add("q", Search);
        if (page > 1)
            query = query.Add("p", $"{page}");
        return $"/organise/{edition.Slug}/jury/conflicts{query}";
    }

    private bool MaySee => edition.MaySee(User.Viewer(), Sight.Conflicts);

    private async Task ReadAsync(CancellationToken cancel)
    {
        var all = db.Conflicts.AsNoTracking().Where(c => c.CompetitionId == edition.Id);
        Counts = await all.GroupBy(c => c.Decision).ToDictionaryAsync(g => g.Key, g => g.Count(), cancel);
        var words = SearchPattern.Of(Search);
        var matching =
            from c in all
            join j in db.Judges on c.JudgeId equals j.Id
            join e in db.Entries on c.EntryId equals e.Id
            where State == null || c.Decision == State
            where Kind == null || c.Kind == Kind
            where
                words == null
                || EF.Functions.ILike(j.Name, words, "\\")
                || EF.Functions.ILike(e.Title, words, "\\")
                || (e.Code != null && EF.Functions.ILike(e.Code, words, "\\"))
            orderby c.Decision, e.Code, j.Name, c.Id
            select new Line(
                c.Id,
                c.Kind,
                c.Evidence,
                c.Decision,
                c.FoundAt,
                c.DecidedAt,
                c.DecidedByName,
                c.Reason,
                j.Name,
                j.ExpertId,
                e.Id,
                e.Code,
                e.Title,
                db.JudgeSheets.Any(s => s.JudgeId == j.Id && s.EntryId == e.Id && s.SubmittedAt != null),
                db.JudgeSheets.Any(s => s.JudgeId == j.Id && s.EntryId == e.Id && s.SetAsideAt != null),
                e.Number
            );
        Matching = await matching.CountAsync(cancel);
        At = Math.Clamp(At, 1, Math.Max(1, Pages));
        Lines = await matching.Skip((At - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var asked = await db
            .Approvals.Where(a =>
                a.CompetitionId == edition.Id && a.Act == nameof(DecideConflict) && a.DecidedAt == null
            )
            .Select(a => a.Subject)
            .ToListAsync(cancel);
        Asked = asked.Select(Guid.Parse).ToHashSet();
    }
}
