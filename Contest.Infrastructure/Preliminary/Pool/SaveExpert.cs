using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Pool;

/// <summary>
/// Writes an expert of the pool with everything that is known of them; then conflicts are looked for in every edition
/// where they are a judge and the preliminary has not closed.
/// </summary>
public sealed class SaveExpert(ContestDb db, TimeProvider clock)
{
    /// <param name="ExpertId">Null for a new one.</param>
    /// <param name="Version">The version the form was made from: whoever comes second is told.</param>
    /// <param name="CompetitionId">The edition it was done from, for the audit log.</param>
    public sealed record Command(Guid? ExpertId, uint Version, Facts Facts, Guid CompetitionId, Actor Actor);

    /// <summary>An expert's facts as typed.</summary>
    public sealed record Facts(string Name, string? Email, Discipline Discipline)
    {
        public string Ipc { get; init; } = "";
        public string Fields { get; init; } = "";
        public IReadOnlyList<string> Languages { get; init; } = [];
        public int? MostDossiers { get; init; }
        public DateOnly? AvailableFrom { get; init; }
        public DateOnly? AvailableUntil { get; init; }
        public IReadOnlyList<Employer> Employments { get; init; } = [];
        public IReadOnlyList<OwnPatent> Patents { get; init; } = [];
        public IReadOnlyList<Interest> Interests { get; init; } = [];
    }

    public sealed record Employer(string Name, string? Identifier, DateOnly? From, DateOnly? Until);

    public sealed record OwnPatent(string Number, bool IsOwner);

    public sealed record Interest(InterestKind Kind, string With, DateOnly? Until);

    /// <param name="NewConflicts">How many hits are new since.</param>
    public sealed record Answer(Guid ExpertId, int NewConflicts);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await ExpertAsync(command, now, cancel);
        if (found is not { } expert)
            return new Refusal("conflict.expert_unknown");
        Fill(expert, command.Facts, now);
        if (ExpertRules.WhyNot(expert) is { } refusal)
            return refusal;
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("conflict.expert_changed");
        var conflicts = await LookAsync(expert.Id, command.Actor, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(SaveExpert),
            $"expert:{expert.Id}",
            now,
            command.CompetitionId,
            after: new
            {
                expert.Name,
                Employments = expert.Employments.Count,
                Patents = expert.Patents.Count,
                Interests = expert.Interests.Count,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return new Answer(expert.Id, conflicts);
    }

    private async Task<Expert?> ExpertAsync(Command command, DateTimeOffset now, CancellationToken cancel)
    {
        if (command.ExpertId is not { } id)
        {
            Expert added = new() { Id = Guid.CreateVersion7(now), Name = "" };
            db.Experts.Add(added);
            return added;
        }
        var expert = await db
            .Experts.AsSplitQuery()
            .Include(e => e.Employments)
            .Include(e => e.Patents)
            .Include(e => e.Interests)
            .SingleOrDefaultAsync(e => e.Id == id, cancel);
        if (expert is null)
            return null;
        var entry = db.Entry(expert);
        entry.Property(e => e.Version).OriginalValue = command.Version;
        entry.Property(e => e.Name).IsModified = true; // the row is written, and so its version, whatever has changed
        return expert;
    }

    internal static void Fill(Expert expert, Facts facts, DateTimeOffset now)
    {
        expert.Name = Plain.AsTyped(facts.Name);
        expert.Email = string.IsNullOrWhiteSpace(facts.Email) ? null : facts.Email.Trim();
        expert.Discipline = facts.Discipline;
        expert.IpcClasses = ExpertRules.IpcClasses(facts.Ipc);
        expert.Fields = ExpertRules.Words(facts.Fields);
        expert.Languages = [.. facts.Languages.Distinct()];
        (expert.MostDossiers, expert.AvailableFrom, expert.AvailableUntil) = (
            facts.MostDossiers,
            facts.AvailableFrom,
            facts.AvailableUntil
        );
        expert.Employments.Clear();
        expert.Employments.AddRange(
            facts.Employments.Select(e => new Employment
            {
                Id = Guid.CreateVersion7(now),
                ExpertId = expert.Id,
                Name = Plain.AsTyped(e.Name),
                Identifier = Plain.Compact(e.Identifier) is { Length: > 0 } code ? code : null,
                From = e.From,
                Until = e.Until,
            })
        );
        expert.Patents.Clear();
        expert.Patents.AddRange(
            facts
                .Patents.Select(p => (Number: ExpertRules.PatentNumber(p.Number), p.IsOwner))
                .DistinctBy(p => p.Number)
                .Select(p => new ExpertPatent
                {
                    Id = Guid.CreateVersion7(now),
                    ExpertId = expert.Id,
                    Number = p.Number,
                    IsOwner = p.IsOwner,
                })
        );
        expert.Interests.Clear();
        expert.Interests.AddRange(
            facts.Interests.Select(i => new DeclaredInterest
            {
                Id = Guid.CreateVersion7(now),
                ExpertId = expert.Id,
                Kind = i.Kind,
                With = Plain.AsTyped(i.With),
                Until = i.Until,
            })
        );
    }

    private async Task<int> LookAsync(Guid expertId, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var judges = await db
            .Judges.Where(j => j.ExpertId == expertId)
            .Where(j =>
                db.StageRuns.Any(r =>
                    r.CompetitionId == j.CompetitionId && r.Stage == Stage.Preliminary && r.ClosedAt == null
                )
            )
            .OrderBy(j => j.CompetitionId)
            .Select(j => new { j.CompetitionId, j.Id })
            .ToListAsync(cancel);
        var found = 0;
        foreach (var judge in judges)
            found += await db.FindConflictsAsync(new(judge.CompetitionId, judge.Id, Actor: actor), now, cancel);
        return found;
    }
}
