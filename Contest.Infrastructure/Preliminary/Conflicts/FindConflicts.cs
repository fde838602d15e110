using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>
/// Looks for conflicts of interest between an edition's judges and its entries, and records what is new as
/// open. What is known already stays as it is, decided or not: it may run as often as anyone likes.
/// </summary>
/// <remarks>
/// Run before an invitation is sent, before a plan, when the preliminary opens, and when the facts of an expert, a judge
/// or an entry or the rulebook's words on conflicts have changed.
/// </remarks>
public sealed class FindConflicts(ContestDb db, TimeProvider clock)
{
    /// <summary>The whole edition, or one judge, or one entry; without an actor the clock looks.</summary>
    public sealed record Command(Guid CompetitionId, Guid? JudgeId = null, Guid? EntryId = null, Actor? Actor = null);

    /// <summary>How many hits are new.</summary>
    public async Task<int> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await db.FindConflictsAsync(command, clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return found;
    }
}

/// <summary>Looking for conflicts inside another act's transaction.</summary>
internal static class ConflictFinding
{
    public static async Task<int> FindConflictsAsync(
        this ContestDb db,
        FindConflicts.Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        // two who look at once take turns: the second finds what the first recorded
        await db.HoldConflictSearchAsync(command.CompetitionId, cancel);
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        ConflictSearch search = new(
            await db.EntryTiesAsync(command.CompetitionId, command.EntryId, rulebook.Preliminary.MostAvoided, cancel),
            rulebook.LocalDate(now),
            rulebook.Preliminary.ConflictYears
        );
        var judges = await db.ExpertTiesAsync(command.CompetitionId, command.JudgeId, cancel);
        var known = await db
            .Conflicts.Where(c => c.CompetitionId == command.CompetitionId)
            .Where(c => command.JudgeId == null || c.JudgeId == command.JudgeId)
            .Where(c => command.EntryId == null || c.EntryId == command.EntryId)
            .Select(c => new
            {
                c.JudgeId,
                c.EntryId,
                c.Kind,
                c.Evidence,
            })
            .ToListAsync(cancel);
        var seen = known.Select(c => (c.JudgeId, c.EntryId, c.Kind, c.Evidence)).ToHashSet();
        var fresh = judges
            .SelectMany(search.Of)
            .Select(hit => (hit.JudgeId, hit.EntryId, hit.Kind, Evidence: hit.Evidence.Write()))
            .Where(hit => !seen.Contains(hit))
            .Select(hit => new ConflictOfInterest
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = command.CompetitionId,
                JudgeId = hit.JudgeId,
                EntryId = hit.EntryId,
                Kind = hit.Kind,
                Evidence = hit.Evidence,
                FoundAt = now,
            })
            .OrderBy(c => c.JudgeId)
            .ThenBy(c => c.EntryId)
            .ToList();
        if (fresh.Count > 0)
            await RecordAsync(db, command, fresh, now, cancel);
        return fresh.Count;
    }

    /// <summary>
    /// The facts of an entry have changed: it is compared anew by the act that changed them, which holds the search since
    /// before it held the entry (<see cref="Locks.HoldConflictSearchOfEntryAsync"/>). One never accepted has no judges yet.
    /// </summary>
    public static async Task FindConflictsOfEntryAsync(
        this ContestDb db,
        Entry entry,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (entry.Code is not null)
            await db.FindConflictsAsync(new(entry.CompetitionId, EntryId: entry.Id, Actor: actor), now, cancel);
    }

    /// <summary>Saved before the audit chain is held: a hit may wait for a sheet, and its judge for the chain.</summary>
    private static async Task RecordAsync(
        ContestDb db,
        FindConflicts.Command command,
        List<ConflictOfInterest> fresh,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await db.HoldSheetsOfJudgesAsync(command.CompetitionId, [.. fresh.Select(c => c.JudgeId).Distinct()], cancel);
        db.Conflicts.AddRange(fresh);
        await db.SaveChangesAsync(cancel);
        await db.RecordAsync(
            command.Actor ?? Actor.Clock,
            nameof(FindConflicts),
            command.JudgeId is { } judge ? $"judge:{judge}"
                : command.EntryId is { } entry ? $"entry:{entry}"
                : "preliminary",
            now,
            command.CompetitionId,
            after: new
            {
                New = fresh.Count,
                Kinds = fresh.CountBy(c => c.Kind).ToDictionary(k => $"{k.Key}", k => k.Value),
            },
            cancel: cancel
        );
    }
}

/// <summary>The preliminary opens with its conflicts looked for once more.</summary>
public sealed class FindConflictsOnOpening(ContestDb db) : IOnStageOpened
{
    public Stage Stage => Stage.Preliminary;

    public async Task AfterOpeningAsync(
        Competition competition,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        await db.SaveChangesAsync(cancel);
        await db.FindConflictsAsync(new(competition.Id), now, cancel);
    }
}
