using System.Globalization;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Operations;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>
/// One topic of a registration (DESIGN.md 8). A script saves every field as it is typed; without one, each button saves
/// the whole step.
/// </summary>
[EnableRateLimiting(RateLimits.PublicPost)]
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class StepModel(OwnEntry own, SaveFields save) : PageModel
{
    private readonly Dictionary<string, string> _typed = [];
    private string? _pasted;

    [FromRoute]
    public string Step { get; init; } = "";

    /// <summary>Set on links from the self-check: fields that are missing are marked, too.</summary>
    [FromQuery]
    public bool Missing { get; init; }

    /// <summary>A list pasted from a spreadsheet; what of it could not be read stays here.</summary>
    [BindProperty(Name = "pasted")]
    public string? PastedText { get; set; }

    public OwnEntry Own => own;
    public IReadOnlyList<PastedList.Unreadable> Unread { get; private set; } = [];
    public DraftStep Current => Enum.Parse<DraftStep>(Step, ignoreCase: true);
    public SaveFields.Answer? Answer { get; private set; }
    public Refusal? Refusal { get; private set; }

    /// <summary>Names the recommender's field offers, on the step that has it.</summary>
    public IReadOnlyList<string> UnitNames { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid entryId, CancellationToken cancel) =>
        await own.FindAsync(entryId, User, cancel) ? await SeeAsync(cancel) : NotFound();

    /// <param name="act"><c>save</c>, <c>next</c>, <c>back</c>, <c>add:patents</c>, <c>remove:patents:r3</c>.</param>
    public async Task<IActionResult> OnPostAsync(Guid entryId, string? act, CancellationToken cancel)
    {
        if (!await own.FindAsync(entryId, User, cancel))
            return await EndedAccess.AnswerAsync(own, this, entryId, cancel);
        var changes = StepForm.Read(Request.Form, _typed);
        var parts = (act ?? "save").Split(':');
        var row = StepForm.RowChange(parts, own);
        if (parts is ["paste"])
            changes = [.. changes, .. Pasted()];
        Answer = await save.HandleAsync(
            new(
                entryId,
                own.WithWhatFollows([.. changes, .. row is null ? Array.Empty<FieldChange>() : [row]]),
                User.Actor()
            ),
            cancel
        );
        Refusal = Answer.Refusal;
        if (Refusal is null && Unread.Count > 0)
            PastedText = string.Join('\n', Unread.Select(u => u.Text));
        if (Refusal is not null || Answer.Conflicts.Count > 0 || Answer.Unsaved.Count > 0 || Unread.Count > 0)
        {
            await own.ReadFieldsAsync(cancel);
            return await SeeAsync(cancel);
        }
        TempData["done"] = string.Format(
            CultureInfo.CurrentCulture,
            Registering.SavedAt,
            Look.LocalTime.Show(Answer.At, own.Edition.Zone)
        );
        return LocalRedirect(Next(parts, row));
    }

    private async Task<PageResult> SeeAsync(CancellationToken cancel)
    {
        if (Current == DraftStep.Project)
            UnitNames = await own.UnitNamesAsync(cancel);
        return Page();
    }

    /// <summary>What a patent's number says, in words; nothing while it is wrong.</summary>
    public string NumberSaid(string path) =>
        NumberSays.Of(ValueOf(path), own.Edition.Rulebook.LocalDate(own.Edition.Now))
            is { Check.Result: not CheckResult.Error } says
            ? says.Message
            : "";

    private IReadOnlyList<FieldChange> Pasted()
    {
        var read = PastedList.Read(PastedText, own.Edition.Rulebook.LocalDate(own.Edition.Now));
        Unread = read.Unread;
        var rows = DraftOf.NewPatents(own.Draft, read.Rows, StepForm.NewRow);
        _pasted = rows.Count > 0 ? rows[0].Path.Split('/')[1] : null;
        return rows;
    }

    /// <summary>The field's value: as typed when it could not be saved, else as kept.</summary>
    public string ValueOf(string path) => _typed.GetValueOrDefault(path) ?? own.Draft[path];

    /// <summary>What is said beside a field: always what is wrong, what is missing only when asked for.</summary>
    public IReadOnlyList<Finding> Shown(string path) =>
        [.. own.Found(path).Where(f => Missing || f.Value.Length > 0 || !DraftSteps.IsMissing(f))];

    /// <summary>A row with something wrong, or nothing in it yet, is shown open.</summary>
    public bool IsRowOpen(string row) =>
        ValueOf(row + "/number").Length == 0
        || own.Findings.Any(f =>
            f.Level == CheckResult.Error
            && own.Draft.PathOf(f)?.StartsWith(row + "/", StringComparison.Ordinal) == true
            && (Missing || !DraftSteps.IsMissing(f))
        );

    /// <summary>How many fields of a row are to be mended, in words; nothing when none is.</summary>
    public string RowSays(string row)
    {
        var errors = own.Findings.Count(f =>
            f.Level == CheckResult.Error && own.Draft.PathOf(f)?.StartsWith(row + "/", StringComparison.Ordinal) == true
        );
        return errors == 0 ? "" : string.Format(CultureInfo.CurrentCulture, Registering.ToMend, errors);
    }

    public SaveFields.Conflict? ConflictOf(string path) => Answer?.Conflicts.FirstOrDefault(c => c.Path == path);

    public Refusal? UnsavedOf(string path) => Answer?.Unsaved.FirstOrDefault(u => u.Path == path)?.Why;

    /// <summary>The edit of every field as this page shows it, for the next save.</summary>
    public string Seen() => StepForm.Seen(own.Fields);

    private string Next(string[] parts, FieldChange? row) =>
        parts switch
        {
            ["add", var list, ..] => $"{own.Address}/{Step}#{FirstOf(list, row?.Path.Split('/')[1])}",
            ["remove", var list, ..] => $"{own.Address}/{Step}#add-{list}",
            ["paste"] when _pasted is { } first => $"{own.Address}/{Step}#{FirstOf(DraftFields.Patents, first)}",
            ["next"] => AddressOf(StepWords.Beside(Current, 1)),
            ["back"] => AddressOf(StepWords.Beside(Current, -1)),
            _ => $"{own.Address}/{Step}",
        };

    /// <summary>The first field of a new row: browsers put the keyboard where a fragment points to a field.</summary>
    private static string FirstOf(string list, string? row) =>
        row is null ? "add-" + list
        : list == DraftFields.Patents ? $"f-{list}-{row}-number"
        : $"f-{list}-{row}-name";

    private string AddressOf(DraftStep? step) =>
        step is null or DraftStep.Check ? own.Address : $"{own.Address}/{step.Value.ToString().ToLowerInvariant()}";
}
