using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
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
        var rules = ParsedRulebooks.Of(competition.RulebookJson).Preliminary;
        if (
            await db.JudgeSheets.AnyAsync(
                s => s.CompetitionId == competition.Id && s.Round == Stage.Preliminary,
                cancel
            )
        )
            return new Refusal("judging.already_assigned");
        var plan = AssignmentPlan.Of(
            await db.PlannedEntriesAsync(competition.Id, cancel),
            await db.PlannedJudgesAsync(competition.Id, cancel),
            rules.JudgesPerEntry
        );
        if (plan.Short.Count > 0)
            return new Refusal("judging.not_enough_judges", string.Join("、", plan.Short));

        db.JudgeSheets.AddRange(plan.Pairs.Select(p => Sheets.New(competition.Id, Stage.Preliminary, p, now)));
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

/// <summary>What plans of judges are made from.</summary>
public static class Sheets
{
    public static JudgeSheet New(Guid competitionId, Stage round, Pairing pair, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = competitionId,
            Round = round,
            JudgeId = pair.JudgeId,
            EntryId = pair.EntryId,
            State = CanonicalJson.Write(SheetState.Empty),
        };
    }

    public static async Task<IReadOnlyList<PlannedEntry>> PlannedEntriesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new PlannedEntry(e.Id, e.Code!, e.Participations.Select(p => p.Entrant.NameKey).ToList()))
            .ToListAsync(cancel);

    public static async Task<IReadOnlyList<PlannedJudge>> PlannedJudgesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel,
        bool finalOnly = false
    )
    {
        var judges = await db
            .Judges.Where(j => j.CompetitionId == competitionId && j.LeftAt == null && (!finalOnly || j.IsFinalJudge))
            .OrderBy(j => j.Id)
            .ToListAsync(cancel);
        return [.. judges.Select(j => new PlannedJudge(j.Id, OrganisationName.Key(j.Employer), j.Discipline))];
    }
}
