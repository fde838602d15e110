using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Infrastructure.Registration;

/// <summary>Removes a recommending unit that no entry is linked to.</summary>
public sealed class RemoveUnit(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid UnitId, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("unit.not_yours");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var unit = await db.RecommendingUnits.SingleOrDefaultAsync(
            u => u.Id == command.UnitId && u.CompetitionId == command.CompetitionId,
            cancel
        );
        if (unit is null)
            return new("unit.gone");
        if (await db.Entries.CountAsync(e => e.RecommenderUnitId == unit.Id, cancel) is > 0 and var used)
            return new("unit.in_use", used);
        db.RecommendingUnits.Remove(unit);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new("unit.changed");
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return new("unit.in_use", 1); // an entry was linked meanwhile: the constraint has the last word
        }
        await db.RecordAsync(
            command.Actor,
            nameof(RemoveUnit),
            $"unit:{unit.Id}",
            now,
            command.CompetitionId,
            new { unit.Name, unit.Quota },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
