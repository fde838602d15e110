using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Opens a stage, by the clock or by an organizer. Opening registration freezes and hashes the rulebook. Opening the
/// vote before its time is for two people: then this asks for an approval instead (PRODUCT.md, promise 7).
/// </summary>
public sealed class OpenStage(ContestDb db, TimeProvider clock, IEnumerable<IOnStageOpened> followers) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Stage Stage, Actor Actor);

    /// <summary>What came of it: open, or waiting for the second person.</summary>
    public sealed record Answer(bool IsOpen, Guid? ApprovalId);

    /// <summary>What the second person is shown.</summary>
    public sealed record Early(Stage Stage, DateTimeOffset PlannedAt);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        var competition = await db.Competitions.SingleAsync(c => c.Id == command.CompetitionId, cancel);
        if (await WhyNotAsync(command.Stage, runs, competition, cancel) is { } refusal)
            return refusal;
        var planned = Planned(competition, command.Stage);
        var asks =
            command.Stage == Stage.Voting && command.Actor.PersonId is not null && StageGates.IsEarly(planned, now);
        var answer = asks
            ? await AskAsync(command, planned, now, cancel)
            : await OpenAsync(command.Stage, runs, competition, command.Actor, now, cancel);
        if (answer.Refusal is null)
            await transaction.CommitAsync(cancel);
        return answer;
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = CanonicalJson.Read<Early>(approval.Shown);
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == approval.CompetitionId, cancel);
        return CanonicalJson.Write(asked with { PlannedAt = Planned(competition, asked.Stage) });
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var stage = CanonicalJson.Read<Early>(approval.Shown).Stage;
        var runs = await db.MoveStagesAsync(approval.CompetitionId, cancel);
        var competition = await db.Competitions.SingleAsync(c => c.Id == approval.CompetitionId, cancel);
        if (await WhyNotAsync(stage, runs, competition, cancel) is { } refusal)
            return refusal;
        Actor first = new(approval.RequestedBy, approval.RequestedByName, Role.Organizer);
        await OpenAsync(stage, runs, competition, first, now, cancel);
        return null;
    }

    private async Task<Refusal?> WhyNotAsync(
        Stage stage,
        IReadOnlyList<StageRun> runs,
        Competition competition,
        CancellationToken cancel
    )
    {
        var items = await db.OpenItemsAsync(competition.Id, RulebookOf(competition), cancel);
        return StageGates.WhyNotOpen(stage, runs, items);
    }

    private async Task<Outcome<Answer>> AskAsync(
        Command command,
        DateTimeOffset planned,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var shown = CanonicalJson.Write(new Early(command.Stage, planned));
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(OpenStage),
            shown,
            command.Actor,
            now,
            cancel
        );
        return asked.Refusal is { } refusal ? refusal : new Answer(false, asked.Value!.Id);
    }

    private async Task<Outcome<Answer>> OpenAsync(
        Stage stage,
        IReadOnlyList<StageRun> runs,
        Competition competition,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        runs.Single(r => r.Stage == stage).OpenedAt = now;
        if (stage == Stage.Registration)
            Freeze(competition, actor, now);
        foreach (var follower in followers.Where(f => f.Stage == stage))
            await follower.AfterOpeningAsync(competition, RulebookOf(competition), now, cancel);
        await db.RecordAsync(
            actor,
            nameof(OpenStage),
            $"stage:{stage}",
            now,
            competition.Id,
            after: new { competition.RulebookHash },
            cancel: cancel
        );
        return new Answer(true, null);
    }

    private static Rulebook RulebookOf(Competition competition) => ParsedRulebooks.Of(competition.RulebookJson);

    private static DateTimeOffset Planned(Competition competition, Stage stage)
    {
        var rulebook = RulebookOf(competition);
        return rulebook.Window(stage).Opens(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).ToUniversalTime();
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
