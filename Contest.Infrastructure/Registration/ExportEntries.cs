using System.Data;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// The filtered list as the sheets an import reads, all of one moment. Contacts leave the system with it, so who took
/// what is in the audit log.
/// </summary>
public sealed class ExportEntries(ContestDb db, TimeProvider clock)
{
    private const int Chunk = 500;

    public sealed record Command(Guid CompetitionId, EntryFilter Filter, string Kind, Actor Actor);

    public async Task<IReadOnlyList<Sheet>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var sheets = await ReadAsync(command.CompetitionId, command.Filter, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(ExportEntries),
            $"edition:{command.CompetitionId}",
            clock.GetUtcNow(),
            command.CompetitionId,
            after: new
            {
                command.Kind,
                command.Filter.Search,
                command.Filter.State,
                command.Filter.Group,
                Entries = sheets[0].Rows.Count - 1,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return sheets;
    }

    private async Task<IReadOnlyList<Sheet>> ReadAsync(Guid competition, EntryFilter filter, CancellationToken cancel)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var wanted = filter.Of(db.Entries.AsNoTracking().Where(e => e.CompetitionId == competition));
        RegistrationSheets.Writing writing = new();
        for (var (after, more) = (int.MinValue, true); more; )
        {
            var chunk = await wanted
                .Where(e => e.Number > after)
                .OrderBy(e => e.Number)
                .Take(Chunk)
                .Include(e => e.Participations)
                    .ThenInclude(p => p.Entrant)
                .Include(e => e.Patents)
                .AsSplitQuery()
                .ToListAsync(cancel);
            writing.Add(chunk);
            more = chunk.Count == Chunk;
            after = more ? chunk[^1].Number : after;
        }
        return writing.Sheets;
    }
}
