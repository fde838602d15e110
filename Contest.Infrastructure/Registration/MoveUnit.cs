using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Moves a recommending unit one place up or down in the order of the lists.</summary>
public sealed class MoveUnit(ContestDb db, TimeProvider clock)
{
    /// <param name="Version">The row version the person saw.</param>
    /// <param name="Up">Before the one above it; otherwise behind the one below.</param>
    public sealed record Command(Guid CompetitionId, Guid UnitId, uint Version, bool Up, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("unit.not_yours");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var units = await db
            .RecommendingUnits.Where(u => u.CompetitionId == command.CompetitionId)
            .OrderBy(u => u.Position)
            .ThenBy(u => u.Id)
            .ToListAsync(cancel);
        var from = units.FindIndex(u => u.Id == command.UnitId);
        if (from < 0)
            return new("unit.gone");
        if (units[from].Version != command.Version)
            return new("unit.changed");
        var to = command.Up ? from - 1 : from + 1;
        if (to < 0 || to == units.Count)
            return new("unit.at_the_end");
        (units[from], units[to]) = (units[to], units[from]);
        foreach (var (unit, at) in units.Select((unit, at) => (unit, at)))
            unit.Position = at + 1; // closes the gaps of removed ones too
        if (!await db.TrySaveAsync(cancel))
            return new("unit.changed"); // somebody moved one of the two meanwhile: their row versions have the last word
        await db.RecordAsync(
            command.Actor,
            nameof(MoveUnit),
            $"unit:{command.UnitId}",
            now,
            command.CompetitionId,
            new { Position = from + 1 },
            new { Position = to + 1 },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
