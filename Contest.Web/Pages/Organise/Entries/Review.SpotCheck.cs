using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Says = Contest.Web.Texts.Entries;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>The spot check of the decision, what becomes of it, and the way through the queue.</summary>
public sealed partial class ReviewModel
{
    /// <summary>The part of the queue the reviewer goes through; null: none.</summary>
    [BindProperty(Name = "queue", SupportsGet = true)]
    public string? Queue { get; init; }

    public QueueFilter? Filter => QueueFilter.Read(Queue);

    /// <summary>Spot checks of this entry's decisions, the newest last.</summary>
    public IReadOnlyList<SpotCheck> SpotChecks { get; private set; } = [];

    /// <summary>The decision that waits for its check; null where none does.</summary>
    public ReviewDecision? ToCheck =>
        Core.Registration.SpotChecks.Standing(Entry) is { NeedsSpotCheck: true } standing
        && SpotChecks.All(c => c.DecisionId != standing.Id)
            ? standing
            : null;

    /// <summary>The check that differs and is not settled.</summary>
    public SpotCheck? ToSettle =>
        SpotChecks.LastOrDefault(c => c.IsOpen && Core.Registration.SpotChecks.Standing(Entry)?.Id == c.DecisionId);

    /// <summary>There is something to check or to settle.</summary>
    public bool ShowsCheck => ToCheck is not null || ToSettle is not null;

    /// <summary>The viewer may: while registration is open, and never about a decision of their own.</summary>
    public bool MayCheck =>
        IsOffice
        && edition.IsOpen(Contest.Core.Stage.Registration)
        && (ToCheck?.DecidedBy ?? ToSettle?.DecidedBy) != User.PersonId();

    public string Here => ReviewAddress(EntryId);

    public string BackAddress =>
        $"/organise/{edition.Slug}/entries"
        + (
            Filter is { } filter
                ? "/queue"
                    + QueryString.Create(
                        new Dictionary<string, string?>
                        {
                            ["task"] = filter.Task?.ToString(),
                            ["group"] = filter.Group,
                            ["unit"] = filter.Unit?.ToString(),
                            ["days"] = filter.Days > 0 ? $"{filter.Days}" : null,
                            ["mine"] = filter.Mine ? "true" : null,
                        }.Where(pair => pair.Value is { Length: > 0 })
                    )
                : ""
        );

    public string QueueSaid =>
        Waiting == 0
            ? Filter is null
                ? Says.QueueDone
                : Texts.Reviewing.QueueDone
            : string.Format(null, Filter is null ? Says.Queue : Texts.Reviewing.QueueLeft, Waiting);

    public string ReviewAddress(Guid entry) =>
        $"/organise/{edition.Slug}/entries/{entry}"
        + (Filter is null ? "" : QueryString.Create("queue", Filter.ToString()));

    /// <summary>A second person's look at the decision.</summary>
    public async Task<IActionResult> OnPostCheckAsync(
        Guid decisionId,
        bool agrees,
        string? found,
        CancellationToken cancel
    )
    {
        if (!IsOffice)
            return Forbid();
        if (!await db.Entries.AnyAsync(e => e.Id == EntryId && e.CompetitionId == edition.Id, cancel))
            return NotFound();
        return await CheckedAsync(
            found,
            () => check.HandleAsync(new(EntryId, decisionId, agrees, found ?? "", User.Actor()), cancel),
            agrees ? Texts.Reviewing.CheckAgreed : Texts.Reviewing.CheckDiffered,
            cancel
        );
    }

    /// <summary>What becomes of a check that differs.</summary>
    public async Task<IActionResult> OnPostSettleAsync(
        Guid checkId,
        uint version,
        bool reopen,
        string? found,
        CancellationToken cancel
    )
    {
        if (!IsOffice)
            return Forbid();
        if (!await db.Entries.AnyAsync(e => e.Id == EntryId && e.CompetitionId == edition.Id, cancel))
            return NotFound();
        return await CheckedAsync(
            found,
            () => settle.HandleAsync(new(EntryId, checkId, version, reopen, found ?? "", User.Actor()), cancel),
            reopen ? Texts.Reviewing.Reopened : Texts.Reviewing.Kept,
            cancel
        );
    }

    private async Task<IActionResult> CheckedAsync(
        string? typed,
        Func<Task<Contest.Core.Refusal?>> act,
        string done,
        CancellationToken cancel
    )
    {
        Input = new() { Note = typed };
        if (typed is { Length: > LongestNote })
        {
            Problem = string.Format(null, Says.NoteTooLong, LongestNote);
            return await SeeAsync(cancel);
        }
        Refusal = await act();
        if (Refusal is not null)
        {
            db.ChangeTracker.Clear();
            return await SeeAsync(cancel);
        }
        TempData["done"] = done;
        return Redirect(Here);
    }

    /// <summary>The neighbours of the same part of the queue that the viewer may do; after a decision, its oldest.</summary>
    private async Task ReadFilteredQueueAsync(QueueFilter filter, CancellationToken cancel)
    {
        var rows = await db.ReviewQueueOf(edition.Id, edition.Now)
            .Where(
                filter with
                {
                    Mine = true,
                },
                User.PersonId(),
                filter.Before(await db.WorkingCalendarAsync(cancel), edition.Now, edition.Zone)
            )
            .WithErrorsAsync(db, filter, edition.Id, edition.Rulebook, Today, cancel);
        var others = rows.Where(r => r.EntryId != EntryId);
        Waiting = await others.CountAsync(cancel);
        var here = await rows.Where(r => r.EntryId == EntryId)
            .Select(r => new { r.Since, r.Number })
            .FirstOrDefaultAsync(cancel);
        if (here is null)
        {
            NextWaiting = await others.OldestFirst().Select(r => (Guid?)r.EntryId).FirstOrDefaultAsync(cancel);
            return;
        }
        NextWaiting = await others
            .Where(r => r.Since > here.Since || (r.Since == here.Since && r.Number > here.Number))
            .OldestFirst()
            .Select(r => (Guid?)r.EntryId)
            .FirstOrDefaultAsync(cancel);
        PreviousWaiting = await others
            .Where(r => r.Since < here.Since || (r.Since == here.Since && r.Number < here.Number))
            .OrderByDescending(r => r.Since)
            .ThenByDescending(r => r.Number)
            .Select(r => (Guid?)r.EntryId)
            .FirstOrDefaultAsync(cancel);
    }
}
