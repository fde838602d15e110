using System.Globalization;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Say = Contest.Web.Texts.Experts;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// The terms a judge accepts before the first dossier; then all assigned entries in one list, to declare interests in.
/// </summary>
public sealed class TermsModel(ContestDb db, OwnSheets own, AcceptTerms accept, DeclareInterest declare) : PageModel
{
    /// <summary>An assigned entry. Organisations are empty where the rulebook hides whose it is.</summary>
    public sealed record Line(
        Guid SheetId,
        string Code,
        string Title,
        IReadOnlyList<string> Organisations,
        bool IsBarred
    );

    /// <summary>The articles, in the reader's language.</summary>
    public static IReadOnlyList<string> Articles => [Say.Terms1, Say.Terms2, Say.Terms3, Say.Terms4, Say.Terms5];

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public string? Interest { get; set; }

    public DateTimeOffset? AcceptedAt { get; private set; }
    public bool IsAccepted { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(bool accepted, CancellationToken cancel)
    {
        Refusal = accepted
            ? await accept.HandleAsync(
                new(User.PersonId()!.Value, string.Join('\n', Articles), CultureInfo.CurrentUICulture.Name),
                cancel
            )
            : new Refusal("judging.terms_first");
        if (Refusal is null)
            return Redirect("/jury/terms");
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostDeclareAsync(CancellationToken cancel)
    {
        if (await db.JudgesWithoutTerms(User.PersonId()).AnyAsync(cancel))
            return Redirect("/jury/terms");
        var declared = await declare.HandleAsync(new(User.PersonId()!.Value, Chosen, Interest ?? ""), cancel);
        if (declared.Refusal is null)
        {
            TempData["done"] = string.Format(null, Say.DeclaredDone, declared.Value);
            return Redirect("/jury/terms");
        }
        Refusal = declared.Refusal;
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var person = User.PersonId();
        IsAccepted = !await db.JudgesWithoutTerms(person).AnyAsync(cancel);
        if (!IsAccepted)
            return;
        AcceptedAt = await db
            .AcceptedTerms.Where(t =>
                t.Version == JudgingTerms.Version && db.Judges.Any(j => j.Id == t.JudgeId && j.PersonId == person)
            )
            .MaxAsync(t => (DateTimeOffset?)t.At, cancel);
        var sheets = (await own.ListAsync(User, cancel)).Where(s => s.IsOpen).ToList();
        if (sheets.Count > 0)
            Zone = TimeZoneInfo.FindSystemTimeZoneById(sheets[0].Rulebook.TimeZone);
        var named = sheets.Where(s => !s.Rules.IsAnonymous && !s.IsBarred).Select(s => s.EntryId).ToList();
        var organisations = await db
            .Participations.Where(p => named.Contains(p.EntryId))
            .OrderBy(p => p.Position)
            .Select(p => new { p.EntryId, p.Entrant.Name })
            .ToListAsync(cancel);
        var byEntry = organisations.ToLookup(o => o.EntryId, o => o.Name);
        Lines =
        [
            .. sheets
                .DistinctBy(s => s.EntryId)
                .Select(s => new Line(s.Id, s.Code, s.Title, [.. byEntry[s.EntryId]], s.IsBarred)),
        ];
    }
}
