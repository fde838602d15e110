using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Settings;

/// <summary>The edition's rulebook as a form: free to edit before registration opens, by numbered notice after it.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition, SaveRulebook save) : PageModel
{
    public sealed record Version(int Number, string Hash, string Reason, DateTimeOffset At, string By);

    public CurrentEdition Edition => edition;
    public RulebookForm Form { get; private set; } = null!;
    public string BasedOn { get; private set; } = "";
    public string? Reason { get; private set; }
    public IReadOnlyList<RulebookProblem> Problems { get; private set; } = [];

    /// <summary>Years the rulebook's working days reach into and the calendar knows nothing of.</summary>
    public Refusal? TermWarning { get; private set; }

    public IReadOnlyList<Version> Versions { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool IsFrozen => edition.Competition.FrozenAt is not null;
    public bool MayChange => User.Role() == Role.Organizer && !edition.IsOpen(Stage.Results);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Form = RulebookForm.Of(edition.Rulebook);
        BasedOn = edition.Competition.RulebookHash;
        await CheckAsync(edition.Rulebook, cancel);
        await ReadAsync(cancel);
    }

    /// <param name="row"><c>add:PATH</c> or <c>remove:PATH:INDEX</c>: changes the form and saves nothing.</param>
    public async Task<IActionResult> OnPostAsync(string basedOn, string? reason, string? row, CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        Form = RulebookForm.Of(Request.Form);
        (BasedOn, Reason) = (basedOn ?? "", reason);
        if (row is not null)
            ChangeRows(row);
        else if (Form.Read() is { } rulebook)
        {
            Refusal = await save.HandleAsync(new(edition.Id, rulebook, BasedOn, reason ?? "", User.Actor()), cancel);
            if (Refusal is null)
            {
                TempData["done"] = IsFrozen ? Rules.NoticePublished : Rules.Saved;
                return Redirect($"/organise/{edition.Slug}/settings");
            }
            await CheckAsync(rulebook, cancel);
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task CheckAsync(Rulebook rulebook, CancellationToken cancel)
    {
        Problems = RulebookCheck.Problems(rulebook);
        if (Problems.Count == 0)
            TermWarning = PlannedTerms.Warning(rulebook, await db.WorkingCalendarAsync(cancel), edition.Now);
    }

    private void ChangeRows(string row)
    {
        var parts = row.Split(':');
        if (parts is ["add", var list])
            Form.AddRow(list);
        else if (
            parts is ["remove", var from, var at]
            && int.TryParse(at, CultureInfo.InvariantCulture, out var index)
            && index >= 0
        )
            Form.RemoveRow(from, index);
    }

    private async Task ReadAsync(CancellationToken cancel) =>
        Versions = await db
            .RulebookVersions.Where(v => v.CompetitionId == edition.Id)
            .OrderByDescending(v => v.Number)
            .Select(v => new Version(v.Number, v.Hash, v.Reason, v.At, v.By))
            .ToListAsync(cancel);
}
