using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>What the overview draws: sheets by day, and totals in steps of five points.</summary>
public sealed partial class IndexModel
{
    private const int Days = 14;
    private const int StepOfTotals = 5;

    /// <summary>One bar: what stands under it, what the table says of it, how many sheets.</summary>
    public sealed record Bar(string Label, string Words, int Count);

    /// <summary>Bars with their title and the one sentence that says what they show.</summary>
    public sealed record Chart(string Id, string Title, string Says, string Column, IReadOnlyList<Bar> Bars);

    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    private async Task ReadChartsAsync(CancellationToken cancel)
    {
        if (Progress.Submitted == 0)
            return;
        var totals = edition.MaySee(User.Viewer(), Sight.AllSheets) ? await TotalsAsync(cancel) : [];
        Charts = totals.Count > 0 ? [Daily(), Spread(totals)] : [Daily()];
    }

    private Chart Daily()
    {
        var last = Run.ClosedAt is { } closed
            ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(closed, edition.Zone).DateTime)
            : edition.Today;
        List<Bar> bars = [];
        for (var day = last.AddDays(1 - Days); day <= last; day = day.AddDays(1))
            bars.Add(
                new(
                    bars.Count == 0 || day.Day == 1
                        ? LocalTime.ShortDay(day.ToDateTime(TimeOnly.MinValue))
                        : day.ToString("%d", CultureInfo.InvariantCulture),
                    LocalTime.Day(new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), TimeZoneInfo.Utc),
                    Progress.SubmittedOn.GetValueOrDefault(day)
                )
            );
        var most = bars.MaxBy(b => b.Count)!;
        var says =
            most.Count == 0
                ? string.Format(null, Judging.DailyNone, Days)
                : string.Format(null, Judging.DailySays, Days, most.Words, most.Count);
        return new("daily", Judging.DailyTitle, says, Judging.DailyColumn, bars);
    }

    private Task<List<decimal>> TotalsAsync(CancellationToken cancel) =>
        (
            from m in db.Marks
            join s in db.JudgeSheets on m.SheetId equals s.Id
            where s.CompetitionId == edition.Id && s.Round == Stage.Preliminary
            where s.SubmittedAt != null && s.SetAsideAt == null && m.Submission == s.Submissions
            group m.Points by m.SheetId into sheet
            select sheet.Sum()
        ).ToListAsync(cancel);

    private static Chart Spread(List<decimal> totals)
    {
        var bins = totals.CountBy(t => (int)decimal.Floor(t / StepOfTotals)).ToDictionary();
        List<Bar> bars =
        [
            .. Enumerable
                .Range(bins.Keys.Min(), bins.Keys.Max() - bins.Keys.Min() + 1)
                .Select(bin => new Bar(
                    (bin * StepOfTotals).ToString(CultureInfo.InvariantCulture),
                    FormattableString.Invariant($"{bin * StepOfTotals}–{(bin + 1) * StepOfTotals}"),
                    bins.GetValueOrDefault(bin)
                )),
        ];
        var mean = decimal.Round(totals.Sum() / totals.Count, 1, MidpointRounding.AwayFromZero);
        var says = string.Format(
            null,
            Judging.SpreadSays,
            totals.Count,
            totals.Min().ToString("0.##", CultureInfo.InvariantCulture),
            totals.Max().ToString("0.##", CultureInfo.InvariantCulture),
            mean.ToString("0.0", CultureInfo.InvariantCulture)
        );
        return new("spread", Judging.SpreadTitle, says, Judging.SpreadColumn, bars);
    }
}
