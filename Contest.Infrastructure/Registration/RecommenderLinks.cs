using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>An entry's recommender as typed, and the unit it stands for: equated by the exact name or by hand, else never.</summary>
internal static class RecommenderLinks
{
    /// <summary>The edition's units by what their names are compared by.</summary>
    public static Task<Dictionary<string, Guid>> UnitsByKeyAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        db
            .RecommendingUnits.Where(u => u.CompetitionId == competitionId)
            .ToDictionaryAsync(u => u.NameKey, u => u.Id, cancel);

    /// <summary>Links the entry by its name; a link made by hand stays while the name is the same.</summary>
    /// <param name="db">The database.</param>
    /// <param name="entry">With its new name.</param>
    /// <param name="before">What the name was compared by before.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task LinkRecommenderAsync(
        this ContestDb db,
        Entry entry,
        string before,
        CancellationToken cancel
    )
    {
        if (entry.RecommenderKey == before && entry.RecommenderUnitId is not null)
            return;
        entry.RecommenderUnitId = await db
            .RecommendingUnits.Where(u => u.CompetitionId == entry.CompetitionId && u.NameKey == entry.RecommenderKey)
            .Select(u => (Guid?)u.Id)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Links what was written before the unit was known and bears exactly its name; how many.</summary>
    public static Task<int> LinkWrittenAsync(this ContestDb db, Guid competitionId, CancellationToken cancel) =>
        db
            .Entries.Where(e =>
                e.CompetitionId == competitionId
                && e.RecommenderUnitId == null
                && db.RecommendingUnits.Any(u => u.CompetitionId == competitionId && u.NameKey == e.RecommenderKey)
            )
            .ExecuteUpdateAsync(
                e =>
                    e.SetProperty(
                        x => x.RecommenderUnitId,
                        x =>
                            db.RecommendingUnits.Where(u =>
                                    u.CompetitionId == competitionId && u.NameKey == x.RecommenderKey
                                )
                                .Select(u => (Guid?)u.Id)
                                .First()
                    ),
                cancel
            );
}
