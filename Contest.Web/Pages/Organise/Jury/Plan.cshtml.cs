using Contest.Core;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Who reads what: computed, looked at, changed by hand, and applied as one act.</summary>
public sealed class PlanModel(ContestDb db, CurrentEdition edition, DraftPlan draft, ChangePlan change, ApplyPlan apply)
    : PageModel
{
    private const int PerPage = 50;

    /// <summary>The filter: a judge, a panel, entries with something left undone, or a part of a code.</summary>
    [BindProperty(SupportsGet = true, Name = "judge")]
    public Guid? JudgeId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Panel { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Lacking { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>The code of the entry that is looked at closely.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Entry { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int At { get; set; } = 1;

    public CurrentEdition Edition => edition;
    public bool MayChange =>
        User.Role() == Role.Organizer && edition.Competition.Run(Stage.Preliminary).ClosedAt is null;
    public PlanView? View { get; private set; }
    public Refusal? Refusal { get; private set; }
    public IReadOnlyList<PlanView.Judge> Judges { get; private set; } = [];
    public IReadOnlyList<PlanView.Line> Lines { get; private set; } = [];
    public PlanView.Line? Chosen { get; private set; }
    public int Matching { get; private set; }
    public int Pages => int.Max(1, (Matching + PerPage - 1) / PerPage);
    public bool IsFiltered => JudgeId is not null || Panel is not null || Lacking || !string.IsNullOrWhiteSpace(Search);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostDraftAsync(bool keeps, CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var made = await draft.HandleAsync(new(edition.Id, keeps, User.Actor()), cancel);
        Refusal = made.Refusal;
        return await DoneAsync(Planning.Drafted, cancel);
    }

    public async Task<IActionResult> OnPostLeaveAsync(Guid leaver, string? reason, CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var made = await draft.HandleAsync(
            new(edition.Id, KeepsSheets: true, User.Actor(), new(leaver, (reason ?? "").Trim())),
            cancel
        );
        Refusal = made.Refusal;
        return await DoneAsync(Planning.DraftedLeaver, cancel);
    }

    public async Task<IActionResult> OnPostChangeAsync(
        string hash,
        Guid entryId,
        Guid? from,
        Guid? to,
        CancellationToken cancel
    )
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var changed = await change.HandleAsync(new(edition.Id, hash, entryId, from, to, User.Actor()), cancel);
        Refusal = changed.Refusal;
        return await DoneAsync(Planning.Changed, cancel);
    }

    public async Task<IActionResult> OnPostApplyAsync(string hash, CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        var applied = await apply.HandleAsync(new(edition.Id, hash, User.Actor()), cancel);
        Refusal = applied.Refusal;
        return await DoneAsync(
            applied.Value is { } diff
                ? string.Format(null, Planning.Applied, diff.New.Count, diff.Gone.Count, diff.Kept.Count, diff.Same)
                : "",
            cancel
        );
    }

    /// <summary>The page's address with the filter kept.</summary>
    public string Address(int page, string? entry = null)
    {
        List<string> parts = [];
        if (JudgeId is { } judge)
            parts.Add($"judge={judge}");
        if (Panel is { } panel)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"panel={panel}"));
        if (Lacking)
            parts.Add("lacking=true");
        if (!string.IsNullOrWhiteSpace(Search))
            parts.Add("q=" + Uri.EscapeDataString(Search));
        if (page > 1)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p={page}"));
        if (entry is not null)
            parts.Add("entry=" + Uri.EscapeDataString(entry));
        var path = $"/organise/{edition.Slug}/jury/plan";
        return (parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}") + (entry is null ? "" : "#entry");
    }

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect(Address(At, Entry));
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Judges = await PlanView.JudgesAsync(db, edition.Id, cancel);
        View = await PlanView.ReadAsync(db, edition.Id, Judges, cancel);
        if (View is null)
            return;
        var lines = View
            .Lines.Where(l => JudgeId is not { } judge || l.Seats.Any(s => s.JudgeId == judge))
            .Where(l => Panel is not { } panel || l.Panel == panel)
            .Where(l => !Lacking || l.Findings.Count > 0)
            .Where(l =>
                string.IsNullOrWhiteSpace(Search)
                || l.Code.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase)
                || l.Title.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        Matching = lines.Count;
        At = int.Clamp(At, 1, Pages);
        Lines = [.. lines.Skip((At - 1) * PerPage).Take(PerPage)];
        Chosen = View.Lines.FirstOrDefault(l => l.Code == Entry);
    }
}
