using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Draw;

/// <summary>A party publishes its commitment: the hash of a code nobody else knows yet.</summary>
public sealed class CommitToDraw(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, string Party, string Commitment, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (DrawGates.WhyNotActFor(command.Actor.Role, command.Party) is { } stranger)
            return stranger;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.WhyNoDrawActAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        var record = (await db.HoldDrawAsync(command.CompetitionId, cancel))!;
        var parties = await db.DrawPartiesAsync(command.CompetitionId, cancel);
        if (DrawGates.WhyNotCommit(record, parties, command.Party, command.Commitment) is { } refusal)
            return refusal;
        db.DrawCommitments.Add(
            new()
            {
                CompetitionId = command.CompetitionId,
                Party = command.Party,
                Hash = command.Commitment,
                CommittedAt = now,
                By = command.Actor.Name,
            }
        );
        await db.RecordAsync(
            command.Actor,
            nameof(CommitToDraw),
            $"draw:{command.Party}",
            now,
            command.CompetitionId,
            after: new { command.Commitment },
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Draw, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}

/// <summary>What all acts of the draw ask first.</summary>
internal static class DrawActs
{
    public static async Task<Refusal?> WhyNoDrawActAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) => StageGates.WhyNotAct(await db.HoldStageAsync(competitionId, Stage.Draw, cancel));

    public static async Task<IReadOnlyList<string>> DrawPartiesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) => (await db.RulebookOfAsync(competitionId, cancel)).Draw.Parties;
}
