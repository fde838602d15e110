using Contest.Core;
using Contest.Core.Draw;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Draw;

/// <summary>A party reveals the code behind its commitment; one that does not hash to it is refused.</summary>
public sealed class RevealCode(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, string Party, string Code, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (DrawGates.WhyNotActFor(command.Actor.Role, command.Party) is { } stranger)
            return stranger;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.WhyNoDrawActAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        var record = (await db.HoldDrawAsync(command.CompetitionId, cancel))!;
        if (DrawGates.WhyNotReveal(record, command.Party, command.Code) is { } refusal)
            return refusal;
        var commitment = record.Commitments.Single(c => c.Party == command.Party);
        commitment.Secret = command.Code;
        commitment.RevealedAt = now;
        await db.RecordAsync(
            command.Actor,
            nameof(RevealCode),
            $"draw:{command.Party}",
            now,
            command.CompetitionId,
            after: new { command.Code },
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Draw, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
