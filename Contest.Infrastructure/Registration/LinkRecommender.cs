using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>A person says which unit a name on entries stands for, or that it stands for none; what was typed stays.</summary>
public sealed class LinkRecommender(ContestDb db, TimeProvider clock)
{
    /// <param name="NameKey">The name as compared, of every entry that bears it.</param>
    /// <param name="UnitId">The unit; null takes the link away.</param>
    public sealed record Command(Guid CompetitionId, string NameKey, Guid? UnitId, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("unit.not_yours");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // the unit's row is held: it is not removed from under the link
        var name = command.UnitId is { } id ? await db.HoldUnitAsync(command.CompetitionId, id, cancel) : null;
        if (command.UnitId is not null && name is null)
            return new("unit.gone");
        var linked = await db
            .Entries.Where(e =>
                e.CompetitionId == command.CompetitionId
                && e.RecommenderKey == command.NameKey
                && e.RecommenderKey != ""
                && e.RecommenderUnitId != command.UnitId
            )
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.RecommenderUnitId, command.UnitId), cancel);
        if (linked == 0)
            return new("unit.nothing_to_link");
        await db.RecordAsync(
            command.Actor,
            nameof(LinkRecommender),
            $"competition:{command.CompetitionId}",
            now,
            command.CompetitionId,
            after: new
            {
                command.NameKey,
                command.UnitId,
                Unit = name,
                Entries = linked,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}
