using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Closes a stage, by the clock or by an organizer. Closing the vote before its time is for two people: then this asks
/// for an approval instead (PRODUCT.md, promise 7).
/// </summary>
public sealed class CloseStage(ContestDb db, TimeProvider clock, IEnumerable<IOnStageClosing> followers) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Stage Stage, Actor Actor);

    /// <summary>What came of it: closed, or waiting for the second person.</summary>
    public sealed record Answer(bool IsClosed, Guid? ApprovalId);

    /// <summary>What the second person is shown.</summary>
    public sealed record Early(Stage Stage, DateTimeOffset PlannedAt);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var planned = await PlannedAsync(command.CompetitionId, command.Stage, cancel);
        if (command.Stage == Stage.Voting && command.Actor.PersonId is not null && StageGates.IsEarly(planned, now))
            return await AskAsync(command, planned, now, transaction, cancel);
        if (await CloseAsync(command.CompetitionId, command.Stage, command.Actor, now, cancel) is { } refusal)
            return refusal;
        await transaction.CommitAsync(cancel);
        return new Answer(true, null);
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        var asked = CanonicalJson.Read<Early>(approval.Shown);
        var planned = await PlannedAsync(approval.CompetitionId, asked.Stage, cancel);
        return CanonicalJson.Write(asked with { PlannedAt = planned });
    }

    public Task<Refusal?> CarryOutAsync(Approval approval, Actor second, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = CanonicalJson.Read<Early>(approval.Shown);
        Actor first = new(approval.RequestedBy, approval.RequestedByName, Role.Organizer);
        return CloseAsync(approval.CompetitionId, asked.Stage, first, now, cancel);
    }

    private async Task<Outcome<Answer>> AskAsync(
        Command command,
        DateTimeOffset planned,
        DateTimeOffset now,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancel
    )
    {
        var runs = await db
            .StageRuns.AsNoTracking()
            .Where(r => r.CompetitionId == command.CompetitionId)
            .ToListAsync(cancel);
        if (StageGates.WhyNotClose(command.Stage, runs, new()) is { } closed)
            return closed;
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(CloseStage),
            CanonicalJson.Write(new Early(command.Stage, planned)),
            command.Actor,
            now,
            cancel
        );
        if (asked.Refusal is { } refusal)
            return refusal;
        await transaction.CommitAsync(cancel);
        return new Answer(false, asked.Value!.Id);
    }

    private async Task<DateTimeOffset> PlannedAsync(Guid competitionId, Stage stage, CancellationToken cancel)
    {
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        return rulebook.Window(stage).Closes(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).ToUniversalTime();
    }

    private async Task<Refusal?> CloseAsync(
        Guid competitionId,
        Stage stage,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var runs = await db.MoveStagesAsync(competitionId, cancel);
        var competition = await db.Competitions.SingleAsync(c => c.Id == competitionId, cancel);
        var rulebook = ParsedRulebooks.Of(competition.RulebookJson);
        var items = await db.OpenItemsAsync(competitionId, rulebook, cancel);
        if (StageGates.WhyNotClose(stage, runs, items) is { } refusal)
            return refusal;
        runs.Single(r => r.Stage == stage).ClosedAt = now;
        await db.SaveChangesAsync(cancel);
        foreach (var follower in followers.Where(f => f.Stage == stage))
            if (await follower.BeforeClosedAsync(competition, rulebook, actor, now, cancel) is { } why)
                return why;
        await db.RecordAsync(actor, nameof(CloseStage), $"stage:{stage}", now, competitionId, cancel: cancel);
        return null;
    }
}

/// <summary>What a stage does in the moment it closes, inside the same transaction: the tally, the standings and cut.</summary>
public interface IOnStageClosing
{
    Stage Stage { get; }

    /// <summary>Null when done; a refusal keeps the stage open.</summary>
    Task<Refusal?> BeforeClosedAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    );
}
