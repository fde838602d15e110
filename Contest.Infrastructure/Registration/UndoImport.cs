using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// Takes the entries of an import away again while nothing depends on them. Organisations stay: other entries and
/// accounts may name them. The import's own line stays too and says who undid it.
/// </summary>
public sealed class UndoImport(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid ImportRunId, Actor Actor);

    public async Task<Outcome<int>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.Actor.Role is not (Role.Organizer or Role.Staff or null))
            return new Refusal("import.undo_not_yours");
        if (
            StageGates.WhyNotAct(await db.HoldStageAsync(command.CompetitionId, Stage.Registration, cancel)) is
            { } closed
        )
            return closed;
        await db.HoldImportsAsync(command.CompetitionId, cancel);
        var run = await db.ImportRuns.SingleOrDefaultAsync(
            r => r.Id == command.ImportRunId && r.CompetitionId == command.CompetitionId,
            cancel
        );
        if (run is null)
            return new Refusal("import.undo_unknown");
        // a reviewer who is deciding one of them comes first, and then this sees the decision
        var entries = await db.HoldEntriesOfImportAsync(run.Id, cancel);
        if ((await UseOfAsync(entries, cancel)).WhyNotUndo(run) is { } refusal)
            return refusal;

        await db.Entries.Where(e => e.ImportRunId == run.Id).ExecuteDeleteAsync(cancel);
        (run.UndoneAt, run.UndoneBy) = (now, command.Actor.Name);
        await db.RecordAsync(
            command.Actor,
            nameof(UndoImport),
            $"import:{run.Id}",
            now,
            command.CompetitionId,
            before: new
            {
                run.FileName,
                run.FileHash,
                run.Entries,
                run.Patents,
            },
            after: new { Removed = entries.Count },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return entries.Count;
    }

    private async Task<ImportUse> UseOfAsync(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        var ids = entries.Select(e => e.Id).ToList();
        return new(
            Decided: entries.Count(e => e.State != EntryState.Submitted || e.Code is not null),
            Claimed: entries.Count(e => e.OwnerId is not null),
            Edited: await db.EntriesReferredToAsync(ids, [typeof(EntryEdit), typeof(Submission)], cancel),
            Used: await db.EntriesReferredToAsync(
                ids,
                [
                    .. db
                        .Model.FindEntityType(typeof(Entry))!
                        .GetReferencingForeignKeys()
                        .Select(key => key.DeclaringEntityType.ClrType)
                        .Except([
                            typeof(Participation),
                            typeof(Patent),
                            typeof(EntryField),
                            typeof(EntryEdit),
                            typeof(Submission),
                        ]),
                ],
                cancel
            )
        );
    }
}
