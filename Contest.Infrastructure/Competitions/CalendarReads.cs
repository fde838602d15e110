using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>The calendar as rules take it, and the days the product brings.</summary>
public static class CalendarReads
{
    private const string File = "Contest.Infrastructure.Competitions.calendar.csv";

    /// <summary>All days there are: some dozens a year, read once an act.</summary>
    public static async Task<WorkingCalendar> WorkingCalendarAsync(this ContestDb db, CancellationToken cancel)
    {
        var days = await db.CalendarDays.Select(d => new { d.Date, d.Kind }).ToListAsync(cancel);
        return new(days.Select(d => (d.Date, d.Kind)));
    }

    /// <summary>What a person should look at before a term of so many working days begins now; null: nothing.</summary>
    public static async Task<Refusal?> TermWarningAsync(
        this ContestDb db,
        DateTimeOffset now,
        int days,
        TimeZoneInfo zone,
        CancellationToken cancel
    ) => (await db.WorkingCalendarAsync(cancel)).After(now, days, zone).Warning;

    /// <summary>Adds the product's days of every year the installation has none of; what people entered stays.</summary>
    public static async Task SeedCalendarAsync(this ContestDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var known = (await db.WorkingCalendarAsync(cancel)).Years;
        db.AddRange(Brought(now).Where(d => !known.Contains(d.Date.Year)));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The lines of <c>calendar.csv</c>: date, Free or Working, name, source.</summary>
    private static IEnumerable<CalendarDay> Brought(DateTimeOffset now)
    {
        using StreamReader lines = new(typeof(CalendarReads).Assembly.GetManifestResourceStream(File)!);
        _ = lines.ReadLine();
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            yield return new()
            {
                Date = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Kind = Enum.Parse<CalendarDayKind>(cells[1]),
                Name = cells[2],
                Source = cells[3],
                ChangedByName = "console",
                ChangedAt = now,
            };
        }
    }
}
