using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Sheets nobody has typed on follow when their entry's group or track was corrected. One that was typed on keeps its
/// criteria; the organizer is told on the list of sheets. Called by the clock.
/// </summary>
public sealed class FollowVariants(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Stage Round, Actor Actor);

    /// <summary>How many sheets took another variant.</summary>
    public async Task<Outcome<int>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldStageAsync(command.CompetitionId, command.Round, cancel);
        var rules = (await db.RulebookOfAsync(command.CompetitionId, cancel)).Judging(command.Round);
        var followed = await db.FollowVariantsAsync(command.CompetitionId, command.Round, rules, cancel);
        if (followed == 0)
            return 0;
        await db.RecordAsync(
            command.Actor,
            nameof(FollowVariants),
            command.Round.ToString().ToLowerInvariant(),
            now,
            command.CompetitionId,
            after: new { Sheets = followed },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return followed;
    }
}
