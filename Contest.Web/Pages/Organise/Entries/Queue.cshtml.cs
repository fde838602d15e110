using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>What formal review waits for now, oldest first, filtered and paged by the database.</summary>
public sealed class QueueModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public const int PageSize = 50;

    private WorkingCalendar _calendar = new([]);

    [FromQuery(Name = "task")]
    public ReviewTask? Task { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "unit")]
    public Guid? Unit { get; init; }

    [FromQuery(Name = "days")]
    public int Days { get; init; }

    [FromQuery(Name = "mine")]
    public bool Mine { get; init; }

    [FromQuery(Name = "errors")]
    public bool Errors { get; init; }

    [FromQuery(Name = "p")]
    public int PageNumber { get; init; } = 1;

    public CurrentEdition Edition => edition;

    /// <summary>The part that is shown.</summary>
    public QueueFilter Filter =>
        new(
            Task is { } task && Enum.IsDefined(task) ? task : null,
            string.IsNullOrWhiteSpace(Group) ? null : Group,
            Unit,
            int.Clamp(Days, 0, QueueFilter.MostDays),
            Mine,
            Errors
        );

    public IReadOnlyList<(Guid Id, string Name)> Units { get; private set; } = [];
    public IReadOnlyDictionary<ReviewTask, int> Counts { get; private set; } = new Dictionary<ReviewTask, int>();
    public int All => Counts.Values.Sum();
    public int Matching => Filter.Task is { } task ? Counts.GetValueOrDefault(task) : All;
    public int At { get; private set; } = 1;
    public int Pages => int.Max(1, (Matching + PageSize - 1) / PageSize);
    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];

    /// <summary>The oldest of this part that the viewer may do.</summary>
    public Guid? First { get; private set; }

    public bool IsOffice => User.Role() is Role.Organizer or Role.Staff;

    /// <summary>Working days since then.</summary>
    public int Age(DateTimeOffset since) => _calendar.Between(since, edition.Now, edition.Zone);

    /// <summary>Not what the viewer proposed or decided.</summary>
    public bool MayDo(QueueRow row) => IsOffice && (row.NotBy is null || row.NotBy != User.PersonId());

    /// <summary>The same list with another kind of task or page.</summary>
    public string Address(ReviewTask? task, int page = 1) =>
        $"/organise/{edition.Slug}/entries/queue"
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["task"] = task?.ToString(),
                ["group"] = Filter.Group,
                ["unit"] = Unit?.ToString(),
                ["days"] = Filter.Days > 0 ? Filter.Days.ToString(CultureInfo.InvariantCulture) : null,
                ["mine"] = Mine ? "true" : null,
                ["errors"] = Errors ? "true" : null,
                ["p"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
            }.Where(pair => pair.Value is { Length: > 0 })
        );

    /// <summary>The entry's review, with the way back to this part of the queue.</summary>
    public string ReviewAddress(Guid entry) =>
        $"/organise/{edition.Slug}/entries/{entry}?queue={Uri.EscapeDataString(Filter.ToString())}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.EntryConfidential))
            return Forbid();
        _calendar = await db.WorkingCalendarAsync(cancel);
        var rows = await db.ReviewQueueOf(edition.Id, edition.Now)
            .WhereNoTask(Filter, User.PersonId(), Filter.Before(_calendar, edition.Now, edition.Zone))
            .WithErrorsAsync(db, Filter, edition.Id, edition.Rulebook, edition.Today, cancel);
        Counts = await rows.GroupBy(r => r.Task)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        Units =
        [
            .. (
                await db
                    .RecommendingUnits.Where(u => u.CompetitionId == edition.Id)
                    .OrderBy(u => u.Position)
                    .ThenBy(u => u.Id)
                    .Select(u => new { u.Id, u.Name })
                    .ToListAsync(cancel)
            ).Select(u => (u.Id, u.Name)),
        ];
        At = int.Clamp(PageNumber, 1, Pages);
        var shown = Filter.Task is { } task ? rows.Where(r => r.Task == task) : rows;
        Rows = await shown.OldestFirst().Skip((At - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        First = Rows.Where(MayDo).Select(r => (Guid?)r.EntryId).FirstOrDefault();
        return Page();
    }
}
