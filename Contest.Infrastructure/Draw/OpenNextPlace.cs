using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Draw;

/// <summary>The ritual on the big screen: opens the next place, whose order is already fixed by the computation.</summary>
public sealed class OpenNextPlace(ContestDb db, TimeProvider clock)
{
    /// <param name="All">Opens all places that are left.</param>
    public sealed record Command(Guid CompetitionId, bool All, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldDrawAsync(command.CompetitionId, cancel) is not { Bundle: { } bundle } record)
            return new("stage.not_drawn");
        var places = CanonicalJson.Read<Core.Draw.DrawBundle>(bundle).Order.Count;
        if (record.Opened >= places)
            return new("draw.nothing_to_open");
        record.Opened = command.All ? places : record.Opened + 1;
        await db.RecordAsync(
            command.Actor,
            nameof(OpenNextPlace),
            "draw",
            now,
            command.CompetitionId,
            after: new { record.Opened },
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Draw, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
