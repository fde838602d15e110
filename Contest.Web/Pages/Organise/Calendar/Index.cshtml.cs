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

namespace Contest.Web.Pages.Organise.Calendar;

/// <summary>The days that differ from the week, year by year, and the form that adds or corrects some.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition, SaveCalendarDays save) : PageModel
{
    public CurrentEdition Edition => edition;
    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>The revision the form was made from.</summary>
    public int Seen { get; private set; }
    public string? Text { get; private set; }
    public string? Reason { get; private set; }
    public bool MayChange => User.Role() == Role.Organizer;

    /// <summary>This year, the next and those of the edition's timetable that nothing is known of.</summary>
    public IReadOnlyList<int> UnknownYears
    {
        get
        {
            var thisYear = TimeZoneInfo.ConvertTime(edition.Now, edition.Zone).Year;
            return
            [
                .. edition
                    .Rulebook.Windows.Select(w => w.ClosesAt.Year)
                    .Where(y => y >= thisYear)
                    .Concat([thisYear, thisYear + 1])
                    .Distinct()
                    .Except(Days.Select(d => d.Date.Year))
                    .Order(),
            ];
        }
    }

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? text, string? reason, int seen, CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        Refusals = await save.HandleAsync(new(text, reason, seen, User.Actor()), cancel);
        if (Refusals.Count == 0)
        {
            TempData["done"] = WorkCalendar.Saved;
            return Redirect($"/organise/{edition.Slug}/calendar");
        }
        (Text, Reason) = (text, reason);
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        if (Refusals.All(r => r.Code != "calendar.changed"))
            Seen = seen; // after a collision the form goes on from what is shown now
        return Page();
    }

    /// <summary>The day with its day of the week, in the reader's language.</summary>
    public static string Show(DateOnly date) =>
        $"{date:yyyy-MM-dd} {CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek)}";

    public static string Name(CalendarDayKind kind) =>
        kind switch
        {
            CalendarDayKind.Free => WorkCalendar.Free,
            CalendarDayKind.Working => WorkCalendar.Working,
            _ => WorkCalendar.Ordinary,
        };

    private async Task ReadAsync(CancellationToken cancel)
    {
        Days = await db.CalendarDays.AsNoTracking().OrderBy(d => d.Date).ToListAsync(cancel);
        Seen = Days.Count == 0 ? 0 : Days.Max(d => d.Revision);
    }
}
