using Contest.Core;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Plans and applies in one go where nobody reads anything yet: for an edition small enough not to look at the plan first.
/// Refused when an entry would have too few judges.
/// </summary>
public sealed class AssignJudges(ContestDb db, DraftPlan draft, ApplyPlan apply)
{
    public sealed record Command(Guid CompetitionId, Actor Actor);

    public async Task<Outcome<PlanDiff>> HandleAsync(Command command, CancellationToken cancel)
    {
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        if (await db.PlanSheetsAsync(command.CompetitionId, cancel) is { Count: > 0 })
            return new Refusal("judging.already_assigned");
        var drafted = await draft.HandleAsync(new(command.CompetitionId, KeepsSheets: true, command.Actor), cancel);
        if (drafted.Value is not { } made)
            return drafted.Refusal!;
        var content = made.Content();
        var wanted = (await db.PlanRulesAsync(command.CompetitionId, cancel)).JudgesPerEntry;
        var lacking = content.Entries.Where(e => e.Seats.Count < wanted).Select(e => e.EntryId).ToList();
        if (lacking.Count > 0)
            return new Refusal("judging.not_enough_judges", await CodesAsync(lacking, cancel));
        return await apply.HandleAsync(new(command.CompetitionId, made.Hash, command.Actor), cancel);
    }

    private async Task<string> CodesAsync(List<Guid> entries, CancellationToken cancel) =>
        string.Join(
            "、",
            await db
                .Entries.Where(e => entries.Contains(e.Id))
                .OrderBy(e => e.Code)
                .Select(e => e.Code)
                .ToListAsync(cancel)
        );
}
