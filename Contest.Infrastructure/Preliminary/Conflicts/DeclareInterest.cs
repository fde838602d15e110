using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>
/// A judge declares an interest (申报利益) in entries assigned to them, before the dossiers are opened: a hit each, open
/// until an organizer decides it. Saying the same again changes nothing.
/// </summary>
public sealed class DeclareInterest(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid PersonId, IReadOnlyList<Guid> SheetIds, string Words);

    /// <summary>How many declarations are new.</summary>
    public async Task<Outcome<int>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var words = Plain.AsTyped(command.Words);
        if (command.SheetIds.Count == 0 || words.Length is 0 or > AvoidedFields.MostLettersOfReason)
            return new Refusal("conflict.nothing_declared", AvoidedFields.MostLettersOfReason);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ids = command.SheetIds.Distinct().ToList();
        var sheets = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            where ids.Contains(s.Id) && j.PersonId == command.PersonId
            orderby s.Id
            select new
            {
                s.Id,
                s.CompetitionId,
                s.JudgeId,
                s.EntryId,
                j.Name,
            }
        ).ToListAsync(cancel);
        if (sheets.Count != ids.Count)
            return new Refusal("judging.not_yours");
        var evidence = ConflictEvidence.Of("conflict.declared_entry", words).Write();
        foreach (var edition in sheets.Select(s => s.CompetitionId).Distinct().Order())
        {
            await db.HoldConflictSearchAsync(edition, cancel);
            await db.HoldSheetsOfJudgesAsync(
                edition,
                [.. sheets.Where(s => s.CompetitionId == edition).Select(s => s.JudgeId).Distinct()],
                cancel
            );
        }
        var entries = sheets.Select(s => s.EntryId).ToList();
        var judges = sheets.Select(s => s.JudgeId).ToList();
        var known = await db
            .Conflicts.Where(c => judges.Contains(c.JudgeId) && entries.Contains(c.EntryId) && c.Evidence == evidence)
            .Select(c => new { c.JudgeId, c.EntryId })
            .ToListAsync(cancel);
        var fresh = sheets
            .DistinctBy(s => (s.JudgeId, s.EntryId))
            .Where(s => !known.Exists(k => k.JudgeId == s.JudgeId && k.EntryId == s.EntryId))
            .Select(s => new ConflictOfInterest
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = s.CompetitionId,
                JudgeId = s.JudgeId,
                EntryId = s.EntryId,
                Kind = ConflictKind.Declared,
                Evidence = evidence,
                FoundAt = now,
            })
            .ToList();
        db.Conflicts.AddRange(fresh);
        await db.SaveChangesAsync(cancel);
        if (fresh.Count > 0)
            await db.RecordAsync(
                new(command.PersonId, sheets[0].Name, Role.Judge),
                nameof(DeclareInterest),
                $"judge:{sheets[0].JudgeId}",
                now,
                sheets[0].CompetitionId,
                after: new { Entries = fresh.Select(c => c.EntryId), Words = words },
                cancel: cancel
            );
        await transaction.CommitAsync(cancel);
        return fresh.Count;
    }
}
