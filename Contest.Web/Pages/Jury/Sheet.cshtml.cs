using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// One sheet: the dossier and the score rows. The page itself holds no score, so that it may be kept for reading
/// without a network; the script fetches them. <c>?plain</c> shows them in an ordinary form.
/// </summary>
public sealed class SheetModel(ContestDb db, OwnSheets own, SaveSheet save, RecuseSheet recuse, TimeProvider clock)
    : PageModel
{
    /// <summary>What the script knows of the sheet.</summary>
    public sealed record Facts(
        Guid Id,
        decimal Step,
        decimal CommentBelow,
        decimal CommentAbove,
        IReadOnlyList<Row> Rows,
        bool IsLocked
    );

    public sealed record Row(string Code, string Name, decimal Most);

    [FromRoute]
    public Guid SheetId { get; init; }

    public OwnSheets.Own Sheet { get; private set; } = null!;
    public IReadOnlyList<OwnSheets.Own> Siblings { get; private set; } = [];

    /// <summary>What the judge reads of the entry; nothing after stepping back.</summary>
    public JudgeDossier Read { get; private set; } = JudgeDossier.Nothing;

    /// <summary>The judge's own doubts about the entry, the newest first, with the organizers' answers.</summary>
    public IReadOnlyList<EligibilityQuestion> Questions { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public Refusal? Closed { get; private set; }
    public string When { get; private set; } = "";
    public bool IsPlain { get; private set; }
    public IReadOnlyDictionary<string, string?> Typed { get; private set; } = new Dictionary<string, string?>();

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Sheet.Rulebook.TimeZone);
    public int Position => Siblings.Select(s => s.Id).ToList().IndexOf(SheetId);
    public OwnSheets.Own? Previous => Position > 0 ? Siblings[Position - 1] : null;
    public OwnSheets.Own? Following => Position + 1 < Siblings.Count ? Siblings[Position + 1] : null;

    /// <summary>Marks may still be given, as far as the page can know.</summary>
    public bool IsOpen => Closed is null && Sheet.IsOpen;

    public Facts ForScript =>
        new(
            SheetId,
            Sheet.Rules.Step,
            Sheet.Rules.CommentBelow,
            Sheet.Rules.CommentAbove,
            [.. Sheet.Rules.Sheet.Select(c => new Row(c.Code, c.Name.ToString(), c.Most))],
            !IsOpen
        );

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        Typed = Sheet.State.Values;
        return Page();
    }

    /// <summary>The form without script: saves, or saves and submits.</summary>
    public async Task<IActionResult> OnPostAsync(bool submit, CancellationToken cancel)
    {
        if (await own.FindAsync(User, SheetId, cancel) is not { } sheet)
            return NotFound();
        var update = PlainForm.Update(sheet, Request.Form, submit);
        var outcome = await save.HandleAsync(new(SheetId, User.PersonId()!.Value, update), cancel);
        if (outcome.Refusal is not null)
            return NotFound();
        var answer = outcome.Value!;
        if (answer is { Status: SheetAnswer.Saved, Refusal: null })
        {
            TempData["done"] = Texts.Jury.SavedPlain;
            return Redirect($"/jury/sheets/{SheetId}?plain=1");
        }
        Refusal = answer.Refusal ?? new("judging.two_devices");
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        IsPlain = true;
        Dictionary<string, string?> typed = new(Sheet.State.Values);
        foreach (var (field, value) in update.Set)
            typed[field] = value;
        Typed = typed;
        return Page();
    }

    /// <summary>Steps back from the entry, with the reason.</summary>
    public async Task<IActionResult> OnPostRecuseAsync(string? reason, CancellationToken cancel)
    {
        if (await own.FindAsync(User, SheetId, cancel) is not { } sheet)
            return NotFound();
        Refusal = await recuse.HandleAsync(new(SheetId, User.PersonId()!.Value, reason ?? ""), cancel);
        if (Refusal is null)
        {
            TempData["done"] = string.Format(null, Texts.Jury.RecusedDone, sheet.Code);
            return RedirectToPage("Index");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        Typed = Sheet.State.Values;
        return Page();
    }

    /// <summary>The judge's own note and flag, without script.</summary>
    public async Task<IActionResult> OnPostNoteAsync(
        string? note,
        bool isFlagged,
        bool skip,
        [FromServices] KeepSheetNote keep,
        CancellationToken cancel
    )
    {
        if (await own.FindAsync(User, SheetId, cancel) is null)
            return NotFound();
        KeepSheetNote.Command kept = new(
            SheetId,
            User.PersonId()!.Value,
            skip ? null : isFlagged,
            skip ? null : note ?? "",
            skip ? true : null
        );
        return await ToldAsync(
            (await keep.HandleAsync(kept, cancel)).Refusal,
            Texts.Jury.NoteSaved,
            skip ? $"/jury/next?after={SheetId}" : $"/jury/sheets/{SheetId}?plain=1",
            cancel
        );
    }

    /// <summary>Asks the organizers whether the entry may take part, without script.</summary>
    public async Task<IActionResult> OnPostQuestionAsync(
        string? doubt,
        [FromServices] QuestionEligibility question,
        CancellationToken cancel
    )
    {
        if (await own.FindAsync(User, SheetId, cancel) is null)
            return NotFound();
        var refusal = await question.HandleAsync(new(SheetId, User.PersonId()!.Value, doubt ?? ""), cancel);
        return await ToldAsync(refusal, Texts.Jury.QuestionAsked, $"/jury/sheets/{SheetId}?plain=1", cancel);
    }

    private async Task<IActionResult> ToldAsync(Refusal? refusal, string done, string to, CancellationToken cancel)
    {
        Refusal = refusal;
        if (refusal is null)
        {
            TempData["done"] = done;
            return Redirect(to);
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        Typed = Sheet.State.Values;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        var all = await own.ListAsync(User, cancel);
        if (all.SingleOrDefault(s => s.Id == SheetId) is not { } sheet)
            return false;
        Sheet = sheet;
        Siblings = [.. all.Where(s => s.CompetitionId == sheet.CompetitionId && s.Round == sheet.Round)];
        var now = clock.GetUtcNow();
        (Closed, When) = (RoundTime.WhyClosed(sheet, now), RoundTime.Say(sheet, now));
        IsPlain = Request.Query.ContainsKey("plain");
        if (
            sheet is { RecusedAt: null, SetAsideAt: null }
            && Visibility.MaySee(User.Viewer(), Sight.Dossier, sheet.Runs, isOwn: true)
        )
        {
            Read = await db.JudgeDossierAsync(sheet.EntryId, sheet.Rules.IsAnonymous, cancel);
            Questions = await db
                .EligibilityQuestions.AsNoTracking()
                .Where(q => q.SheetId == SheetId)
                .OrderByDescending(q => q.AskedAt)
                .ToListAsync(cancel);
        }
        return true;
    }
}
