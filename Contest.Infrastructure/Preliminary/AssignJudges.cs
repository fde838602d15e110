using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>Gives every accepted entry its judges, without conflicts, as one act; refused when a plan is impossible.</summary>
public sealed class AssignJudges(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Actor Actor);

    public async Task<Outcome<AssignmentPlan>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.MoveStagesAsync(command.CompetitionId, cancel); // two organizers at once take turns
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == command.CompetitionId, cancel);
        if (
            await db.JudgeSheets.AnyAsync(
                s => s.CompetitionId == competition.Id && s.Round == Stage.Preliminary,
                cancel
            )
        )
            return new Refusal("judging.already_assigned");
        var plan = AssignmentPlan.Of(await db.PlanInputAsync(competition.Id, keepsSheets: true, cancel));
        var tooFew = plan.Short.Where(s => s.Of == ShortOf.Judges).Select(s => s.Code).ToList();
        if (tooFew.Count > 0)
            return new Refusal("judging.not_enough_judges", string.Join("、", tooFew));

        db.JudgeSheets.AddRange(plan.Pairs.Select(p => PlanReads.NewSheet(competition.Id, Stage.Preliminary, p, now)));
        await db.RecordAsync(
            command.Actor,
            nameof(AssignJudges),
            "preliminary",
            now,
            competition.Id,
            after: new { Sheets = plan.Pairs.Count },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return plan;
    }
}
