using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Keeps what a person says a source's headings stand for; the next file with the same headings is read so.</summary>
public sealed class RememberColumns(ContestDb db, TimeProvider clock)
{
    public sealed record Command(
        Guid CompetitionId,
        IReadOnlyList<Sheet> Sheets,
        ColumnMapping Mapping,
        string FileName,
        Actor Actor
    );

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not (Role.Organizer or Role.Staff or null))
            return new("import.undo_not_yours");
        if (command.Mapping.WhyNot(command.Sheets) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        var mapping = JsonSerializer.Serialize(command.Mapping, ContestJson.Options);
        var fingerprint = ColumnMapping.Fingerprint(command.Sheets);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // two people may say it at once: the later word stays
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into remembered_columns (fingerprint, file_name, mapping, by, at)
            values ({fingerprint}, {command.FileName}, {mapping}, {command.Actor.Name}, {now})
            on conflict (fingerprint) do update set (file_name, mapping, by, at)
                = (excluded.file_name, excluded.mapping, excluded.by, excluded.at)
            """,
            cancel
        );
        await db.RecordAsync(
            command.Actor,
            nameof(RememberColumns),
            $"columns:{fingerprint}",
            now,
            command.CompetitionId,
            after: command.Mapping,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
