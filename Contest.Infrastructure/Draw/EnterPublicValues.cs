using Contest.Core;
using Contest.Core.Draw;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Draw;

/// <summary>The public values named in advance, once everybody has committed.</summary>
public sealed class EnterPublicValues(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, IReadOnlyList<PublicValue> Values, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.WhyNoDrawActAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        var record = (await db.HoldDrawAsync(command.CompetitionId, cancel))!;
        var parties = await db.DrawPartiesAsync(command.CompetitionId, cancel);
        if (DrawGates.WhyNotValues(record, parties, command.Values) is { } refusal)
            return refusal;
        record.Values = CanonicalJson.Write(command.Values);
        await db.RecordAsync(
            command.Actor,
            nameof(EnterPublicValues),
            "draw",
            now,
            command.CompetitionId,
            after: record.Values,
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Draw, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
