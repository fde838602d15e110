using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>Adds or corrects days of the working-day calendar. Deadlines that were set already are not moved.</summary>
public sealed class SaveCalendarDays(ContestDb db, TimeProvider clock)
{
    /// <param name="Text">A list of days as <see cref="PastedDays"/> reads it.</param>
    /// <param name="Reason">Where it is written, or why it is changed.</param>
    /// <param name="Seen">The calendar's revision the editor saw.</param>
    public sealed record Command(string? Text, string? Reason, int Seen, Actor Actor);

    /// <summary>Why nothing was saved; empty when all days were.</summary>
    public async Task<IReadOnlyList<Refusal>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role != Role.Organizer)
            return [new("calendar.not_yours")];
        var (days, problems) = PastedDays.Read(command.Text);
        var reason = Plain.AsTyped(command.Reason ?? "").Trim();
        if (reason.Length == 0)
            return [.. problems, new("calendar.no_reason")];
        if (reason.Length > CalendarDay.LongestSource)
            return [.. problems, new("calendar.reason_too_long", CalendarDay.LongestSource)];
        if (problems.Count > 0)
            return problems;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldAsync(NamedLock.Calendar, cancel); // editors take turns: the second sees what the first wrote
        var dates = days.Select(d => d.Date).ToList();
        var kept = await db.CalendarDays.Where(d => dates.Contains(d.Date)).ToDictionaryAsync(d => d.Date, cancel);
        if (kept.Values.Where(d => d.Revision > command.Seen).Min(d => (DateOnly?)d.Date) is { } changed)
            return [new("calendar.changed", Day(changed))];
        var before = kept.Values.OrderBy(d => d.Date).Select(Line).ToList();
        var revision = 1 + (await db.CalendarDays.MaxAsync(d => (int?)d.Revision, cancel) ?? 0);
        foreach (var day in days)
            Write(kept.GetValueOrDefault(day.Date), day, reason, revision, command.Actor, now);
        await db.RecordAsync(
            command.Actor,
            nameof(SaveCalendarDays),
            "calendar",
            now,
            before: before,
            after: new { Days = days.Select(d => $"{Day(d.Date)} {d.Kind} {d.Name}"), Reason = reason },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return [];
    }

    private void Write(CalendarDay? kept, PastedDay day, string reason, int revision, Actor actor, DateTimeOffset now)
    {
        if (kept is null)
            db.Add(
                kept = new()
                {
                    Date = day.Date,
                    Name = day.Name,
                    Source = reason,
                    ChangedByName = actor.Name,
                }
            );
        (kept.Kind, kept.Name, kept.Source, kept.Revision) = (day.Kind, day.Name, reason, revision);
        (kept.ChangedByName, kept.ChangedAt) = (actor.Name, now);
    }

    private static string Line(CalendarDay day) => $"{Day(day.Date)} {day.Kind} {day.Name} ({day.Source})";

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
