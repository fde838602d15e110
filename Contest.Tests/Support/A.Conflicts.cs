using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    /// <summary>A namesake's hit between a sheet's judge and entry, recorded as it is found.</summary>
    public static ConflictOfInterest Hit(
        Edition edition,
        JudgeSheet sheet,
        ConflictKind kind = ConflictKind.SameName,
        string words = "王小明"
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            CompetitionId = edition.Id,
            JudgeId = sheet.JudgeId,
            EntryId = sheet.EntryId,
            Kind = kind,
            Evidence = ConflictEvidence.Of("conflict.same_name_contact", words).Write(),
            FoundAt = edition.Clock.GetUtcNow(),
        };

    public static Task<JudgeSheet> SheetAsync(Edition edition, Guid id) =>
        edition.Acts.WithDbAsync(db => db.JudgeSheets.AsNoTracking().SingleAsync(s => s.Id == id));

    public static async Task<ConflictOfInterest> HitOnAsync(
        Edition edition,
        Guid sheetId,
        ConflictKind kind = ConflictKind.SameName,
        string words = "王小明"
    )
    {
        var hit = Hit(edition, await SheetAsync(edition, sheetId), kind, words);
        await edition.Acts.WithDbAsync(db =>
        {
            db.Conflicts.Add(hit);
            return db.SaveChangesAsync();
        });
        return hit;
    }

    public static Task<int> FindConflictsAsync(Edition edition, Guid? judge = null, Guid? entry = null) =>
        edition.Acts.WithAsync((FindConflicts a) => a.HandleAsync(new(edition.Id, judge, entry, Organizer), default));

    public static Task<List<ConflictOfInterest>> ConflictsAsync(Edition edition) =>
        edition.Acts.WithDbAsync(db => db.Conflicts.AsNoTracking().OrderBy(c => c.FoundAt).ToListAsync());
}
