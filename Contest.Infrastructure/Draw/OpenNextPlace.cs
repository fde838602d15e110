using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Draw;

/// <summary>The ritual on the big screen: opens the next place, whose order is already fixed by the computation.</summary>
public sealed class OpenNextPlace(ContestDb db, TimeProvider clock)
{
    /// <param name="All">Opens all places that are left.</param>
    /// <param name="Place">
    /// The place the organizer means, from 1; null for whichever is next. A second press on the same button, or a
    /// second organizer's, finds that place open and opens nothing more.
    /// </param>
    public sealed record Command(Guid CompetitionId, bool All, Actor Actor, int? Place = null);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldDrawAsync(command.CompetitionId, cancel) is not { Bundle: { } bundle } record)
            return new("stage.not_drawn");
        var places = CanonicalJson.Read<Core.Draw.DrawBundle>(bundle).Order.Count;
        if (!command.All && command.Place is { } meant && meant <= record.Opened)
            return null;
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
