using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>Opens a stage, by the clock or by an organizer. Opening registration freezes and hashes the rulebook.</summary>
public sealed class OpenStage(ContestDb db, TimeProvider clock, IEnumerable<IOnStageOpened> followers)
{
    public sealed record Command(Guid CompetitionId, Stage Stage, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        var competition = await db.Competitions.SingleAsync(c => c.Id == command.CompetitionId, cancel);
        var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
        var items = await db.OpenItemsAsync(competition.Id, rulebook, cancel);
        if (StageGates.WhyNotOpen(command.Stage, runs, items) is { } refusal)
            return refusal;

        runs.Single(r => r.Stage == command.Stage).OpenedAt = now;
        if (command.Stage == Stage.Registration)
            Freeze(competition, command.Actor, now);
        foreach (var follower in followers.Where(f => f.Stage == command.Stage))
            await follower.AfterOpeningAsync(competition, rulebook, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(OpenStage),
            $"stage:{command.Stage}",
            now,
            competition.Id,
            after: new { competition.RulebookHash },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private void Freeze(Competition competition, Actor actor, DateTimeOffset now)
    {
        competition.FrozenAt = now;
        db.RulebookVersions.Add(
            new()
            {
                CompetitionId = competition.Id,
                Number = 0,
                Json = competition.RulebookJson,
                Hash = competition.RulebookHash,
                Reason = "",
                At = now,
                By = actor.Name,
            }
        );
    }
}

/// <summary>What a stage does in the moment it opens, inside the same transaction.</summary>
public interface IOnStageOpened
{
    Stage Stage { get; }

    Task AfterOpeningAsync(Competition competition, Rulebook rulebook, DateTimeOffset now, CancellationToken cancel);
}
