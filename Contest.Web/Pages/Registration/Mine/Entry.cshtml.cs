using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>An entrant's form for one project: saved as a draft, submitted with the declaration, taken back.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class EntryModel(
    ContestDb db,
    CurrentEdition edition,
    RegisterEntry register,
    WithdrawEntry withdraw,
    IOptions<ContestSettings> settings
) : PageModel
{
    private const int MostRows = 60;

    [BindProperty]
    public EntryInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? EntryId { get; set; }

    public CurrentEdition Edition => edition;
    public EntryState State { get; private set; } = EntryState.Draft;
    public string? Code { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public IReadOnlyList<ReviewDecision> Decisions { get; private set; } = [];
    public IReadOnlyList<Finding> Findings { get; private set; } = [];
    public Refusal? WhyNotChange { get; private set; }
    public Refusal? Refusal { get; private set; }
    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Registration).Closes(edition.Zone);
    public bool MayWithdraw =>
        EntryId is not null
        && State is EntryState.Draft or EntryState.Submitted or EntryState.Returned
        && edition.IsOpen(Stage.Registration);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (EntryId is null)
        {
            Input = EntryInput.New(await OwnAsync(cancel), User.DisplayName(), User.Identity?.Name);
            WhyNotChange = WhyNotRegister();
            return Page();
        }
        if (await ReadAsync(cancel) is not { } entry)
            return NotFound();
        Input = EntryInput.Of(entry);
        Findings = WorkbookFindings.Of(Input.Form().AsWorkbook(), Today).Findings;
        return Page();
    }

    /// <param name="act"><c>save</c>, <c>submit</c>, or a change of rows that saves nothing: <c>add:patents</c>, <c>remove:patents:3</c>.</param>
    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken cancel)
    {
        if (EntryId is not null && await ReadAsync(cancel) is null)
            return NotFound();
        WhyNotChange ??= EntryId is null ? WhyNotRegister() : null;
        if (act is not (null or "save" or "submit"))
        {
            ChangeRows(act.Split(':'));
            return Page();
        }
        var answer = await register.HandleAsync(
            new(
                edition.Id,
                EntryId,
                Input.Version,
                Input.Form(),
                act == "submit",
                Input.Declared,
                User.Actor(),
                Request.Public(settings.Value)
            ),
            cancel
        );
        (Findings, Refusal) = (answer.Findings, answer.Refusal);
        if (Refusal is not null)
            return Page();
        TempData["done"] = act == "submit" ? Registering.Submitted : Registering.Saved;
        return Redirect($"/my/{edition.Slug}/entries/{answer.EntryId}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (EntryId is not { } id || await ReadAsync(cancel) is null)
            return NotFound();
        Refusal = await withdraw.HandleAsync(new(id, User.Actor()), cancel);
        if (Refusal is null)
            TempData["done"] = Registering.Withdrawn;
        return Refusal is null ? Redirect($"/my/{edition.Slug}/entries/{id}") : await OnGetAsync(cancel);
    }

    /// <summary>What was found in one field.</summary>
    public IReadOnlyList<Finding> Found(string sheet, int row, string column) =>
        [.. Findings.Where(f => f.Sheet == sheet && f.Row == row && f.Column == column)];

    private DateOnly Today => edition.Rulebook.LocalDate(edition.Now);

    private Refusal? WhyNotRegister() =>
        StageGates.WhyNotAct(edition.Competition.Run(Stage.Registration), edition.Rulebook, edition.Now);

    private void ChangeRows(string[] parts)
    {
        ModelState.Clear();
        if (parts is ["add", "entrants"] && Input.Entrants.Count < MostRows)
            Input.Entrants.Add(new());
        else if (parts is ["add", "patents"] && Input.Patents.Count < MostRows)
            Input.Patents.Add(new());
        else if (parts is ["remove", var list, var at] && int.TryParse(at, CultureInfo.InvariantCulture, out var index))
            Remove(list, index);
    }

    private void Remove(string list, int index)
    {
        if (list == "entrants" && index > 0 && index < Input.Entrants.Count)
            Input.Entrants.RemoveAt(index);
        if (list == "patents" && index >= 0 && index < Input.Patents.Count)
            Input.Patents.RemoveAt(index);
    }

    private Task<Entrant?> OwnAsync(CancellationToken cancel)
    {
        var own = db.EntrantsOf(User.PersonId());
        return db
            .Entrants.AsNoTracking()
            .Where(e => own.Contains(e.Id))
            .OrderBy(e => e.Name)
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<Entry?> ReadAsync(CancellationToken cancel)
    {
        var entry = await db.WholeEntryAsync(edition.Id, EntryId, cancel);
        if (entry is null || !await MayReadAsync(entry, cancel))
            return null;
        (State, Code, SubmittedAt) = (entry.State, entry.Code, entry.SubmittedAt);
        Decisions = [.. entry.Decisions.OrderByDescending(d => d.DecidedAt)];
        WhyNotChange = edition.IsOpen(Stage.Registration)
            ? RegistrationForm.WhyNotChange(
                entry,
                edition.Rulebook.Window(Stage.Registration),
                edition.Zone,
                edition.Now
            )
            : WhyNotRegister();
        return entry;
    }

    private async Task<bool> MayReadAsync(Entry entry, CancellationToken cancel)
    {
        var isOwn = User.PersonId() is { } person && await db.MayActForAsync(entry, person, cancel);
        return Visibility.MaySee(User.Viewer(), Sight.EntryConfidential, edition.Competition.Stages, isOwn);
    }
}
