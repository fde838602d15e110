using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Saves an edited rulebook. Before registration opens it is simply replaced; after that the change is a numbered,
/// public notice with its reason, and both versions are kept (DOMAIN.md 1.2).
/// </summary>
public sealed class SaveRulebook(ContestDb db, TimeProvider clock)
{
    /// <param name="BasedOn">The hash the editor started from: two people who edit at once are told.</param>
    public sealed record Command(Guid CompetitionId, Rulebook Rulebook, string BasedOn, string Reason, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        var competition = await db.Competitions.SingleAsync(c => c.Id == command.CompetitionId, cancel);
        if (competition.RulebookHash != command.BasedOn)
            return new("competition.rulebook_changed_meanwhile");
        var json = CanonicalJson.Write(command.Rulebook);
        if (json == competition.RulebookJson)
            return null;
        if (competition.FrozenAt is not null && WhyNoNotice(command, competition, runs) is { } refusal)
            return refusal;
        if (competition.FrozenAt is not null && await WhyNotSheetsAsync(command, competition, cancel) is { } inUse)
            return inUse;

        var old = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
        var before = competition.RulebookHash;
        competition.RulebookJson = json;
        competition.RulebookHash = CanonicalJson.HashText(json);
        if (competition.FrozenAt is not null)
            await AddNoticeAsync(competition, before, command, now, cancel);
        if (IsConflictElsewhere(old.Preliminary, command.Rulebook.Preliminary))
            await FindConflictsAsync(competition.Id, command.Actor, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(SaveRulebook),
            $"competition:{competition.Slug}",
            now,
            competition.Id,
            before: new { Hash = before },
            after: new { Hash = competition.RulebookHash, command.Reason },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Other years or a longer avoid-list make conflicts of what was none.</summary>
    private static bool IsConflictElsewhere(JudgingRules old, JudgingRules rules) =>
        (old.ConflictYears, old.MostAvoided) != (rules.ConflictYears, rules.MostAvoided);

    private async Task FindConflictsAsync(Guid competitionId, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await db.FindConflictsAsync(new(competitionId, Actor: actor), now, cancel);
    }

    private static Refusal? WhyNoNotice(Command command, Competition competition, IReadOnlyList<StageRun> runs)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
            return new("competition.reason_missing");
        var before = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
        var voting = runs.Single(r => r.Stage == Stage.Voting);
        if (StageGates.WhyNotMoveVote(before, command.Rulebook, voting) is { } early)
            return early;
        return RulebookCheck.Problems(command.Rulebook) is [var first, ..]
            ? new Refusal("competition.rulebook_has_problem", first.Message)
            : null;
    }

    private Task<Refusal?> WhyNotSheetsAsync(Command command, Competition competition, CancellationToken cancel) =>
        SheetsInUse.MoveAsync(
            db,
            competition.Id,
            CanonicalJson.Read<Rulebook>(competition.RulebookJson),
            command.Rulebook,
            cancel
        );

    private async Task AddNoticeAsync(
        Competition competition,
        string before,
        Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var number =
            await db.RulebookVersions.Where(v => v.CompetitionId == competition.Id).MaxAsync(v => v.Number, cancel) + 1;
        db.RulebookVersions.Add(
            new()
            {
                CompetitionId = competition.Id,
                Number = number,
                Json = competition.RulebookJson,
                Hash = competition.RulebookHash,
                Reason = command.Reason.Trim(),
                At = now,
                By = command.Actor.Name,
            }
        );
        await db.PublishNoticeAsync(
            competition.Id,
            "rulebook",
            new
            {
                Change = number,
                Before = before,
                After = competition.RulebookHash,
                Reason = command.Reason.Trim(),
            },
            now,
            objectionsUntil: null,
            cancel
        );
    }
}
