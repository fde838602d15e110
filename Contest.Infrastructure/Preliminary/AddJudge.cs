using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Appoints an expert to an edition's jury; without one the expert is added to the pool first. The account is linked
/// when the invitation is taken, or at once.
/// </summary>
public sealed class AddJudge(ContestDb db, TimeProvider clock)
{
    public sealed record Command(
        Guid CompetitionId,
        string Name,
        string Employer,
        Discipline Discipline,
        bool IsFinalJudge,
        Guid? PersonId,
        Actor Actor,
        Guid? ExpertId = null
    );

    public async Task<Outcome<Judge>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        if (command.Name.Trim().Length is 0 or > 100 || command.Employer.Trim().Length is 0 or > 200)
            return new Refusal("judging.judge_incomplete");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var expert = await ExpertOfAsync(command, now, cancel);
        if (expert is null)
            return new Refusal("judging.expert_unknown");
        Judge judge = new()
        {
            ExpertId = expert.Id,
            Id = Guid.CreateVersion7(now),
            CompetitionId = command.CompetitionId,
            PersonId = command.PersonId,
            Name = command.Name.Trim(),
            Employer = command.Employer.Trim(),
            Discipline = command.Discipline,
            IsFinalJudge = command.IsFinalJudge,
        };
        db.Judges.Add(judge);
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("judging.judge_twice", judge.Name);
        await db.RecordAsync(
            command.Actor,
            nameof(AddJudge),
            $"judge:{judge.Id}",
            now,
            command.CompetitionId,
            after: new { judge.Name, judge.Employer },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return judge;
    }

    private async Task<Expert?> ExpertOfAsync(Command command, DateTimeOffset now, CancellationToken cancel)
    {
        if (command.ExpertId is { } known)
            return await db.Experts.SingleOrDefaultAsync(e => e.Id == known, cancel);
        // an account belongs to one expert, however many editions they judge
        if (
            command.PersonId is { } person
            && await db.Experts.SingleOrDefaultAsync(e => e.PersonId == person, cancel) is { } same
        )
            return same;
        Expert expert = new()
        {
            Id = Guid.CreateVersion7(now),
            PersonId = command.PersonId,
            Name = command.Name.Trim(),
            Discipline = command.Discipline,
            Employments = [new() { Id = Guid.CreateVersion7(now), Name = command.Employer.Trim() }],
        };
        db.Experts.Add(expert);
        return expert;
    }
}
