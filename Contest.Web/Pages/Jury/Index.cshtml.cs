using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Look;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Jury;

/// <summary>The judge's desk: every sheet of every edition, round by round, and how far each is. No scores here.</summary>
public sealed class IndexModel(OwnSheets own, SaveSheet save, TimeProvider clock) : PageModel
{
    /// <summary>One round of one edition.</summary>
    public sealed record Round(
        string Edition,
        string Name,
        string When,
        bool IsOpen,
        IReadOnlyList<OwnSheets.Own> Sheets
    )
    {
        /// <summary>Sheets to be scored: without those stepped back from.</summary>
        public int Due => Sheets.Count(s => s.RecusedAt is null && s.SetAsideAt is null);
        public int Submitted => Sheets.Count(s => s.Standing == SheetStanding.Submitted);
        public int Complete => IsOpen ? Sheets.Count(s => s.Standing == SheetStanding.Complete) : 0;

        /// <summary>Where to go on; null when nothing is left.</summary>
        public Guid? Following { get; init; }
    }

    public IReadOnlyList<Round> Rounds { get; private set; } = [];
    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    /// <summary>Submits every complete sheet of a round; those with something missing stay as they are.</summary>
    public async Task<IActionResult> OnPostAsync(string edition, Stage round, CancellationToken cancel)
    {
        var complete = (await own.ListAsync(User, cancel)).Where(s =>
            s.Slug == edition && s.Round == round && s.Standing == SheetStanding.Complete
        );
        var done = 0;
        foreach (var sheet in complete)
        {
            var refusal = await SubmitAsync(sheet, cancel);
            Refusal ??= refusal;
            done += refusal is null ? 1 : 0;
        }
        if (Refusal is null)
        {
            TempData["done"] = string.Format(null, Texts.Jury.SubmittedAll, done);
            return RedirectToPage();
        }
        await ReadAsync(cancel);
        return Page();
    }

    /// <summary>The state in words; never a score.</summary>
    public static string StateOf(OwnSheets.Own sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return sheet.Standing switch
        {
            SheetStanding.NotStarted => Texts.Jury.StateNotStarted,
            SheetStanding.Started => string.Format(
                null,
                Texts.Jury.StateStarted,
                sheet.Scored,
                sheet.Rules.Sheet.Count
            ),
            SheetStanding.Complete => Texts.Jury.StateComplete,
            SheetStanding.Submitted => Texts.Jury.StateSubmitted,
            SheetStanding.SetAside => Texts.Jury.StateSetAside,
            _ => Texts.Jury.StateRecused,
        };
    }

    private async Task<Refusal?> SubmitAsync(OwnSheets.Own sheet, CancellationToken cancel)
    {
        var rev = sheet.State.Acked.GetValueOrDefault(PlainForm.Device) + 1;
        SheetUpdate update = new(PlainForm.Device, rev, sheet.State.Version, EmptySet, [], [], Submit: true);
        var outcome = await save.HandleAsync(new(sheet.Id, User.PersonId()!.Value, update), cancel);
        return outcome.Refusal ?? outcome.Value!.Refusal;
    }

    private static readonly Dictionary<string, string?> EmptySet = [];

    private async Task ReadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var sheets = await own.ListAsync(User, cancel);
        var rounds =
            from s in sheets
            group s by (s.CompetitionId, s.Round) into g
            let first = g.First()
            select new Round(
                first.Rulebook.Title.ToString(),
                Words.Say(Core.Competitions.StageGates.NameCode(g.Key.Round)),
                RoundTime.Say(first, now),
                RoundTime.WhyClosed(first, now) is null,
                [.. g]
            );
        List<Round> all = [];
        foreach (var round in rounds)
            all.Add(round.IsOpen ? round with { Following = await own.NextAsync(round.Sheets, null, cancel) } : round);
        Rounds = all;
    }
}
