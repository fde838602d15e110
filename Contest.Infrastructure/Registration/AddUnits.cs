using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Adds recommending units, one or a pasted list, all or none; entries that bear exactly their names are linked.</summary>
public sealed class AddUnits(ContestDb db, TimeProvider clock)
{
    /// <param name="Rows">With the line each stands on, from 1; one row needs none: 0.</param>
    public sealed record Command(Guid CompetitionId, IReadOnlyList<(int Line, UnitRow Row)> Rows, Actor Actor);

    /// <param name="Added">Units.</param>
    /// <param name="Linked">Entries that bore one of their names.</param>
    public sealed record Summary(int Added, int Linked);

    public async Task<Outcome<Summary>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff or null))
            return new Refusal("unit.not_yours");
        if (command.Rows.Count == 0)
            return new Refusal("unit.nothing_pasted");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var kept = await db
            .RecommendingUnits.Where(u => u.CompetitionId == command.CompetitionId)
            .Select(u => new { u.NameKey, u.Position })
            .ToListAsync(cancel);
        var keys = kept.Select(u => u.NameKey).ToHashSet();
        var position = kept.Select(u => u.Position).DefaultIfEmpty(0).Max();
        List<RecommendingUnit> units = [];
        foreach (var (line, row) in command.Rows)
        {
            if (row.Read() is not { Value: { } facts } read)
                return At(line, row.Read().Refusal!);
            if (!keys.Add(facts.NameKey))
                return At(line, new("unit.exists", facts.Name));
            units.Add(Of(command.CompetitionId, facts, ++position, now));
        }
        db.RecommendingUnits.AddRange(units);
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("unit.exists", units[0].Name); // two people at once: the unique index has the last word
        var linked = await db.LinkWrittenAsync(command.CompetitionId, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(AddUnits),
            $"competition:{command.CompetitionId}",
            now,
            command.CompetitionId,
            after: new
            {
                Units = units.Select(u => new
                {
                    u.Id,
                    u.Name,
                    u.Quota,
                }),
                Linked = linked,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return new Summary(units.Count, linked);
    }

    private static Refusal At(int line, Refusal refusal) =>
        line == 0 ? refusal : new("unit.line", line, refusal.Message);

    private static RecommendingUnit Of(Guid competition, UnitRow.Facts facts, int position, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = competition,
            Name = facts.Name,
            NameKey = facts.NameKey,
            Kind = facts.Kind,
            Region = facts.Region,
            Quota = facts.Quota,
            ContactEmail = facts.ContactEmail,
            Position = position,
        };
}
