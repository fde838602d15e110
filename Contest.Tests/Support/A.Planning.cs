using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    public static Task<Outcome<PlanDraft>> DraftAsync(
        Edition edition,
        bool keeps = true,
        DraftLeaver? leaver = null,
        Actor? actor = null
    ) =>
        edition.Acts.WithAsync(
            (DraftPlan a) => a.HandleAsync(new(edition.Id, keeps, actor ?? Organizer, leaver), default)
        );

    public static Task<Outcome<PlanDiff>> ApplyAsync(Edition edition, string hash, Actor? actor = null) =>
        edition.Acts.WithAsync((ApplyPlan a) => a.HandleAsync(new(edition.Id, hash, actor ?? Organizer), default));

    public static Task<Outcome<PlanDraft>> ChangeAsync(
        Edition edition,
        string hash,
        Guid entry,
        Guid? from,
        Guid? to,
        Actor? actor = null
    ) =>
        edition.Acts.WithAsync(
            (ChangePlan a) => a.HandleAsync(new(edition.Id, hash, entry, from, to, actor ?? Organizer), default)
        );

    /// <summary>Who reads what, as the sheets of the preliminary say.</summary>
    public static Task<List<Pairing>> PairsAsync(Edition edition) =>
        edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Round == Stage.Preliminary && s.RecusedAt == null)
                .Select(s => new Pairing(s.JudgeId, s.EntryId))
                .ToListAsync()
        );

    /// <summary>A conflict of interest nobody has decided about.</summary>
    public static ConflictOfInterest Conflict(Edition edition, Pairing pair) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            CompetitionId = edition.Id,
            JudgeId = pair.JudgeId,
            EntryId = pair.EntryId,
            Kind = ConflictKind.Declared,
            Evidence = "{}",
            FoundAt = DateTimeOffset.UtcNow,
        };

    public static Task<int> RecordAsync(Edition edition, ConflictOfInterest conflict) =>
        edition.Acts.WithDbAsync(db =>
        {
            db.Conflicts.Add(conflict);
            return db.SaveChangesAsync();
        });
}
