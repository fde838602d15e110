using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Changes a recommending unit: name, kind, region, quota, mailbox. Entries linked to it stay linked.</summary>
public sealed class ChangeUnit(ContestDb db, TimeProvider clock)
{
    /// <param name="Version">The row version the person saw.</param>
    public sealed record Command(Guid CompetitionId, Guid UnitId, uint Version, UnitRow Row, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("unit.not_yours");
        if (command.Row.Read() is not { Value: { } facts } read)
            return command.Row.Read().Refusal;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var unit = await db.RecommendingUnits.SingleOrDefaultAsync(
            u => u.Id == command.UnitId && u.CompetitionId == command.CompetitionId,
            cancel
        );
        if (unit is null)
            return new("unit.gone");
        if (unit.Version != command.Version)
            return new("unit.changed");
        var isTaken = await db.RecommendingUnits.AnyAsync(
            u => u.CompetitionId == command.CompetitionId && u.Id != unit.Id && u.NameKey == facts.NameKey,
            cancel
        );
        if (isTaken)
            return new("unit.exists", facts.Name);
        var before = Said(unit);
        (unit.Name, unit.NameKey, unit.Kind) = (facts.Name, facts.NameKey, facts.Kind);
        (unit.Region, unit.Quota, unit.ContactEmail) = (facts.Region, facts.Quota, facts.ContactEmail);
        if (!await db.TrySaveAsync(cancel))
            return new("unit.changed");
        var linked = await db.LinkWrittenAsync(command.CompetitionId, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(ChangeUnit),
            $"unit:{unit.Id}",
            now,
            command.CompetitionId,
            before,
            new { Unit = Said(unit), Linked = linked },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>What the log keeps: the mailbox is confidential and stays out of it.</summary>
    private static object Said(RecommendingUnit unit) =>
        new
        {
            unit.Name,
            unit.Kind,
            unit.Region,
            unit.Quota,
            HasContact = unit.ContactEmail.Length > 0,
        };
}
