using Contest.Core;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Look;
using Contest.Web.Operations;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>Every change of one's own entry, newest first; any value can be had back, which is a change itself.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class HistoryModel(ContestDb db, OwnEntry own, SaveFields save) : PageModel
{
    private const int PageSize = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>What one person wrote in one step without a longer pause, newest first.</summary>
    public sealed record Sitting(DraftStep Step, string ByName, IReadOnlyList<EntryEdit> Edits)
    {
        /// <summary>When it began and ended, in the edition's time.</summary>
        public string Times(TimeZoneInfo zone)
        {
            var (from, to) = (LocalTime.Show(Edits[^1].At, zone), LocalTime.Clock(Edits[0].At, zone));
            return from.EndsWith(to, StringComparison.Ordinal) ? from : $"{from}–{to}";
        }
    }

    /// <summary>Only edits before this number; null for the newest.</summary>
    [FromQuery]
    public int? Before { get; init; }

    public OwnEntry Own => own;
    public Refusal? Refusal { get; private set; }
    public IReadOnlyList<EntryEdit> Edits { get; private set; } = [];
    public IReadOnlyList<Sitting> Sittings { get; private set; } = [];
    public bool HasMore { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return NotFound();
        var edits = await db
            .EntryEdits.AsNoTracking()
            .Where(e => e.EntryId == entryId && (Before == null || e.Number < Before))
            .OrderByDescending(e => e.Number)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        (Edits, HasMore) = ([.. edits.Take(PageSize)], edits.Count > PageSize);
        Sittings = [.. InSittings(Edits)];
        return Page();
    }

    private static IEnumerable<Sitting> InSittings(IEnumerable<EntryEdit> edits)
    {
        List<EntryEdit> together = [];
        foreach (var edit in edits)
        {
            if (together.Count > 0 && !IsOneSitting(together[^1], edit))
            {
                yield return Of(together);
                together = [];
            }
            together.Add(edit);
        }
        if (together.Count > 0)
            yield return Of(together);
        static Sitting Of(List<EntryEdit> edits) => new(DraftSteps.Of(edits[0].Path), edits[0].ByName, edits);
    }

    private static bool IsOneSitting(EntryEdit later, EntryEdit earlier) =>
        later.By == earlier.By
        && DraftSteps.Of(later.Path) == DraftSteps.Of(earlier.Path)
        && later.At - earlier.At < Pause;

    /// <param name="which"><c>old</c>: what stood there before the edit; <c>new</c>: what the edit wanted.</param>
    /// <param name="seen">The edit this page showed the field with.</param>
    public async Task<IActionResult> OnPostAsync(
        Guid entryId,
        int number,
        string which,
        int seen,
        CancellationToken cancel
    )
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return await EndedAccess.AnswerAsync(own, this, entryId, cancel);
        if (
            await db
                .EntryEdits.AsNoTracking()
                .SingleOrDefaultAsync(e => e.EntryId == entryId && e.Number == number, cancel)
            is not { } edit
        )
            return NotFound();
        var value = which == "new" ? edit.New : edit.Old;
        var answer = await save.HandleAsync(new(entryId, [new(edit.Path, value, seen)], User.Actor()), cancel);
        Refusal = answer.Refusal ?? (answer.Conflicts.Count > 0 ? new("entry.changed_meanwhile") : null);
        if (Refusal is not null)
            return await OnGetAsync(entryId, cancel);
        TempData["done"] = Registering.Restored;
        return LocalRedirect($"{own.Address}/history");
    }

    /// <summary>What the edit's field says now.</summary>
    public string? Now(EntryEdit edit) => own.Fields.GetValueOrDefault(edit.Path)?.Value;

    public int SeenOf(EntryEdit edit) => own.Fields.GetValueOrDefault(edit.Path)?.Edit ?? 0;
}
