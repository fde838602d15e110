using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What formal review waits for.</summary>
public enum ReviewTask
{
    /// <summary>待审: submitted and not decided.</summary>
    Decide = 1,

    /// <summary>补正已交: a correction came back.</summary>
    Corrected = 2,

    /// <summary>补正逾期: returned, and the date has passed.</summary>
    Overdue = 3,

    /// <summary>待复核: a rejection waits for a second person.</summary>
    Confirm = 4,

    /// <summary>待抽查: a decision waits for its spot check.</summary>
    SpotCheck = 5,

    /// <summary>待重审: a spot check differs and nobody has settled it.</summary>
    DecideAgain = 6,
}

/// <summary>Which part of the queue is shown; written into addresses, so that the next one is of the same part.</summary>
/// <param name="Task">Only of this kind.</param>
/// <param name="Group">Only of this group, by its code.</param>
/// <param name="Unit">Only of this recommending unit.</param>
/// <param name="Days">Only what is at least so many working days old.</param>
/// <param name="Mine">Only what the viewer may do.</param>
/// <param name="Errors">Only entries of which an automatic check says error.</param>
public sealed record QueueFilter(
    ReviewTask? Task = null,
    string? Group = null,
    Guid? Unit = null,
    int Days = 0,
    bool Mine = false,
    bool Errors = false
)
{
    /// <summary>The most working days asked for.</summary>
    public const int MostDays = 250;

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsSet => Task is not null || Group is { Length: > 0 } || Unit is not null || Days > 0 || Mine || Errors;

    /// <summary>What waits since before this moment is old enough; null where the age does not matter.</summary>
    public DateTimeOffset? Before(WorkingCalendar calendar, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return Days > 0 ? calendar.Before(now, Days, zone) : null;
    }

    /// <summary>As one word for an address; <see cref="Read"/> reads it.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Task is { } task ? (int)task : 0)}.{Days}.{(Mine ? 1 : 0)}.{(Errors ? 1 : 0)}.{Unit:N}.{Group}"
        );

    /// <summary>What an address says; null when it is no filter.</summary>
    public static QueueFilter? Read(string? word) =>
        word?.Split('.', 6) is [var task, var days, var mine, var errors, var unit, var group]
        && int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
        && (kind == 0 || Enum.IsDefined((ReviewTask)kind))
        && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var age)
        && age <= MostDays
        && (unit.Length == 0 || Guid.TryParseExact(unit, "N", out _))
            ? new(
                kind == 0 ? null : (ReviewTask)kind,
                group.Length == 0 ? null : group,
                unit.Length == 0 ? null : Guid.ParseExact(unit, "N"),
                age,
                mine == "1",
                errors == "1"
            )
            : null;
}

/// <summary>One entry that waits for somebody.</summary>
public sealed class QueueRow
{
    public ReviewTask Task { get; init; }
    public Guid EntryId { get; init; }
    public int Number { get; init; }
    public string? Code { get; init; }
    public required string Title { get; init; }
    public string? Group { get; init; }
    public string? Recommender { get; init; }
    public Guid? Unit { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The one person who may not do it: who proposed or decided; null: anybody may.</summary>
    public Guid? NotBy { get; init; }
}

/// <summary>
/// The review queue of an edition, oldest first: one query whatever its length. An entry stands in it once, as its state
/// and its last decision say.
/// </summary>
public static class ReviewQueue
{
    /// <summary>What one part of the queue says of an entry; everything else is the entry's own.</summary>
    private sealed class Waiting
    {
        public ReviewTask Task { get; init; }
        public Guid EntryId { get; init; }
        public DateTimeOffset Since { get; init; }
        public Guid? NotBy { get; init; }
    }

    /// <summary>Everything that waits.</summary>
    public static IQueryable<QueueRow> ReviewQueueOf(this ContestDb db, Guid competitionId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(db);
        var entries = db.Entries.AsNoTracking().Where(e => e.CompetitionId == competitionId);
        var waiting = db.Undecided(entries, now)
            .Concat(db.Overdue(entries, now))
            .Concat(db.Proposed(entries))
            .Concat(db.ToCheck(entries))
            .Concat(db.ToDecideAgain(entries));
        return from w in waiting
            join e in entries on w.EntryId equals e.Id
            select new QueueRow
            {
                Task = w.Task,
                EntryId = e.Id,
                Number = e.Number,
                Code = e.Code,
                Title = e.Title,
                Group = e.Group,
                Recommender = e.Recommender,
                Unit = e.RecommenderUnitId,
                Since = w.Since,
                NotBy = w.NotBy,
            };
    }

    /// <summary>What the filter lets through.</summary>
    /// <param name="rows">The queue.</param>
    /// <param name="filter">Which part.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="before">What waits since before this moment is old enough (<see cref="WorkingCalendar.Before"/>); null: all.</param>
    public static IQueryable<QueueRow> Where(
        this IQueryable<QueueRow> rows,
        QueueFilter filter,
        Guid? viewer,
        DateTimeOffset? before
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        rows = rows.WhereNoTask(filter, viewer, before);
        return filter.Task is { } task ? rows.Where(r => r.Task == task) : rows;
    }

    /// <summary>The same with every kind of task: what the counts over the list are of.</summary>
    public static IQueryable<QueueRow> WhereNoTask(
        this IQueryable<QueueRow> rows,
        QueueFilter filter,
        Guid? viewer,
        DateTimeOffset? before
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Group is { Length: > 0 } group)
            rows = rows.Where(r => r.Group == group);
        if (filter.Unit is { } unit)
            rows = rows.Where(r => r.Unit == unit);
        if (filter.Mine)
            rows = rows.Where(r => r.NotBy == null || r.NotBy != viewer);
        return before is null ? rows : rows.Where(r => r.Since < before);
    }

    /// <summary>Of the rows that are left only those whose entry's checks have an error, where the filter asks for them.</summary>
    public static async Task<IQueryable<QueueRow>> WithErrorsAsync(
        this IQueryable<QueueRow> rows,
        ContestDb db,
        QueueFilter filter,
        Guid competitionId,
        Rulebook rulebook,
        DateOnly today,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!filter.Errors)
            return rows;
        var among = await db.WithErrorsAsync(competitionId, rows.Select(r => r.EntryId), rulebook, today, cancel);
        return rows.Where(r => among.Contains(r.EntryId));
    }

    /// <summary>Oldest first; of one moment by number.</summary>
    public static IQueryable<QueueRow> OldestFirst(this IQueryable<QueueRow> rows) =>
        rows.OrderBy(r => r.Since).ThenBy(r => r.Number);

    private static IQueryable<Waiting> Undecided(this ContestDb db, IQueryable<Entry> entries, DateTimeOffset now) =>
        from e in entries
        where
            e.State == EntryState.Submitted
            && !db.RejectionProposals.Any(p =>
                p.EntryId == e.Id && p.AnsweredAt == null && p.State == e.State && p.SubmittedAt == e.SubmittedAt
            )
        select new Waiting
        {
            Task = e.Decisions.Any(d => d.Outcome == ReviewOutcome.Returned) ? ReviewTask.Corrected : ReviewTask.Decide,
            EntryId = e.Id,
            Since = e.SubmittedAt ?? now,
            NotBy = null,
        };

    private static IQueryable<Waiting> Overdue(this ContestDb db, IQueryable<Entry> entries, DateTimeOffset now) =>
        from e in entries
        let due = e.Decisions.OrderByDescending(d => d.DecidedAt).Select(d => d.CorrectBy).FirstOrDefault()
        where
            e.State == EntryState.Returned
            && due <= now
            && !db.RejectionProposals.Any(p =>
                p.EntryId == e.Id && p.AnsweredAt == null && p.State == e.State && p.SubmittedAt == e.SubmittedAt
            )
        select new Waiting
        {
            Task = ReviewTask.Overdue,
            EntryId = e.Id,
            Since = due!.Value,
            NotBy = null,
        };

    private static IQueryable<Waiting> Proposed(this ContestDb db, IQueryable<Entry> entries) =>
        from e in entries
        from p in db.RejectionProposals
        where
            (e.State == EntryState.Submitted || e.State == EntryState.Returned)
            && p.EntryId == e.Id
            && p.AnsweredAt == null
            && p.State == e.State
            && p.SubmittedAt == e.SubmittedAt
        select new Waiting
        {
            Task = ReviewTask.Confirm,
            EntryId = e.Id,
            Since = p.ProposedAt,
            NotBy = p.ProposedBy,
        };

    private static IQueryable<Waiting> ToCheck(this ContestDb db, IQueryable<Entry> entries) =>
        from e in entries
        from d in db.ReviewDecisions
        where
            d.EntryId == e.Id
            && d.NeedsSpotCheck
            && (
                (e.State == EntryState.Accepted && d.Outcome == ReviewOutcome.Accepted)
                || (e.State == EntryState.Rejected && d.Outcome == ReviewOutcome.Rejected)
            )
            && !e.Decisions.Any(later => later.DecidedAt > d.DecidedAt)
            && !db.SpotChecks.Any(c => c.DecisionId == d.Id)
        select new Waiting
        {
            Task = ReviewTask.SpotCheck,
            EntryId = e.Id,
            Since = d.DecidedAt,
            NotBy = d.DecidedBy,
        };

    private static IQueryable<Waiting> ToDecideAgain(this ContestDb db, IQueryable<Entry> entries) =>
        from e in entries
        from c in db.SpotChecks
        where
            c.EntryId == e.Id
            && !c.Agrees
            && c.SettledAt == null
            && (e.State == EntryState.Accepted || e.State == EntryState.Rejected)
        select new Waiting
        {
            Task = ReviewTask.DecideAgain,
            EntryId = e.Id,
            Since = c.CheckedAt,
            NotBy = c.DecidedBy,
        };
}
