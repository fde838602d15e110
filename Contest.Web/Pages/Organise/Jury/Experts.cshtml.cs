using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Say = Contest.Web.Texts.Experts;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The pool of experts: found by words, trade and appointment; appointed to this edition and invited.</summary>
public sealed class ExpertsModel(
    ContestDb db,
    CurrentEdition edition,
    SaveExpert save,
    AddJudge add,
    FindConflicts find,
    InvitePerson invite,
    IOptions<ContestSettings> settings
) : PageModel
{
    private const int PageSize = 50;

    public sealed record Line(
        Guid Id,
        string Name,
        string? Email,
        Discipline Discipline,
        string? Employer,
        IReadOnlyList<string> IpcClasses,
        IReadOnlyList<string> Fields,
        bool HasAccount,
        Guid? JudgeId,
        bool HasSignedUp,
        string? InvitedAt,
        int Editions,
        int Sheets
    );

    public sealed class ExpertInput
    {
        [Required]
        [StringLength(100)]
        public string Name { get; set; } = "";

        [Required]
        [StringLength(200)]
        public string Employer { get; set; } = "";

        public Discipline Discipline { get; set; } = Discipline.IntellectualProperty;

        [StringLength(256)]
        public string? Email { get; set; }
    }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public Discipline? Discipline { get; set; }

    /// <summary>Only judges of this edition, or only those who are not.</summary>
    [BindProperty(SupportsGet = true)]
    public bool? Appointed { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int At { get; set; } = 1;

    [BindProperty]
    public ExpertInput Input { get; set; } = new();

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int Matching { get; private set; }
    public int Pages => (Matching + PageSize - 1) / PageSize;
    public Refusal? Refusal { get; private set; }
    public bool MayChange => User.Role() == Role.Organizer;
    public bool IsFiltered => Discipline is not null || Appointed is not null || !string.IsNullOrWhiteSpace(Search);
    private string Home => $"/organise/{edition.Slug}/jury/experts";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!edition.MaySee(User.Viewer(), Sight.Experts))
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        if (!ModelState.IsValid)
        {
            await ReadAsync(cancel);
            return Page();
        }
        SaveExpert.Facts facts = new(Input.Name, Input.Email, Input.Discipline)
        {
            Employments = [new(Input.Employer, null, null, null)],
        };
        var saved = await save.HandleAsync(new(null, 0, facts, edition.Id, User.Actor()), cancel);
        Refusal = saved.Refusal;
        return await DoneAsync(
            string.Format(null, Say.AddedDone, Input.Name.Trim()),
            saved.Value is { } added ? $"{Home}/{added.ExpertId}" : Home,
            cancel
        );
    }

    public async Task<IActionResult> OnPostAppointAsync(Guid expertId, bool final, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        if (await FindAsync(expertId, cancel) is not { } expert)
            return NotFound();
        var added = await add.HandleAsync(
            new(
                edition.Id,
                expert.Name,
                PresentEmployer(expert),
                expert.Discipline,
                final,
                expert.PersonId,
                User.Actor(),
                expert.Id
            ),
            cancel
        );
        Refusal = added.Refusal;
        // before anybody is invited
        var found = added.Value is { } judge
            ? await find.HandleAsync(new(edition.Id, judge.Id, Actor: User.Actor()), cancel)
            : 0;
        return await DoneAsync(string.Format(null, Say.AppointedDone, expert.Name, found), Home, cancel);
    }

    public async Task<IActionResult> OnPostInviteAsync(Guid expertId, string? email, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!MayChange)
            return Forbid();
        var judge = await db
            .Judges.AsNoTracking()
            .SingleOrDefaultAsync(j => j.ExpertId == expertId && j.CompetitionId == edition.Id, cancel);
        if (judge is null)
            return NotFound();
        await find.HandleAsync(new(edition.Id, judge.Id, Actor: User.Actor()), cancel);
        var sent = await invite.HandleAsync(
            new(
                (email ?? "").Trim(),
                judge.Name,
                Role.Judge,
                Request.Public(settings.Value),
                "zh-CN",
                User.Actor(),
                JudgeId: judge.Id,
                CompetitionId: edition.Id
            ),
            cancel
        );
        Refusal = sent.Refusal;
        return await DoneAsync(string.Format(null, Say.InvitedDone, email), Home, cancel);
    }

    /// <summary>This list at another page, with its filter.</summary>
    public string Address(int page)
    {
        QueryString query = new();
        if (!string.IsNullOrWhiteSpace(Search))
            query = query.Add("q", Search);
        if (Discipline is { } discipline)
            query = query.Add("discipline", $"{discipline}");
        if (Appointed is { } appointed)
            query = query.Add("appointed", appointed ? "true" : "false");
        if (page > 1)
            query = query.Add("p", $"{page}");
        return $"{Home}{query}";
    }

    /// <summary>The employer without an end, the latest first; empty where none is known.</summary>
    private static string PresentEmployer(Expert expert) =>
        expert.Employments.Where(e => e.Until is null).OrderByDescending(e => e.From).FirstOrDefault()?.Name
        ?? expert.Employments.OrderByDescending(e => e.Until).FirstOrDefault()?.Name
        ?? "";

    private Task<Expert?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Experts.AsNoTracking().Include(e => e.Employments).SingleOrDefaultAsync(e => e.Id == id, cancel);

    private async Task<IActionResult> DoneAsync(string told, string address, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect(address);
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var words = SearchPattern.Of(Search);
        var matching = db
            .Experts.AsNoTracking()
            .Where(e => Discipline == null || e.Discipline == Discipline)
            .Where(e =>
                Appointed == null
                || db.Judges.Any(j => j.ExpertId == e.Id && j.CompetitionId == edition.Id) == Appointed
            )
            .Where(e =>
                words == null
                || EF.Functions.ILike(e.Name, words, "\\")
                || e.Employments.Any(x => EF.Functions.ILike(x.Name, words, "\\"))
                || e.IpcClasses.Any(c => EF.Functions.ILike(c, words, "\\"))
                || e.Fields.Any(f => EF.Functions.ILike(f, words, "\\"))
            );
        Matching = await matching.CountAsync(cancel);
        At = Math.Clamp(At, 1, Math.Max(1, Pages));
        Lines = await matching
            .OrderBy(e => e.Name)
            .ThenBy(e => e.Id)
            .Skip((At - 1) * PageSize)
            .Take(PageSize)
            .Select(e => new Line(
                e.Id,
                e.Name,
                e.Email,
                e.Discipline,
                e.Employments.OrderBy(x => x.Until != null)
                    .ThenByDescending(x => x.From)
                    .Select(x => x.Name)
                    .FirstOrDefault(),
                e.IpcClasses,
                e.Fields,
                e.PersonId != null,
                db.Judges.Where(j => j.ExpertId == e.Id && j.CompetitionId == edition.Id)
                    .Select(j => (Guid?)j.Id)
                    .FirstOrDefault(),
                db.Judges.Any(j => j.ExpertId == e.Id && j.CompetitionId == edition.Id && j.PersonId != null),
                db.Invitations.Where(i =>
                        i.UsedAt == null
                        && i.VoidedAt == null
                        && db.Judges.Any(j => j.ExpertId == e.Id && j.CompetitionId == edition.Id && j.Id == i.JudgeId)
                    )
                    .Select(i => i.Email)
                    .FirstOrDefault(),
                db.Judges.Count(j => j.ExpertId == e.Id),
                db.JudgeSheets.Count(s =>
                    s.SubmittedAt != null && db.Judges.Any(j => j.ExpertId == e.Id && j.Id == s.JudgeId)
                )
            ))
            .ToListAsync(cancel);
    }
}
