using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>How strict, how wide and how alike the judges mark, and how much hangs on any one of them; advice only.</summary>
public sealed class CalibrationModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;
    public IReadOnlyList<JudgeHabit> Habits { get; private set; } = [];
    public Fraction? Alpha { get; private set; }
    public IReadOnlyList<LeftOut> WithoutEach { get; private set; } = [];
    public IReadOnlyList<Tried> Corrections { get; private set; } = [];
    public int Sheets { get; private set; }

    /// <summary>Judges whose interval is clear of zero, above and below.</summary>
    public IReadOnlyList<JudgeHabit> Clear => [.. Habits.Where(h => h.Severity is { IsClear: true })];

    public IReadOnlyList<IntervalLine> Lines =>
        [
            .. Habits
                .Where(h => h.Severity is not null)
                .OrderBy(h => h.Severity!.Mean)
                .Select(h => new IntervalLine(
                    h.Judge,
                    Rounding.HalfUp(h.Severity!.Mean, 2),
                    h.Severity.Margin is { } margin ? Rounding.HalfUp(margin, 2) : null,
                    h.Severity.IsClear
                )),
        ];

    /// <summary>A number of the advice with its decimals; a dash where there is none.</summary>
    public static string Number(Fraction? value, int places = 2) =>
        value is null ? "—" : Rounding.HalfUp(value, places).ToString("F" + places, CultureInfo.InvariantCulture);

    public static string CorrectionName(PanelNormalisation kind) =>
        Rules.ResourceManager.GetString("PanelNormalisation_" + kind, Rules.Culture) ?? $"{kind}";

    /// <summary>The finding of the chart as a sentence.</summary>
    public string Finding
    {
        get
        {
            var (strict, mild) = (
                Clear.Count(h => h.Severity!.Mean < Fraction.Zero),
                Clear.Count(h => h.Severity!.Mean > Fraction.Zero)
            );
            return strict + mild == 0
                ? StandingWords.FindingNone
                : string.Format(CultureInfo.CurrentCulture, StandingWords.FindingClear, strict, mild);
        }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.AllSheets))
            return Forbid();
        var entries = await db.MarkedNowAsync(edition.Id, cancel);
        var rules = await db.StandingRulesAsync(edition.Id, edition.Rulebook, cancel);
        var cuts = edition.Rulebook.CutRules();
        Sheets = entries.Sum(e => e.Sheets.Count);
        Habits = Calibration.Habits(entries);
        Alpha = Calibration.Alpha(entries);
        WithoutEach = Calibration.WithoutEach(entries, rules, cuts);
        if (edition.Rulebook.Preliminary.Panels > 0)
            Corrections = Calibration.OtherCorrections(entries, rules, cuts);
        return Page();
    }
}
